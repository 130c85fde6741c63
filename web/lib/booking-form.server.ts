import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { AppError, type FieldError } from '../../tenants/errors.ts'
import type { Messages } from '../i18n/en.ts'

/** What the form may ask for, in its order; the names of its inputs. */
export const bookingFields = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'people',
  'guests',
  'attendeeFirstName',
  'attendeeLastName',
  'notes',
] as const
export type BookingField = (typeof bookingFields)[number]
/** `attendee`: somebody of the family who was chosen, as `attendeeValue` writes a name; `sms`: the box was ticked. */
export type BookingValues = Record<BookingField | 'attendee' | 'sms', string>
export type BookingErrors = Partial<Record<BookingField, string>>

// Beyond what any field allows, so that the verb still sees that it is too long.
const LONGEST = 2_000

/** An input of a form as it was typed; what is missing, or a file, is empty. */
export function readField(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.slice(0, LONGEST) : ''
}

/** What was typed, as it was typed, and the form's key. A form without a key gets none: it cannot have come from us. */
export function readBookingForm(form: FormData): { values: BookingValues; key: string } {
  const read = (name: string) => readField(form, name)
  return {
    values: {
      firstName: read('firstName'),
      lastName: read('lastName'),
      email: read('email'),
      phone: read('phone'),
      people: read('people'),
      guests: read('guests'),
      attendee: read('attendee'),
      attendeeFirstName: read('attendeeFirstName'),
      attendeeLastName: read('attendeeLastName'),
      notes: read('notes'),
      sms: read('sms'),
    },
    key: read('key'),
  }
}

/** How many come, at least the one who books. */
export const partySizeOf = ({ people }: Pick<BookingValues, 'people'>): number =>
  Math.max(1, Math.floor(Number(people)) || 1)

/** The same in an address, which says nothing of one. */
export function peopleOf(values: Pick<BookingValues, 'people'>): string | null {
  const count = partySizeOf(values)
  return count > 1 ? String(count) : null
}

type Named = { firstName: string | null; lastName: string | null }

/**
 * Who comes along, a name per line as far as they were named.
 *
 * @throws AppError `invalid_input` for more names than people.
 */
export function readGuests(values: BookingValues): Named[] {
  const names = values.guests
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean)
  const count = partySizeOf(values) - 1
  if (names.length > count) {
    const errors = [{ path: 'guests', code: 'too_many', message: 'There are more names than people.' }]
    throw new AppError('invalid_input', 'Some of this cannot be used.', { errors })
  }
  return Array.from({ length: count }, (_, index) => toName(names[index] ?? ''))
}

function toName(name: string): Named {
  const [firstName = '', ...others] = name.split(/\s+/)
  return { firstName: firstName || null, lastName: others.join(' ') || null }
}

/** A name as one value of a form: no name has a tab in it. */
export const attendeeValue = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName}\t${lastName}`

/** Who comes instead of the one who books, chosen or typed; null when nobody was named. */
export function readAttendee({ attendee, attendeeFirstName, attendeeLastName }: BookingValues) {
  const [firstName = '', lastName = ''] = attendee.split('\t')
  if (attendee !== '') return { firstName, lastName }
  const isEmpty = !attendeeFirstName.trim() && !attendeeLastName.trim()
  return isEmpty ? null : { firstName: attendeeFirstName, lastName: attendeeLastName }
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
    const error = errors.find(({ path }) => fieldOf(path) === field)
    if (!error) return []
    const isTooLong = error.code === 'too_long' && field !== 'notes'
    return [[field, isTooLong ? words.tooLong : words[field]] as const]
  })
  return Object.fromEntries(found)
}

/** The input that a verb's path is about: `client.email`, `attendee.firstName`, `guests.0.lastName`. */
function fieldOf(path: string): string {
  const [first = '', second = ''] = path.split('.')
  if (first === 'client') return second
  return first === 'attendee' ? `attendee${second.charAt(0).toUpperCase()}${second.slice(1)}` : first
}
