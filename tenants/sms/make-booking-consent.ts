import type { BookingRequest } from '../bookings/booking-request.ts'
import type { NewSmsConsent } from '../bookings/booking-command.ts'
import type { TenantContext } from '../context.ts'
import { deriveId } from '../ids.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { hashPhone } from './hash-phone.ts'
import { smsConsentText } from './sms-consent.ts'

/** What whoever books agreed to by ticking the box, in the words they saw; null where they did not, or there is no box. */
export async function makeBookingConsent(
  { keys, tenant, visitor }: TenantContext,
  { studio, smsSender }: Catalogue,
  { id, agreesToSms, contact, actor }: BookingRequest,
): Promise<NewSmsConsent | null> {
  const { phone, locale } = contact
  if (!agreesToSms || phone === null || smsSender === null) return null
  return {
    id: await deriveId('con', id),
    ...smsConsentText({ ...studio, locale, sender: smsSender }),
    phone,
    actor,
    network: visitor.network && (await hashPhone(keys, tenant.id, visitor.network)),
  }
}
