import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { getAnyService, isOnSale } from '../studio/get-any-service.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { judgeBookability, notOnSale, type Unbookable } from './bookability.ts'
import type { CountedSession } from './read-sessions.ts'

/** Whether somebody who comes now may book themselves, and if not, why. */
export type Bookability = { ok: true } | Unbookable | { ok: false; reason: 'full' }

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

/** Of a service that is not on sale any more too, which nobody books then. Throws AppError `not_found` for an unknown one. */
export function toSessionView(session: CountedSession, catalogue: Catalogue, now: number): SessionView {
  const { locationId, capacity, booked, takes } = session
  const service = getAnyService(catalogue, session.serviceId)
  const { timeZone } = getLocation(catalogue, locationId)
  const placesLeft = countPlacesLeft(session)
  const bookability = isOnSale(catalogue, service.id)
    ? judgeBookability(session, { service, rules: service, timeZone, now })
    : notOnSale
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
    bookability: bookability.ok && placesLeft === 0 ? { ok: false, reason: 'full' } : bookability,
  }
}

function countPlacesLeft(session: CountedSession): number {
  const { capacity, onlineCapacity, walkInCapacity, booked, bookedOnline, held, inQueue } = session
  if (inQueue > 0) return 0
  const online = Math.min(onlineCapacity ?? capacity, capacity - walkInCapacity)
  return Math.max(0, Math.min(capacity - booked - held, online - bookedOnline - held))
}
