import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { FieldError } from '../../tenants/errors.ts'
import type { Messages } from '../i18n/en.ts'

/** What the form asks for, in its order; the names of its inputs. */
export const bookingFields = ['firstName', 'lastName', 'email', 'phone', 'notes'] as const
export type BookingField = (typeof bookingFields)[number]
export type BookingValues = Record<BookingField, string>
export type BookingErrors = Partial<Record<BookingField, string>>

// Beyond what any field allows, so that the verb still sees that it is too long.
const LONGEST = 2_000

/** What was typed, as it was typed, and the form's key. A form without a key gets none: it cannot have come from us. */
export function readBookingForm(form: FormData): { values: BookingValues; key: string } {
  const read = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, LONGEST) : ''
  }
  return {
    values: {
      firstName: read('firstName'),
      lastName: read('lastName'),
      email: read('email'),
      phone: read('phone'),
      notes: read('notes'),
    },
    key: read('key'),
  }
}

/** A number without a country code is taken to be of the studio's own country; what is none stays as it was typed. */
export function internationalPhone(typed: string, studioPhone: string | null): string {
  const country = parsePhoneNumberFromString(studioPhone ?? '')?.country
  const parsed = parsePhoneNumberFromString(typed, country ? { defaultCountry: country } : {})
  return parsed?.isPossible() ? parsed.number : typed
}

/** The verb's complaints in the words of the form, by field; empty when none is about a field. */
export function toFieldErrors(errors: readonly FieldError[], words: Messages['fieldErrors']): BookingErrors {
  const found = bookingFields.flatMap((field) => {
    const error = errors.find(({ path }) => path === field || path === `client.${field}`)
    if (!error) return []
    const isTooLong = error.code === 'too_long' && field !== 'notes'
    return [[field, isTooLong ? words.tooLong : words[field]] as const]
  })
  return Object.fromEntries(found)
}
