import { and, eq, sql, type SQL } from 'drizzle-orm'
import { services, settings } from '../../db/tenant/schema/index.ts'
import { insistOn } from '../access/insist-on.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { AppError } from '../errors.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { getSettings, type Settings } from './get-settings.ts'
import { settingsInput, type SettingsChange } from './settings-input.ts'
import { given, spellOut } from './staff-input.ts'

/**
 * Changes what holds for the studio as a whole, from now on. In another currency prices keep their numbers, which takes
 * `keepsPrices` while there are any; what is booked stays in the currency it was booked in.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `conflict` (`has_prices`), `changed_meanwhile`;
 * DatabaseError.
 */
export async function changeSettings(
  ctx: TenantContext,
  { edition, keepsPrices = false, ...changes }: SettingsChange,
): Promise<Settings> {
  const actor = requireStaff(ctx, 'settings:change')
  const { edition: _edition, ...before } = await getSettings(ctx)
  const wanted = given(changes)
  const input = parseInput(settingsInput, { ...before, ...wanted })
  const row = { ...input, studioName: spellOut(input.studioName, input.defaultLocale) }
  if (row.currency !== before.currency) await requireSamePrices(ctx, { before, row, keepsPrices })
  // Only what was asked for, so that two who change different things at once both get theirs.
  const set = Object.fromEntries(Object.entries(row).filter(([field]) => field in wanted))
  const isIt = eq(settings.id, 1)
  const { orm, write } = ctx.db
  await unlessChanged(() =>
    write([
      insistOnEdition(ctx.db, { table: settings, isIt, edition }),
      orm
        .update(settings)
        .set({ ...set, updatedAt: ctx.now() })
        .where(isIt),
      // The first language is offered, whichever of the two somebody else has just changed.
      insistOn(ctx.db, offersFirst),
      insertAudit(ctx, { actor, action: 'settings.changed', subjectId: 'studio', ...changesOf(before, set) }),
    ]),
  )
  forgetCatalogue(ctx)
  return getSettings(ctx)
}

const offersFirst: SQL = sql`EXISTS (SELECT 1 FROM settings, json_each(settings.locales)
  WHERE json_each.value = settings.default_locale)`

type OtherCurrency = { before: { currency: string }; row: { currency: string }; keepsPrices: boolean }

async function requireSamePrices(ctx: TenantContext, { before, row, keepsPrices }: OtherCurrency) {
  if (digitsOf(before.currency) !== digitsOf(row.currency)) {
    const message = `Prices in ${row.currency} have other decimals than those in ${before.currency}.`
    throw invalidFields([{ path: 'currency', message, code: 'other_digits' }])
  }
  if (keepsPrices) return
  const { orm, read } = ctx.db
  const hasPrice = and(eq(services.status, 'active'), sql`${services.priceMinor} > 0`)
  const [priced] = await read([orm.select({ id: services.id }).from(services).where(hasPrice)])
  if (priced.length === 0) return
  const message = `${priced.length} services have prices. They would keep their numbers, in ${row.currency}.`
  throw new AppError('conflict', message, { reason: 'has_prices' })
}

function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
