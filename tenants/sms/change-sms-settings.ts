import { getCountries } from 'libphonenumber-js/min'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { given } from '../studio/staff-input.ts'
import { getSmsSettings, type SmsSettings } from './get-sms-settings.ts'

/** More than that a day is not for a studio to allow itself. */
export const MOST_A_DAY = 2_000

const countries = new Set<string>(getCountries())

/** A number, a name of up to eleven letters and digits with a letter in it, or a messaging service. Empty is none. */
const sender = z
  .string()
  .max(40, 'too_long')
  .nullable()
  .transform((text, context) => {
    const typed = text?.trim() ?? ''
    if (typed === '') return null
    const number = typed.replace(/[\s().-]/g, '')
    if (/^\+[1-9]\d{6,14}$/.test(number)) return number
    if (/^MG[0-9a-f]{32}$/.test(typed)) return typed
    if (/^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(typed)) return typed
    context.addIssue({
      code: 'custom',
      message:
        'This is no number with its country code, and no name of up to eleven Latin letters and digits.',
    })
    return z.NEVER
  })

const smsInput = z.object({
  smsSender: sender,
  /** ISO 3166. Empty: that of the studio's own number. */
  smsCountries: z.array(
    z.string().refine((code) => countries.has(code), 'This is not the code of a country, such as BG.'),
  ),
  smsDayCap: z.int('invalid').min(0, 'invalid').max(MOST_A_DAY, 'too_many'),
})
/** What is not given stays as it is. */
export type SmsSettingsChange = { [Field in keyof z.input<typeof smsInput>]?: unknown } & {
  edition?: number | undefined
}

/**
 * Changes from whom text messages are to come, to which countries they go and how many a day. Another sender sends nothing
 * before it is registered (`decide-sms-sender.ts`), but on a machine of
 * developers.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `changed_meanwhile`; DatabaseError.
 */
export async function changeSmsSettings(
  ctx: TenantContext,
  { edition, ...changes }: SmsSettingsChange,
): Promise<SmsSettings> {
  const actor = requireStaff(ctx, 'settings:change')
  const { smsSender, smsCountries, smsDayCap } = await getSmsSettings(ctx)
  const before = { smsSender, smsCountries, smsDayCap }
  const wanted = given(changes)
  const input = parseInput(smsInput, { ...before, ...wanted })
  const set = Object.fromEntries(Object.entries(input).filter(([field]) => field in wanted))
  const isOther = input.smsSender !== smsSender
  const smsState = isOther ? await stateOf(ctx, input.smsSender) : undefined
  const isIt = eq(messageSettings.id, 1)
  const { orm, write } = ctx.db
  await unlessChanged(() =>
    write([
      insistOnEdition(ctx.db, { table: messageSettings, isIt, edition }),
      orm
        .update(messageSettings)
        .set({ ...set, ...(smsState ? { smsState, smsStateReason: null } : {}) })
        .where(isIt),
      insertAudit(ctx, { actor, action: 'sms.changed', subjectId: 'sms', ...changesOf(before, set) }),
    ]),
  )
  forgetCatalogue(ctx)
  return getSmsSettings(ctx)
}

/** How far a sender is that was just asked for. */
async function stateOf({ smsNumbers }: TenantContext, wanted: string | null) {
  if (wanted === null) return 'none'
  return smsNumbers.isLocal && (await smsNumbers.hold(wanted)) ? 'approved' : 'submitted'
}
