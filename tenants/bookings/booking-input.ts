import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import { locales } from '../../db/tenant/schema/index.ts'
import { isTimeZone } from '../availability/local-time.ts'
import { anId, anInstant, idempotencyKey, line, paragraph } from '../input-parts.ts'

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

/** Contact details of whoever books, as they give them. */
export const clientInput = z.object({
  firstName: line(80),
  lastName: line(80),
  email,
  phone,
  locale: z.enum(locales, 'not_a_locale').nullish(),
  timeZone: z.string().max(64, 'not_a_time_zone').refine(isTimeZone, 'not_a_time_zone').nullish(),
})

/** The same as staff know them, who may have no address. */
export const knownClientInput = clientInput.extend({
  email: z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(email.nullable()),
})

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
    /** Whoever books; staff may know them without an address. */
    client: knownClientInput.nullish(),
    /** Or, for staff: whom they chose among those they know. */
    clientId: optionalId,
    /** Who comes instead of the client: a child, somebody of the family. */
    attendee: z.object({ firstName: line(80), lastName: line(80) }).nullish(),
    /** Who comes as well, named or not; each gets a booking of their own. */
    guests: z.array(guest).max(50, 'too_many').nullish(),
    /** The place kept for this visitor, and the secret that says so. */
    hold: z.object({ id: anId, holderSecret: z.string().min(16).max(200) }).nullish(),
    notes: paragraph(1_000).nullish(),
    /** The box beside `tenants/sms/sms-consent.ts` was ticked. */
    agreesToSms: z.boolean().nullish(),
    source: z.enum(['portal', 'api', 'staff']),
    /** Staff only: why it is booked although something is in the way. */
    override: z.object({ reason: line(300) }).nullish(),
    /** Staff only: they know that the client is blocked, and book for them all the same. */
    despiteBlock: z.boolean().nullish(),
    host: z.string().min(1).max(253),
  })
  .refine(({ client, clientId, source }) => client || (clientId && source === 'staff'), {
    path: ['client'],
    error: 'required',
  })
  .refine(({ client, source }) => !client || client.email !== null || source === 'staff', {
    path: ['client', 'email'],
    error: 'required',
  })
  .refine(({ sessionId, serviceId }) => sessionId || serviceId, { path: ['serviceId'], error: 'required' })
  .refine(({ sessionId, startsAt }) => sessionId || typeof startsAt === 'number', {
    path: ['startsAt'],
    error: 'required',
  })
export type CreateBookingInput = z.input<typeof createBookingInput>
export type ParsedBookingInput = z.output<typeof createBookingInput>

/** Who books, as it is known by then: `email` is empty for whoever has none. */
export type BookingClient = Omit<z.output<typeof clientInput>, 'email'> & { email: string }
