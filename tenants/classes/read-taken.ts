import { and, gt, gte, inArray, isNull, lt, lte, notInArray, or, sql } from 'drizzle-orm'
import {
  availabilityOverrides,
  MAX_BUFFER_MINUTES,
  MAX_SERVICE_MINUTES,
  occupancies,
  timeOff,
  type AvailabilityOverrideRow,
  type OccupancyRow,
  type TimeOffRow,
} from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import { unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'

type Use = Omit<OccupancyRow, 'expiresAt' | 'isForced' | 'decidedAt'>

/** What may be in a session's way in a stretch of time. */
export type Taken = {
  /** What trainers and resources are taken for, expired holds and requests left out. */
  uses: Use[]
  timeOff: TimeOffRow[]
  /** Of these trainers, and of whole places. */
  overrides: AvailabilityOverrideRow[]
}

type Question = {
  trainerIds: readonly string[]
  resourceIds: readonly string[]
  from: number
  to: number
  /** Sessions that do not count: the ones being changed. */
  ignore?: readonly string[]
}

/** Reads what is taken and closed between two instants, of the trainers' substitutes during their time off too. One round trip. */
export async function readTaken(
  { db, now }: TenantContext,
  { trainerIds, resourceIds, from, to, ignore = [] }: Question,
): Promise<Taken> {
  const reachMs = minutes(MAX_SERVICE_MINUTES + 2 * MAX_BUFFER_MINUTES)
  const substitutes = sql`(SELECT substitute_trainer_id FROM time_off
    WHERE trainer_id IN ${trainerIds} AND ends_at > ${from} AND starts_at < ${to})`
  const isOf = or(inArray(timeOff.trainerId, [...trainerIds]), sql`${timeOff.trainerId} IN ${substitutes}`)
  const [uses, away, overrides] = await db.read([
    db.orm
      .select({
        ownerId: occupancies.ownerId,
        sourceId: occupancies.sourceId,
        startsAt: occupancies.startsAt,
        endsAt: occupancies.endsAt,
        occupiedFrom: occupancies.occupiedFrom,
        occupiedUntil: occupancies.occupiedUntil,
        gapRule: occupancies.gapRule,
        units: occupancies.units,
      })
      .from(occupancies)
      .where(
        and(
          or(
            inArray(occupancies.ownerId, [...trainerIds, ...resourceIds]),
            sql`${occupancies.ownerId} IN ${substitutes}`,
          ),
          gt(occupancies.startsAt, from - reachMs),
          lt(occupancies.startsAt, to + reachMs),
          unexpired(now(), occupancies.expiresAt),
          notInArray(occupancies.sourceId, [...ignore]),
        ),
      ),
    db.orm
      .select()
      .from(timeOff)
      .where(and(isOf, gt(timeOff.endsAt, from), lt(timeOff.startsAt, to))),
    db.orm
      .select()
      .from(availabilityOverrides)
      .where(
        and(
          or(
            isNull(availabilityOverrides.trainerId),
            inArray(availabilityOverrides.trainerId, [...trainerIds]),
            sql`${availabilityOverrides.trainerId} IN ${substitutes}`,
          ),
          // Whole dates on either side: no zone is further from UTC than a day.
          gte(availabilityOverrides.toOn, addDays(localDateAt('UTC', from), -2)),
          lte(availabilityOverrides.fromOn, addDays(localDateAt('UTC', to), 2)),
        ),
      ),
  ])
  return { uses, timeOff: away, overrides }
}
