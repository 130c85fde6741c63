import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Studio } from '../../tenants/studio/get-catalogue.ts'

export type Contact = { email: string; phone: { number: string; text: string } | null }

/** How to reach the studio, its number in groups that can be read. */
export function contactOf({ contactEmail, contactPhone }: Studio): Contact {
  const text = parsePhoneNumberFromString(contactPhone ?? '')?.formatInternational() ?? contactPhone
  return { email: contactEmail, phone: contactPhone && text ? { number: contactPhone, text } : null }
}
