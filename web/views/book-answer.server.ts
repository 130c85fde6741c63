import { createBooking, type CreatedBooking } from '../../tenants/bookings/create-booking.ts'
import type { CreateBookingInput } from '../../tenants/bookings/booking-input.ts'
import { isAppError, type AppError } from '../../tenants/errors.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { toAppError } from '../../tenants/to-app-error.ts'
import {
  internationalPhone,
  peopleOf,
  readAttendee,
  readBookingForm,
  readGuests,
  type BookingErrors,
  type BookingValues,
} from '../lib/booking-form.server.ts'
import { visitorZone } from '../lib/known-zone.server.ts'
import { bookingPath, repeatPath, startPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { choiceOf, queryOf, wishOf } from './choice.server.ts'
import { startOf } from './details-view.server.ts'
import { holdToUse, keepOn } from './kept-time.server.ts'
import { tellFailure } from './tell-failure.server.ts'

/** Another time that can be had with one tap, with everything that was typed. */
export type OtherTime = { when: string; trainer: string; action: string; key: string }

/** What became of a sent form, other than a booking. Whatever was typed comes back, with the key to send next. */
export type BookAnswer = { values: BookingValues; key: string; status: number } & (
  | { kind: 'invalid'; errors: BookingErrors }
  | { kind: 'taken'; times: OtherTime[] }
  | { kind: 'refused'; reason: string }
  | { kind: 'full' | 'unknown' | 'unavailable' | 'reused' }
)

/** Books what the form asks for, or goes on to the same every week: the path to go to, or what to tell. Anything unforeseen is thrown. */
export async function bookAnswer(portal: Portal): Promise<{ location: string } | BookAnswer> {
  const { ctx, path, request } = portal
  const choice = choiceOf(portal)
  const startsAt = startOf(portal)
  const form = await request.formData()
  const { values, key } = readBookingForm(form)
  if (form.get('intent') === 'repeat') {
    await keepOn(portal)
    const to = repeatPath(choice.service.slug, choice.trainerSlug, startsAt)
    return { location: path(withQuery(to, { ...queryOf(choice), people: peopleOf(values) })) }
  }
  return orTell(portal, { values, key }, async () =>
    createBooking(ctx, {
      ...contactInput(portal, values, key),
      ...wishOf(choice),
      startsAt,
      hold: await holdToUse(portal),
    }),
  )
}

/** What every form says of who books, and for whom. Throws AppError `invalid_input`. */
export function contactInput({ ctx, request, studio, locale }: Portal, values: BookingValues, key: string) {
  return {
    idempotencyKey: key || crypto.randomUUID(),
    client: {
      firstName: values.firstName,
      lastName: values.lastName,
      email: values.email,
      phone: internationalPhone(values.phone, studio.contactPhone),
      locale,
      timeZone: visitorZone(request) ?? null,
    },
    attendee: readAttendee(values),
    guests: readGuests(values),
    notes: values.notes,
    agreesToSms: values.sms !== '',
    source: 'portal',
    host: new URL(ctx.origin).host,
  } satisfies Partial<CreateBookingInput>
}

type Sent = { values: BookingValues; key: string }

/** Where a booking is found once it is made; else what to tell of why it was not. */
export async function orTell(
  portal: Portal,
  { values, key }: Sent,
  book: () => Promise<CreatedBooking>,
): Promise<{ location: string } | BookAnswer> {
  try {
    const { booking, manageToken } = await book()
    return { location: portal.path(`${bookingPath(booking.id, manageToken)}&new=1`) }
  } catch (error) {
    const failure = toAppError(error)
    const told = tellFailure(portal, failure)
    if (!told) throw error
    if (told.kind === 'invalid') await keepOn(portal)
    const next = { values, key: nextKey(key, failure), status: failure.status }
    return told.kind === 'taken'
      ? { ...next, ...told, times: timesOf(portal, failure) }
      : { ...next, ...told }
  }
}

/** The same key settles what is unknown; what was decided needs a new one. */
export function nextKey(key: string, failure: AppError): string {
  const isOpen = isAppError(failure, 'invalid_input', 'outcome_unknown', 'unavailable')
  return isOpen ? key : crypto.randomUUID()
}

function timesOf(portal: Portal, { details }: AppError): OtherTime[] {
  return (details.alternatives ?? []).map((time) => otherTime(portal, time))
}

function otherTime(
  portal: Portal,
  { startsAt, trainerId }: { startsAt: number; trainerId: string },
): OtherTime {
  const { catalogue, format, path, say, text } = portal
  const choice = choiceOf(portal)
  const trainer = getTrainer(catalogue, trainerId)
  return {
    when: format.whenNear(startsAt, choice.location.timeZone),
    trainer: say('say.withTrainer', { trainer: text(trainer.name) }),
    action: path(withQuery(startPath(choice.service.slug, trainer.slug, startsAt), queryOf(choice))),
    key: crypto.randomUUID(),
  }
}
