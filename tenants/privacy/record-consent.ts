import { z } from 'zod'
import { consentKinds } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { insertSmsConsent } from '../sms/insert-sms-consent.ts'
import { insertConsent } from './insert-consent.ts'
import { readPerson } from './person.ts'
import { requireClientOrStaff } from './require-own-or-staff.ts'

const consentInput = z.object({
  clientId: anId,
  kind: z.enum(consentKinds, 'invalid'),
  isGiven: z.boolean('invalid'),
  /** The sentence as it was shown, and which edition of it. */
  text: z.string().trim().min(1, 'required').max(2_000, 'too_long'),
  version: z.string().trim().min(1, 'required').max(40, 'too_long'),
})
export type ConsentInput = z.input<typeof consentInput>

/**
 * Writes down what a client agrees to or takes back: themselves in their account, or staff to whom they said it. Text
 * messages are for the number they have then.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` (`no_phone`), `not_found`; DatabaseError.
 */
export async function recordConsent(ctx: TenantContext, raw: ConsentInput): Promise<void> {
  const consent = parseInput(consentInput, raw)
  const actor = requireClientOrStaff(ctx, consent.clientId, 'clients:change')
  const { phone } = await readPerson(ctx, consent.clientId)
  const source = actor.startsWith('client:') ? 'account' : 'staff'
  if (consent.kind !== 'sms')
    return void (await ctx.db.write([insertConsent(ctx, { ...consent, source, actor })]))
  if (consent.isGiven && phone === null) {
    const message = 'There is no number of theirs to write to.'
    throw invalidFields([{ path: 'kind', code: 'no_phone', message }])
  }
  await ctx.db.write(insertSmsConsent(ctx, { ...consent, phone, source, actor }))
  await ctx.announce(ctx.now())
}
