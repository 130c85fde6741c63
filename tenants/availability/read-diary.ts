import { and, eq, getTableColumns, gt, gte, inArray, isNull, lt, lte, notInArray, or, sql } from 'drizzle-orm'
import {
  availabilityOverrides,
  bookings,
  MAX_BUFFER_MINUTES,
  MAX_SERVICE_MINUTES,
  occupancies,
  timeOff,
  type AvailabilityOverrideRow,
  type OccupancyRow,
  type TimeOffRow,
} from '../../db/tenant/schema/index.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { days, minutes } from '../durations.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { addDays, localDateAt } from './local-time.ts'

export type DiaryQuery = {
  serviceIds: readonly string[]
  trainerIds: readonly string[]
  from: number
  to: number
  /** Bookings, sessions and holds that do not count: those about to be moved or used up. */
  ignore?: readonly string[] | undefined
}

/** What is in the way of trainers, resources and services in a range of time, as rows. */
export type Diary = {
  /** Of trainers and resources; nothing that has expired. */
  taken: Omit<OccupancyRow, 'expiresAt' | 'isForced' | 'decidedAt'>[]
  timeOff: TimeOffRow[]
  overrides: AvailabilityOverrideRow[]
  /** Bookings of services that have a limit of their own. */
  booked: { serviceId: string; startsAt: number; endsAt: number }[]
}

const {
  expiresAt: _expires,
  isForced: _forced,
  decidedAt: _decided,
  ...takenColumns
} = getTableColumns(occupancies)

/** What can lie between the starts of two uses that keep each other out: one's length, and three times a buffer. */
const REACH_MS = minutes(MAX_SERVICE_MINUTES + 3 * MAX_BUFFER_MINUTES)
/** A week around any instant, in any zone. */
const WEEK_REACH_MS = days(8)

/**
 * Reads it in one round trip, whatever the number of trainers. Each list stays in one range of an index for each trainer
 * or resource, however long the history is.
 */
export async function readDiary(ctx: TenantContext, catalogue: Catalogue, query: DiaryQuery): Promise<Diary> {
  const { db } = ctx
  const { trainerIds, from, to, ignore = [] } = query
  const now = ctx.now()
  const ids = [...trainerIds]
  const capped = cappedServices(catalogue, query.serviceIds)
  const isCapped = capped.length > 0 || catalogue.limits.some(({ subject }) => subject === 'trainer')
  const reachMs = isCapped ? WEEK_REACH_MS : REACH_MS
  const [taken, off, overrides, booked] = await db.read([
    db.orm
      // A month of a large studio is thousands of rows: no column that nobody asks for.
      .select(takenColumns)
      .from(occupancies)
      .where(
        and(
          inArray(occupancies.ownerId, [...ids, ...neededResources(catalogue, query.serviceIds)]),
          gt(occupancies.startsAt, from - reachMs),
          lt(occupancies.startsAt, to + reachMs),
          unexpired(now, occupancies.expiresAt),
          notInArray(occupancies.sourceId, [...ignore]),
        ),
      ),
    db.orm
      .select()
      .from(timeOff)
      .where(
        and(inArray(timeOff.trainerId, ids), gt(timeOff.endsAt, from), lt(timeOff.startsAt, to + REACH_MS)),
      ),
    db.orm
      .select()
      .from(availabilityOverrides)
      .where(
        and(
          or(isNull(availabilityOverrides.trainerId), inArray(availabilityOverrides.trainerId, ids)),
          // Whole dates on either side: no zone is further from UTC than a day, and windows reach into the next.
          gte(availabilityOverrides.toOn, addDays(localDateAt('UTC', from), -3)),
          lte(availabilityOverrides.fromOn, addDays(localDateAt('UTC', to), 2)),
        ),
      ),
    db.orm
      .select({ serviceId: bookings.serviceId, startsAt: bookings.startsAt, endsAt: bookings.endsAt })
      .from(bookings)
      .where(
        and(
          inArray(bookings.serviceId, capped),
          // Whoever gave it: named one by one, they let the search stay in the index of trainers and starts.
          sql`${bookings.trainerId} IN (SELECT id FROM trainers)`,
          gt(bookings.startsAt, from - reachMs),
          lt(bookings.startsAt, to + reachMs),
          sql`${bookings.status} NOT IN ${FREED}`,
          unexpired(now, bookings.expiresAt),
          eq(bookings.guestPosition, 0),
          notInArray(bookings.id, [...ignore]),
        ),
      ),
  ])
  return { taken, timeOff: off, overrides, booked }
}

function cappedServices({ limits }: Catalogue, serviceIds: readonly string[]): string[] {
  const ofServices = limits.filter(({ subject }) => subject === 'service')
  return serviceIds.filter((id) => ofServices.some(({ serviceId }) => serviceId === null || serviceId === id))
}

function neededResources({ services, resources }: Catalogue, serviceIds: readonly string[]): string[] {
  const pools = services
    .filter(({ id }) => serviceIds.includes(id))
    .flatMap(({ uses }) => uses.map(({ pool }) => pool))
  return resources.filter(({ pool }) => pools.includes(pool)).map(({ id }) => id)
}
