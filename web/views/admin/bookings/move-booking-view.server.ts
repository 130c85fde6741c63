import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import { toBookingView, type BookingView } from '../../../../tenants/bookings/booking-view.ts'
import { findManaged, type FoundManaged } from '../../../../tenants/bookings/find-managed.ts'
import { requireMovable } from '../../../../tenants/bookings/movable.ts'
import { rescheduleBooking } from '../../../../tenants/bookings/reschedule-booking.ts'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { getSession } from '../../../../tenants/classes/get-session.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import { toAppError } from '../../../../tenants/to-app-error.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, RefusedForm } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm, requireTyped } from '../../../lib/read-form.server.ts'
import { formatStart } from '../../../lib/start-parameter.ts'
import { nextKey } from '../../book-answer.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { readNames, reasonText, whenLine, whoComes } from './booking-names.server.ts'
import { bookingHref, bookingIdOf } from './booking-record-view.server.ts'
import { freeTimes, onlyTrainerOf, startAsked } from './free-times.server.ts'
import { tellRefusal, type ToldRefusal } from './told-refusal.server.ts'

type Moving = { found: FoundManaged; booking: BookingView }

async function readMoving({ ctx, catalogue, ...desk }: Desk): Promise<Moving> {
  requireReach(ctx, 'bookings:change')
  const found = await findManaged(ctx, { bookingId: desk.params['booking'] ?? '' })
  return { found, booking: toBookingView(found.row, catalogue, found.confirmationState) }
}

/** Where a booking could go, or, once that is chosen, whether it shall. */
export async function moveBookingPage(desk: Desk) {
  const { catalogue, ctx, format, words } = desk
  const moving = await readMoving(desk)
  const { booking, found } = moving
  const labels = words('deskBookings').move
  const service = catalogue.services.find(({ id }) => id === booking.serviceId)
  const names = await readNames(desk, [booking])
  const target = await targetOf(desk, booking)
  const who = whoComes(desk, booking)
  const together = found.party.filter(
    ({ sessionId, startsAt }) => sessionId === booking.sessionId && startsAt === booking.startsAt,
  )
  return {
    pageTitle: titleOf(desk, labels.title),
    about: { who, href: bookingHref(booking.id), service: names.service(booking) },
    from: [whenLine(desk, booking), names.trainer(booking)].join(' · '),
    refused: refusalOf(desk, moving),
    target: target && {
      line: [format.whenLong(target.startsAt, booking.timeZone), names.trainer(target)].join(' · '),
      key: crypto.randomUUID(),
      otherHref: hrefFor(desk, { day: localDateAt(booking.timeZone, target.startsAt) }),
      hasParty: booking.sessionId !== null && together.length > 1,
    },
    times:
      target || !service
        ? null
        : await freeTimes(desk, {
            service,
            trainerId: trainerAsked(desk, booking),
            locationId: booking.locationId,
            durationMinutes: lengthOf(booking, service.durationChoices),
            heads: booking.sessionId === null ? Math.max(1, together.length) : 1,
            ignore: together.map(({ id }) => id),
            day: booking.startsAt > ctx.now() ? localDateAt(booking.timeZone, booking.startsAt) : null,
            timeZone: booking.timeZone,
            chosen: formatStart(booking.startsAt),
            hrefOf: ({ place: _place, ...choice }) => hrefFor(desk, choice),
          }),
    trainers: trainersFor(desk, booking),
    trainerId: trainerAsked(desk, booking) ?? '',
    action: bookingHref(booking.id, '/move'),
    words: {
      ...labels,
      ...words('deskBookings').times,
      refused: words('deskBookings').refused,
      title: labels.title,
    },
  }
}

export type MoveBookingPage = Awaited<ReturnType<typeof moveBookingPage>>

function lengthOf({ startsAt, endsAt }: BookingView, choices: readonly number[]): number | null {
  const minutes = (endsAt - startsAt) / 60_000
  return choices.includes(minutes) ? minutes : null
}

/** A path of this page with what was chosen. */
function hrefFor(desk: Desk, choice: Record<string, string | null>): string {
  const { url } = desk
  const trainer = url.searchParams.get('trainer')
  return withQuery(bookingHref(bookingIdOf(desk), '/move'), { trainer, ...choice })
}

/** With whom: the same trainer unless another is asked for; null for whoever is free. */
function trainerAsked({ url }: Desk, booking: BookingView): string | null {
  if (booking.sessionId !== null) return null
  const asked = url.searchParams.get('trainer')
  if (asked === 'any') return null
  return asked || booking.trainerId
}

function trainersFor({ catalogue, staff, text }: Desk, booking: BookingView) {
  const service = catalogue.services.find(({ id }) => id === booking.serviceId)
  if (!service || booking.sessionId !== null || onlyTrainerOf(staff) !== null) return []
  const able = catalogue.trainers.filter(({ id }) => service.trainerIds.includes(id))
  return able.length < 2 ? [] : able.map(({ id, name }) => ({ value: id, label: text(name) }))
}

function refusalOf(desk: Desk, { found }: Moving): string | null {
  try {
    requireMovable(found.row, { rules: found.rules, isStaff: true, now: desk.ctx.now() })
    return null
  } catch (error) {
    if (isAppError(error)) return reasonText(desk, error.details.reason)
    throw error
  }
}

type Target = { startsAt: number; trainerId: string; sessionId: string | null }

/** Where the address wants it moved; null until something is chosen. Throws AppError `not_found` for an unknown class. */
async function targetOf(desk: Desk, booking: BookingView): Promise<Target | null> {
  const { ctx, url } = desk
  const sessionId = url.searchParams.get('session')
  if (sessionId && booking.sessionId !== null) {
    const { startsAt, trainerId } = await getSession(ctx, sessionId)
    return { startsAt, trainerId, sessionId }
  }
  const startsAt = startAsked(desk, booking.timeZone)
  if (startsAt === null || booking.sessionId !== null) return null
  const trainerId = url.searchParams.get('by') ?? trainerAsked(desk, booking) ?? booking.trainerId
  return { startsAt, trainerId, sessionId: null }
}

/** Why it was not moved, and what can be done about it. */
export type MoveRefused = RefusedForm & {
  told: ToldRefusal
  key: string
  retry: { label: string; href: string }[]
}

/** Moves it, or says why not. With a reason it is moved all the same, by who may. */
export async function moveBookingAnswer(desk: Desk): Promise<CarriedOut | RefusedForm | MoveRefused> {
  const { ctx, request, words } = desk
  const { booking } = await readMoving(desk)
  const target = await targetOf(desk, booking)
  const form = await readForm(request)
  const values = { reason: form.text('reason'), whole: form.text('whole') }
  const key = form.text('key') || crypto.randomUUID()
  const here = bookingHref(booking.id)
  if (!target) return { location: `${here}/move` }
  const isForced = form.text('intent') === 'anyway'
  const { make, refused } = words('deskBookings')
  return mend(desk, { errors: make.errors, values }, async () => {
    if (isForced) requireTyped(form, ['reason'])
    try {
      const { sessionId, startsAt, trainerId } = target
      const to =
        sessionId === null ? { startsAt, trainerId } : { sessionId, isWholeParty: values.whole !== '' }
      const override = isForced ? { reason: values.reason } : null
      await rescheduleBooking(ctx, { bookingId: booking.id, idempotencyKey: key, override, ...to })
      return { location: donePath(here, 'bookingMoved') }
    } catch (error) {
      const failure = toAppError(error)
      const told = tellRefusal(desk, failure, { title: refused.moveTitle, timeZone: booking.timeZone })
      if (!told) throw error
      const { status, code } = failure
      const retry = told.instead.map(({ label, start, trainerId }) => ({
        label,
        href: hrefFor(desk, { start, by: trainerId }),
      }))
      return { status, code, message: '', errors: {}, values, told, key: nextKey(key, failure), retry }
    }
  })
}
