import { eq } from 'drizzle-orm'
import { locations, type LocationRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { changesOf } from '../audit/changes-of.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue, getCatalogue } from './get-catalogue.ts'
import { locationInput, type LocationChange } from './location-input.ts'
import { given, spellOut } from './staff-input.ts'

/**
 * Changes a place. Its zone is that of its hours: with another one they are at other instants, and bookings stay at
 * theirs.
 *
 * @throws AppError `unauthorized`, `not_found`, `invalid_input`, `changed_meanwhile`
 */
export async function changeLocation(
  ctx: TenantContext,
  { locationId, edition, ...changes }: { locationId: string } & LocationChange,
): Promise<LocationRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const catalogue = await getCatalogue(ctx)
  const { orm, read, write } = ctx.db
  const isIt = eq(locations.id, locationId)
  const [[before]] = await read([orm.select().from(locations).where(isIt)])
  if (!before) throw new AppError('not_found', 'There is no such place.')
  const { name, address, ...input } = parseInput(locationInput, {
    ...before,
    latitude: toDegrees(before.latitude),
    longitude: toDegrees(before.longitude),
    ...given(changes),
  })
  const { defaultLocale } = catalogue.studio
  const row = { ...input, name: spellOut(name, defaultLocale), address: spellOut(address, defaultLocale) }
  // The whole row is written: what somebody else changed since it was read would be lost.
  const seen = edition ?? before.edition
  await unlessChanged(() =>
    write([
      insistOnEdition(ctx.db, { table: locations, isIt, edition: seen }),
      orm.update(locations).set(row).where(isIt),
      insertAudit(ctx, {
        actor,
        action: 'location.changed',
        subjectId: before.id,
        ...changesOf(before, row),
      }),
    ]),
  )
  forgetCatalogue(ctx)
  return { ...row, id: before.id, edition: before.edition + 1 }
}

function toDegrees(written: string | null): number | null {
  return written === null ? null : Number(written)
}
