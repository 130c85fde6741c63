import { getSession } from '../../tenants/classes/get-session.ts'
import { minutes } from '../../tenants/durations.ts'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import { AppError, isAppError } from '../../tenants/errors.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { toAppError } from '../../tenants/to-app-error.ts'
import { readField } from '../lib/booking-form.server.ts'
import { bookingPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { formatStart, parseStart } from '../lib/start-parameter.ts'
import { manageLinkOf } from './booking-view.server.ts'
import { movePath, readMoving } from './move-view.server.ts'
import { refusalText } from './tell-failure.server.ts'

type Target = {
  startsAt: number
  endsAt: number
  trainerId: string
  priceMinor: number
  sessionId: string | null
}

/** What would change: from when to when, with whom, at what price. Null until a new time is chosen. */
export async function moveConfirm(portal: Portal) {
  const { catalogue, format, text, url, words } = portal
  if (!url.searchParams.has('to')) return null
  const { booking, found } = await readMoving(portal)
  const { timeZone } = booking
  const target = await targetOf(portal)
  const trainer = getTrainer(catalogue, target.trainerId)
  const lineOf = (startsAt: number, endsAt: number) => ({
    day: format.dayLong(localDateAt(timeZone, startsAt), timeZone),
    times: format.timeRange(startsAt, endsAt, timeZone),
  })
  const together = found.party.filter(
    ({ sessionId, status }) =>
      sessionId === booking.sessionId && (status === 'confirmed' || status === 'pending'),
  )
  const hasParty = booking.sessionId !== null && found.isForParty && together.length > 1
  const price = format.money(target.priceMinor, booking.currency)
  return {
    key: crypto.randomUUID(),
    from: lineOf(booking.startsAt, booking.endsAt),
    to: lineOf(target.startsAt, target.endsAt),
    trainer: target.trainerId === booking.trainerId ? null : text(trainer.name),
    price:
      target.priceMinor === booking.priceMinor
        ? null
        : [price, hasParty ? words('session').perPerson : ''].join(' ').trim(),
    hasParty,
    otherHref: movePath(portal, { day: localDateAt(timeZone, target.startsAt) }),
    words: words('move'),
  }
}

export type MoveConfirm = NonNullable<Awaited<ReturnType<typeof moveConfirm>>>

/** Where the address wants it moved. Throws AppError `not_found` when that is nowhere. */
async function targetOf(portal: Portal): Promise<Target> {
  const { catalogue, ctx, url } = portal
  const { booking, service } = await readMoving(portal)
  const to = url.searchParams.get('to') ?? ''
  if (booking.sessionId !== null) {
    const { startsAt, endsAt, trainerId, priceMinor, id } = await getSession(ctx, to)
    return { startsAt, endsAt, trainerId, priceMinor, sessionId: id }
  }
  const [start, slug = ''] = to.split('~')
  const startsAt = parseStart(start)
  if (startsAt === undefined) throw new AppError('not_found', 'There is no such time.')
  const trainerId = getTrainer(catalogue, slug).id
  const terms = (id: string) => service.trainerTerms[id] ?? service
  const lasts = (booking.endsAt - booking.startsAt) / 60_000
  const isUsual = lasts === terms(booking.trainerId).durationMinutes
  const durationMinutes = isUsual ? terms(trainerId).durationMinutes : lasts
  const { priceMinor } = terms(trainerId)
  return {
    startsAt,
    endsAt: startsAt + minutes(durationMinutes),
    trainerId,
    priceMinor: trainerId === booking.trainerId ? booking.priceMinor : priceMinor,
    sessionId: null,
  }
}

/** Why it was not moved, and what is free instead, each one tap. */
export type MoveAnswer = {
  title: string
  text: string
  times: { when: string; who: string; href: string }[]
  status: number
}

/** Moves the booking: where it is found then, or what to tell. The booking is as it was unless it is moved. */
export async function moveAnswer(portal: Portal): Promise<{ location: string } | MoveAnswer> {
  const { ctx, path, request, words } = portal
  const link = manageLinkOf(portal)
  const form = await request.formData()
  const { sessionId, startsAt, trainerId } = await targetOf(portal)
  try {
    await rescheduleBooking(ctx, {
      ...link,
      idempotencyKey: readField(form, 'key'),
      ...(sessionId === null ? { startsAt, trainerId } : { sessionId, isWholeParty: form.has('whole') }),
    })
    return { location: path(withQuery(bookingPath(link.bookingId, link.manageToken), { moved: '1' })) }
  } catch (error) {
    const failure = toAppError(error)
    if (!isAppError(failure, ...told)) throw error
    const labels = words('move')
    const isTaken = failure.code === 'slot_taken' || failure.code === 'session_full'
    return {
      title: isTaken ? labels.takenTitle : labels.refusedTitle,
      text: isTaken ? labels.takenText : refusalText(portal, failure),
      times: otherTimes(portal, failure),
      status: failure.status,
    }
  }
}

const told = [
  'slot_taken',
  'session_full',
  'slot_unavailable',
  'not_allowed',
  'already_started',
  'changed_meanwhile',
  'conflict',
  'idempotency_key_reused',
] as const

function otherTimes(portal: Portal, { details }: AppError): MoveAnswer['times'] {
  const { catalogue, format, say, text } = portal
  return (details.alternatives ?? []).map(({ startsAt, trainerId }) => {
    const trainer = getTrainer(catalogue, trainerId)
    return {
      when: format.whenNear(startsAt, catalogue.locations[0]?.timeZone ?? 'UTC'),
      who: say('say.withTrainer', { trainer: text(trainer.name) }),
      href: movePath(portal, { to: `${formatStart(startsAt)}~${trainer.slug}` }),
    }
  })
}
