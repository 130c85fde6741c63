import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { isWindowOpen, opensAt } from '../availability/booking-window.ts'
import { minutes } from '../durations.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import type { CountedSession } from './read-sessions.ts'

/** Whether somebody who comes now may book themselves, and if not, why. */
export type Bookability =
  | { ok: true }
  | {
      ok: false
      reason: 'cancelled' | 'started' | 'too_soon' | 'opens_at' | 'window_closed' | 'full'
      opensAt?: number
    }

/** A session as anybody may see it. */
export type SessionView = Pick<
  SessionRow,
  | 'id'
  | 'seriesId'
  | 'serviceId'
  | 'trainerId'
  | 'secondTrainerId'
  | 'locationId'
  | 'startsAt'
  | 'endsAt'
  | 'status'
  | 'capacity'
  | 'minAttendance'
  | 'priceMinor'
  | 'version'
> & {
  /** IANA zone of the place. */
  timeZone: string
  /** Rooms and equipment, by id. */
  resourceIds: string[]
  currency: string
  booked: number
  /** Places clients may book themselves; none while somebody waits who goes first. */
  placesLeft: number
  isFull: boolean
  /** There are more people than places, as when places were taken away. */
  isOverbooked: boolean
  waitlistCount: number
  waitlistMode: Service['waitlistMode']
  bookability: Bookability
}

/** @throws AppError `not_found` when its service is not on sale any more. */
export function toSessionView(session: CountedSession, catalogue: Catalogue, now: number): SessionView {
  const { locationId, capacity, booked, takes } = session
  const service = getService(catalogue, session.serviceId)
  const { timeZone } = getLocation(catalogue, locationId)
  const placesLeft = countPlacesLeft(session)
  return {
    id: session.id,
    seriesId: session.seriesId,
    serviceId: service.id,
    trainerId: session.trainerId,
    secondTrainerId: session.secondTrainerId,
    locationId,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    status: session.status,
    capacity,
    minAttendance: session.minAttendance,
    priceMinor: session.priceMinor,
    version: session.version,
    timeZone,
    booked,
    placesLeft,
    resourceIds: takes.map(({ id }) => id),
    currency: catalogue.studio.currency,
    isFull: placesLeft === 0,
    isOverbooked: booked > capacity,
    waitlistCount: session.waiting,
    waitlistMode: service.waitlistMode,
    bookability: judge(session, { service, timeZone, placesLeft, now }),
  }
}

function countPlacesLeft(session: CountedSession): number {
  const { capacity, onlineCapacity, walkInCapacity, booked, bookedOnline, held, inQueue } = session
  if (inQueue > 0) return 0
  const online = Math.min(onlineCapacity ?? capacity, capacity - walkInCapacity)
  return Math.max(0, Math.min(capacity - booked - held, online - bookedOnline - held))
}

type Circumstances = { service: Service; timeZone: string; placesLeft: number; now: number }

function judge(
  { status, startsAt, booked }: CountedSession,
  { service, timeZone, placesLeft, now }: Circumstances,
): Bookability {
  if (status === 'cancelled') return { ok: false, reason: 'cancelled' }
  if (startsAt <= now) return { ok: false, reason: 'started' }
  // A group that runs anyway can be joined later than one that has to be prepared.
  const joins = booked > 0 ? service.joinNoticeMinutes : null
  if (startsAt - now < minutes(joins ?? service.minNoticeMinutes)) return { ok: false, reason: 'too_soon' }
  if (!isWindowOpen(service, { timeZone, now, startsAt })) {
    const opens = opensAt(service, timeZone, startsAt)
    return opens !== null && opens > now
      ? { ok: false, reason: 'opens_at', opensAt: opens }
      : { ok: false, reason: 'window_closed' }
  }
  return placesLeft > 0 ? { ok: true } : { ok: false, reason: 'full' }
}
