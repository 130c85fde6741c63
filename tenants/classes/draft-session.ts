import type { ClassSeriesRow, SessionRow } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'
import { makeId } from '../ids.ts'
import type { Service } from '../studio/get-catalogue.ts'
import { toSessionTime } from './session-time.ts'

type Ingredients = { service: Service; timeZone: string; on: string; now: number }

/** The session a series means on one of its dates, its resources not chosen yet. */
export function draftSession(
  series: ClassSeriesRow,
  { service, timeZone, on, now }: Ingredients,
): SessionRow {
  return withTime(
    {
      id: makeId('ses'),
      seriesId: series.id,
      serviceId: series.serviceId,
      locationId: series.locationId,
      trainerId: series.trainerId,
      secondTrainerId: series.secondTrainerId,
      seriesOn: on,
      gapRule: service.gapRule,
      takes: [],
      capacity: series.capacity,
      onlineCapacity: series.onlineCapacity,
      walkInCapacity: series.walkInCapacity,
      minAttendance: series.minAttendance,
      priceMinor: service.trainerTerms[series.trainerId]?.priceMinor ?? service.priceMinor,
      status: 'scheduled',
      cancelReason: null,
      changedFields: [],
      overrideReason: null,
      version: 1,
      statusAt: now,
      createdAt: now,
    },
    { ...toSessionTime(timeZone, { ...series, on }), service, now },
  )
}

type Time = { startsAt: number; endsAt: number; service: Service; now: number }
type Timed = Pick<SessionRow, 'startsAt' | 'endsAt' | 'occupiedFrom' | 'occupiedUntil' | 'decideAt'>

/** A session with its time and what follows from it: the trainers' buffers, and when minimum attendance is decided. */
export function withTime<Session extends Omit<SessionRow, keyof Timed>>(
  session: Session,
  { startsAt, endsAt, service, now }: Time,
): Session & Timed {
  const decideAt = startsAt - minutes(service.decideMinutes)
  return {
    ...session,
    startsAt,
    endsAt,
    occupiedFrom: startsAt - minutes(service.bufferBeforeMinutes),
    occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
    // Added after the deciding time, it was added to take place.
    decideAt: session.minAttendance > 0 && decideAt > now ? decideAt : null,
  }
}
