import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import { locales } from '../../db/tenant/schema/index.ts'
import { isTimeZone } from '../availability/local-time.ts'
import { AppError, type FieldError } from '../errors.ts'

/** One line of text: trimmed, no control characters, no marks that turn text around (names end up in mails and files). */
export const line = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1, 'required').max(max, 'too_long').refine(isPlain, 'not_plain'))

/** Lines of text: trimmed, otherwise as `line`. Empty is allowed. */
export const paragraph = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .max(max, 'too_long')
        .refine((text) => isPlain(text.replaceAll('\n', ' ')), 'not_plain'),
    )

/** Whether it is whole, without control characters, line breaks and marks that turn text around. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]|\p{M}{8}/u.test(text)
}

// One plain address of at most 254 octets (RFC 5321); lists, comments and display names are not addresses.
const email = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email('not_an_email').max(254, 'too_long'))

/** Empty is no phone; everything else must be a number that can exist, with its country code. Kept as E.164. */
const phone = z
  .string()
  .max(40, 'too_long')
  .nullish()
  .transform((text, context) => {
    if (!text?.trim()) return null
    const parsed = /[\p{Cc}]/u.test(text) ? undefined : parsePhoneNumberFromString(text)
    if (parsed?.isPossible() && !parsed.ext) return parsed.number as string
    context.addIssue({ code: 'custom', message: 'not_a_phone' })
    return z.NEVER
  })

const LATEST_INSTANT = Date.UTC(9999, 0)

/** Contact details of whoever books, as they give them. */
export const clientInput = z.object({
  firstName: line(80),
  lastName: line(80),
  email,
  phone,
  locale: z.enum(locales, 'not_a_locale').nullish(),
  timeZone: z.string().max(64, 'not_a_time_zone').refine(isTimeZone, 'not_a_time_zone').nullish(),
})
export type ClientInput = z.output<typeof clientInput>

/** Chosen by the caller: the same key and request are the same deed, however often they are sent. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'not_a_key')

export const anInstant = z
  .number()
  .int('not_an_instant')
  .min(0, 'not_an_instant')
  .max(LATEST_INSTANT, 'not_an_instant')

const id = z.string().min(1, 'required').max(64, 'too_long')
const optionalId = z.string().max(64, 'too_long').nullish()
const guest = z.object({ firstName: line(80).nullish(), lastName: line(80).nullish() })

export const createBookingInput = z
  .object({
    idempotencyKey,
    /** A time of a trainer: id or slug of what and of whom, when, and what the client may choose of it. */
    serviceId: optionalId,
    trainerId: optionalId,
    locationId: optionalId,
    startsAt: anInstant.nullish(),
    durationMinutes: z.number().int('invalid').min(1, 'invalid').max(720, 'invalid').nullish(),
    /** Or a place in a session. */
    sessionId: optionalId,
    client: clientInput,
    /** Who comes instead of the client: a child, somebody of the family. */
    attendee: z.object({ firstName: line(80), lastName: line(80) }).nullish(),
    /** Who comes as well, named or not; each gets a booking of their own. */
    guests: z.array(guest).max(50, 'too_many').nullish(),
    /** The place kept for this visitor, and the secret that says so. */
    hold: z.object({ id, holderSecret: z.string().min(16).max(200) }).nullish(),
    notes: paragraph(1_000).nullish(),
    source: z.enum(['portal', 'api', 'staff']),
    /** Staff only: why it is booked although something is in the way. */
    override: z.object({ reason: line(300) }).nullish(),
    host: z.string().min(1).max(253),
  })
  .refine(({ sessionId, serviceId }) => sessionId || serviceId, { path: ['serviceId'], error: 'required' })
  .refine(({ sessionId, startsAt }) => sessionId || typeof startsAt === 'number', {
    path: ['startsAt'],
    error: 'required',
  })
export type CreateBookingInput = z.input<typeof createBookingInput>
export type ParsedBookingInput = z.output<typeof createBookingInput>

/** A machine's word for what is wrong with a field, and its sentence for whoever has no better one. */
const sentences: Record<string, string> = {
  required: 'This is needed.',
  too_many: 'These are too many at once.',
  too_long: 'This is too long.',
  not_plain: 'This has characters that cannot be used here.',
  not_an_email: 'This is not one e-mail address.',
  not_a_phone: 'This is not a phone number with its country code, such as +359 88 123 4567.',
  not_a_key: 'A key is 1 to 255 printable ASCII characters.',
  not_an_instant: 'This is not an instant.',
  not_a_locale: `This is not one of the languages ${locales.join(', ')}.`,
  not_a_time_zone: 'This is not the name of a time zone.',
}

/**
 * Reads what somebody sent by its schema.
 *
 * @throws AppError `invalid_input` with `errors`: `path` in the words of the schema, `code` one of the words above (or
 * `invalid`), `message` a sentence.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }): FieldError => {
    const code = message in sentences ? message : 'invalid'
    return { path: path.join('.'), code, message: sentences[code] ?? 'This cannot be used.' }
  })
  throw new AppError('invalid_input', 'Some of this cannot be used.', { errors })
}
