import { createBooking } from '../../../../tenants/bookings/create-booking.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { bookSeries } from '../../../../tenants/series/book-series.ts'
import { SeriesRefused } from '../../../../tenants/series/series-refused.ts'
import { toAppError } from '../../../../tenants/to-app-error.ts'
import { internationalPhone } from '../../../lib/booking-form.server.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, RefusedForm } from '../../../lib/form-answer.server.ts'
import { readForm, requireTyped, type SentForm } from '../../../lib/read-form.server.ts'
import { nextKey } from '../../book-answer.server.ts'
import { mend } from '../mend.server.ts'
import { donePath } from '../toast.server.ts'
import { reasonText } from './booking-names.server.ts'
import { bookingHref } from './booking-record-view.server.ts'
import { draftPath, readDraft, type Draft } from './new-booking-draft.server.ts'
import { tellRefusal, type ToldRefusal } from './told-refusal.server.ts'

/** Why it was not booked: what is in the way, what is free instead, or which dates of a series are not. */
export type BookRefused = RefusedForm & {
  key: string
  told: ToldRefusal | null
  instead: { label: string; action: string }[]
  /** The client is blocked: they may be booked by who says so. */
  isBlocked: boolean
  dates: { on: string; when: string; text: string; isFree: boolean }[]
}

const fields = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'guests',
  'notes',
  'count',
  'skip',
  'reason',
  'despiteBlock',
] as const
type Values = Record<(typeof fields)[number], string>

/** Books what the address says, for whom it says or the form names. Sent twice, it is booked once. */
export async function newBookingAnswer(desk: Desk): Promise<CarriedOut | RefusedForm | BookRefused> {
  const { words } = desk
  const draft = await readDraft(desk)
  const form = await readForm(desk.request)
  // Every field is there.
  const values = Object.fromEntries(fields.map((name) => [name, form.text(name)])) as Values
  const { make, refused } = words('deskBookings')
  const key = form.text('key') || crypto.randomUUID()
  return mend(desk, { errors: make.errors, values }, async () => {
    try {
      return await book(desk, draft, { form, values, key })
    } catch (error) {
      const failure = toAppError(error)
      const told = tellRefusal(desk, failure, { title: refused.title, timeZone: draft.location.timeZone })
      const isSeries = failure instanceof SeriesRefused
      if (!told && !isSeries) throw error
      const { status, code } = failure
      const next = { status, code, message: '', errors: {}, values, key: nextKey(key, failure) }
      if (isSeries)
        return { ...next, told: null, instead: [], isBlocked: false, dates: datesOf(desk, failure, draft) }
      const isRepeated = countOf(values) > 1
      return {
        ...next,
        isBlocked: failure.details.reason === 'client_blocked',
        told: told ? { ...told, canOverride: told.canOverride && !isRepeated } : null,
        instead: (told?.instead ?? []).map(({ label, start, trainerId }) => ({
          label,
          action: draftPath(desk, draft, { start, by: trainerId, trainer: draft.trainerId && trainerId }),
        })),
        dates: [],
      }
    }
  })
}

const countOf = ({ count }: Values): number => Math.floor(Number(count)) || 1

// oxlint-disable-next-line max-params
async function book(
  desk: Desk,
  draft: Draft,
  sent: { form: SentForm; values: Values; key: string },
): Promise<CarriedOut> {
  const { ctx } = desk
  const { form, values, key } = sent
  const { service, session, startsAt, locationId, durationMinutes } = draft
  const trainerId = draft.trainerId ?? draft.byId
  if (!service || startsAt === null || draft.client === null) return { location: draftPath(desk, draft) }
  const isForced = form.text('intent') === 'anyway'
  if (isForced) requireTyped(form, ['reason'])
  const common = {
    idempotencyKey: key,
    guests: guestsOf(values, draft.people),
    notes: values.notes,
    despiteBlock: values.despiteBlock !== '',
    source: 'staff' as const,
    host: new URL(ctx.origin).host,
  }
  const count = countOf(values)
  if (count > 1) {
    const { series } = await bookSeries(ctx, {
      ...common,
      ...clientOf(desk, draft, values),
      serviceId: service.id,
      trainerId: session?.trainerId ?? trainerId,
      locationId: session?.locationId ?? locationId,
      durationMinutes,
      startsAt,
      count,
      conflictPolicy: values.skip ? 'skip' : 'ask',
    })
    const [first] = series.bookings
    return { location: donePath(first ? bookingHref(first.id) : draftPath(desk, draft), 'seriesMade') }
  }
  const what = session
    ? { sessionId: session.id }
    : { serviceId: service.id, trainerId, locationId, startsAt, durationMinutes }
  const { booking } = await createBooking(ctx, {
    ...common,
    ...clientOf(desk, draft, values),
    ...what,
    override: isForced ? { reason: values.reason } : null,
  })
  return { location: donePath(bookingHref(booking.id), 'bookingMade') }
}

/** Whom it is booked for: somebody the studio knows, or as they are written down now. */
// oxlint-disable-next-line max-params
function clientOf({ studio, locale }: Desk, { client }: Draft, values: Values) {
  if (client !== 'new' && client !== null) return { clientId: client.id }
  const { firstName, lastName, email } = values
  const phone = internationalPhone(values.phone, studio.contactPhone)
  return { client: { firstName, lastName, email: email.trim() || null, phone, locale } }
}

/** Who comes along, named as far as they were. Throws AppError `invalid_input` for more names than people. */
function guestsOf({ guests }: Values, people: number) {
  const names = guests
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length > people - 1) {
    const errors = [{ path: 'guests', code: 'too_many', message: 'There are more names than people.' }]
    throw new AppError('invalid_input', 'Some of this cannot be used.', { errors })
  }
  return Array.from({ length: people - 1 }, (_, index) => {
    const [firstName = '', ...others] = (names[index] ?? '').split(/\s+/)
    return { firstName: firstName || null, lastName: others.join(' ') || null }
  })
}

// oxlint-disable-next-line max-params
function datesOf(desk: Desk, { preview }: SeriesRefused, { location }: Draft): BookRefused['dates'] {
  const { format, words } = desk
  return preview.dates.map(({ on, wishedAt, status, reason }) => ({
    on,
    when: format.whenLong(wishedAt, location.timeZone),
    isFree: status === 'ok',
    text: status === 'ok' ? words('deskBookings').make.dateFree : reasonText(desk, reason),
  }))
}
