import { getSmsConsent } from '../../../tenants/account/get-sms-consent.ts'
import { setSmsConsent } from '../../../tenants/account/set-sms-consent.ts'
import { smsConsentText } from '../../../tenants/sms/sms-consent.ts'
import { carryOut, type FormAnswer } from '../../lib/form-answer.server.ts'
import type { Person } from '../../lib/person.server.ts'
import type { SentForm } from '../../lib/read-form.server.ts'

/** Whether somebody agreed to text messages, in the words they agree to; null where the studio sends none. */
export async function smsPart({ ctx, locale, studio, words }: Person) {
  const consent = await getSmsConsent(ctx)
  if (!consent) return null
  const { sender, phone, isAgreed, isStopped } = consent
  return {
    phone,
    isAgreed,
    isStopped,
    label: smsConsentText({ ...studio, locale, sender }).text,
    words: words('accountSms'),
  }
}

export type SmsPart = NonNullable<Awaited<ReturnType<typeof smsPart>>>

export async function smsAnswer(person: Person, form: SentForm): Promise<FormAnswer> {
  const { ctx, locale, path, words } = person
  const { noPhone } = words('accountSms')
  const messages = { conflict: words('account').emailTaken, invalid_input: noPhone, not_found: noPhone }
  return carryOut(person, { messages }, async () => {
    await setSmsConsent(ctx, { isGiven: form.text('sms') !== '', locale })
    return { location: path('/account/notifications?saved=1') }
  })
}
