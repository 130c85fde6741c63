import { z } from 'zod'
import { consentKinds } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
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
 * Writes down what a client agrees to or takes back: themselves in their account, or staff to whom they said it.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function recordConsent(ctx: TenantContext, raw: ConsentInput): Promise<void> {
  const consent = parseInput(consentInput, raw)
  const actor = requireClientOrStaff(ctx, consent.clientId, 'clients:change')
  await readPerson(ctx, consent.clientId)
  const source = actor.startsWith('client:') ? 'account' : 'staff'
  await ctx.db.write([insertConsent(ctx, { ...consent, source, actor })])
}
