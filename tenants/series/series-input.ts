import { z } from 'zod'
import { isLocalDate, MINUTE_MS } from '../availability/local-time.ts'
import { clientInput, createBookingInput, knownClientInput } from '../bookings/booking-input.ts'
import { anId, anInstant, idempotencyKey } from '../input-parts.ts'

const MAX_DATES = 52
const MAX_WEEKS_APART = 4

const {
  locationId,
  trainerId,
  durationMinutes,
  attendee,
  guests,
  hold,
  notes,
  agreesToSms,
  source,
  host,
  clientId,
  despiteBlock,
} = createBookingInput.shape
const aMinute = anInstant.refine((at) => at % MINUTE_MS === 0, 'not_an_instant')

/**
 * What becomes of dates that cannot be had and that no choice is about. `ask`: nothing is booked. `skip`: they are left
 * out. `shift`: the first alternative is booked, and those without one are left out. `all_or_nothing`: every date just as
 * wished or nothing, so there is nothing to choose.
 */
export const conflictPolicies = ['ask', 'skip', 'shift', 'all_or_nothing'] as const

const aDate = z.string().refine(isLocalDate, 'not_a_date')
/** What is to become of one date, named as in the preview: left out, or booked as one of its alternatives. */
const choice = z.union([
  z.strictObject({ on: aDate, skip: z.literal(true) }),
  z.strictObject({ on: aDate, startsAt: aMinute, trainerId: anId.nullish() }),
])
export type Choice = z.output<typeof choice>

/** "Tuesdays 18:00, ten times": what is wished for, whoever it is for. */
const seriesWish = z.object({
  /** Ids or slugs. Without a trainer: one for all dates, who has time for most of them. */
  serviceId: anId,
  trainerId,
  locationId,
  /** The first start; the others are at the same local time of the place. */
  startsAt: aMinute,
  count: z.number().int('invalid').min(2, 'invalid').max(MAX_DATES, 'invalid'),
  everyNWeeks: z.number().int('invalid').min(1, 'invalid').max(MAX_WEEKS_APART, 'invalid').default(1),
  durationMinutes,
  /** Who comes as well, each time. */
  guests,
  conflictPolicy: z.enum(conflictPolicies).default('ask'),
  choices: z.array(choice).max(MAX_DATES, 'too_many').nullish(),
})
export type SeriesWish = z.output<typeof seriesWish>

const choosesInVain = ({ conflictPolicy, choices }: SeriesWish) =>
  conflictPolicy === 'all_or_nothing' && (choices ?? []).length > 0
const nothingToChoose = { path: ['choices'], error: 'invalid' }

/** `clientId`, `clientEmail`: staff may have this client's other bookings and limits counted as well. `hold` is not in the way. */
export const previewSeriesInput = seriesWish
  .extend({ clientEmail: clientInput.shape.email.nullish(), clientId, hold })
  .refine((input) => !choosesInVain(input), nothingToChoose)
export type PreviewSeriesInput = z.input<typeof previewSeriesInput>

export const bookSeriesInput = seriesWish
  .extend({
    idempotencyKey,
    /** The `version` of the preview that was seen: nothing but what it showed is booked. */
    previewVersion: z.string().max(64, 'too_long').nullish(),
    /** Whoever books, as in `createBookingInput`: staff may know them without an address, or by their id. */
    client: knownClientInput.nullish(),
    clientId,
    despiteBlock,
    attendee,
    /** Of the first of its dates, or any other. */
    hold,
    notes,
    agreesToSms,
    source,
    host,
  })
  .refine((input) => !choosesInVain(input), nothingToChoose)
  .refine(({ client, clientId: id, source: from }) => client || (id && from === 'staff'), {
    path: ['client'],
    error: 'required',
  })
  .refine(({ client, source: from }) => !client || client.email !== null || from === 'staff', {
    path: ['client', 'email'],
    error: 'required',
  })
export type BookSeriesInput = z.input<typeof bookSeriesInput>
export type ParsedSeriesInput = z.output<typeof bookSeriesInput>
