import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { isAppError, type AppError } from '../../tenants/errors.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { toAppError } from '../../tenants/to-app-error.ts'
import {
  internationalPhone,
  readBookingForm,
  toFieldErrors,
  type BookingErrors,
  type BookingValues,
} from '../lib/booking-form.server.ts'
import { visitorZone } from '../lib/known-zone.server.ts'
import { bookingPath, startPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { choiceOf } from './choice.server.ts'
import { startOf } from './details-view.server.ts'

/** Another time that can be had with one tap, with everything that was typed. */
export type OtherTime = { when: string; trainer: string; action: string; key: string }

/** What became of a sent form, other than a booking. Whatever was typed comes back, with the key to send next. */
export type BookAnswer = { values: BookingValues; key: string; status: number } & (
  | { kind: 'invalid'; errors: BookingErrors }
  | { kind: 'taken'; times: OtherTime[] }
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown' }
  | { kind: 'unavailable' }
  | { kind: 'reused' }
)

/** Books what the form asks for: the path of the new booking, or what to tell. Anything unforeseen is thrown. */
export async function bookAnswer(portal: Portal): Promise<{ location: string } | BookAnswer> {
  const { ctx, request, studio, locale } = portal
  const { service, trainer } = choiceOf(portal)
  const { values, key } = readBookingForm(await request.formData())
  try {
    const { booking, manageToken } = await createBooking(ctx, {
      idempotencyKey: key || crypto.randomUUID(),
      serviceId: service.id,
      trainerId: trainer?.id ?? null,
      startsAt: startOf(portal),
      client: {
        firstName: values.firstName,
        lastName: values.lastName,
        email: values.email,
        phone: internationalPhone(values.phone, studio.contactPhone),
        locale,
        timeZone: visitorZone(request) ?? null,
      },
      notes: values.notes,
      source: 'portal',
      host: new URL(ctx.origin).host,
    })
    return { location: portal.path(`${bookingPath(booking.id, manageToken)}&new=1`) }
  } catch (error) {
    const failure = toAppError(error)
    const told = tell(portal, failure)
    if (!told) throw error
    // The same key settles what is unknown; what was decided needs a new one.
    const isDecided = isAppError(failure, 'slot_taken', 'slot_unavailable', 'idempotency_key_reused')
    return { values, key: isDecided ? crypto.randomUUID() : key, status: failure.status, ...told }
  }
}

type Told =
  | { kind: 'invalid'; errors: BookingErrors }
  | { kind: 'taken'; times: OtherTime[] }
  | { kind: 'refused'; reason: string }
  | { kind: 'unknown' | 'unavailable' | 'reused' }

function tell(portal: Portal, failure: AppError): Told | undefined {
  const { code, details } = failure
  if (code === 'invalid_input') {
    const errors = toFieldErrors(details.errors ?? [], portal.words('fieldErrors'))
    return Object.keys(errors).length > 0 ? { kind: 'invalid', errors } : undefined
  }
  if (code === 'slot_taken')
    return { kind: 'taken', times: (details.alternatives ?? []).map((time) => otherTime(portal, time)) }
  if (code === 'slot_unavailable') return { kind: 'refused', reason: reasonOf(portal, details.reason) }
  if (code === 'outcome_unknown') return { kind: 'unknown' }
  if (code === 'unavailable') return { kind: 'unavailable' }
  return code === 'idempotency_key_reused' ? { kind: 'reused' } : undefined
}

function otherTime(
  portal: Portal,
  { startsAt, trainerId }: { startsAt: number; trainerId: string },
): OtherTime {
  const { catalogue, format, path, say, text } = portal
  const trainer = getTrainer(catalogue, trainerId)
  const { timeZone } = getLocation(catalogue, trainer.locationId)
  return {
    when: format.whenNear(startsAt, timeZone),
    trainer: say('say.withTrainer', { trainer: text(trainer.name) }),
    action: path(startPath(choiceOf(portal).service.slug, trainer.slug, startsAt)),
    key: crypto.randomUUID(),
  }
}

function reasonOf({ words }: Portal, reason: string | undefined): string {
  const sentences = words('reasons')
  const found = Object.entries(sentences).find(([name]) => name === reason && name !== 'title')
  return found?.[1] ?? sentences.other
}
