import { requireLogin } from '../access/require-login.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'
import { insertSmsConsent } from '../sms/insert-sms-consent.ts'
import { smsConsentText } from '../sms/sms-consent.ts'
import { getCatalogue, type Locale } from '../studio/get-catalogue.ts'
import { ensureOwnClient, selfOf } from './account-of.ts'
import { getSmsConsent } from './get-sms-consent.ts'

/**
 * Says whether the client who signed in wants text messages to the number in their details, in the words they read in that
 * language. Written down whenever it is new; what is to come is planned anew by it.
 *
 * @throws AppError `unauthorized`; `not_found` where the studio sends none; `invalid_input` without a number; `conflict`
 * (`email_taken`); DatabaseError.
 */
export async function setSmsConsent(
  ctx: TenantContext,
  { isGiven, locale }: { isGiven: boolean; locale: Locale },
): Promise<void> {
  requireLogin(ctx)
  const before = await getSmsConsent(ctx)
  if (!before) throw new AppError('not_found', 'This studio sends no text messages.')
  const { sender, phone, isAgreed } = before
  if (isGiven === isAgreed) return
  if (isGiven && phone === null)
    throw invalidFields([{ path: 'phone', code: 'required', message: 'There is no number to write to.' }])
  const clientId = await ensureOwnClient(ctx)
  const { studio } = await getCatalogue(ctx)
  const words = smsConsentText({ ...studio, locale, sender })
  const said = { clientId, kind: 'sms', isGiven, phone, source: 'account', actor: selfOf(ctx) } as const
  await ctx.db.write(insertSmsConsent(ctx, { ...said, ...words }))
  await ctx.announce(ctx.now())
}
