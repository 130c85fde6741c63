import { and, eq, gt, gte, inArray, lt, lte } from 'drizzle-orm'
import {
  availabilityOverrides,
  bookings,
  MAX_BUFFER_MINUTES,
  MAX_SERVICE_MINUTES,
  timeOff,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { addDays, localDateAt } from './local-time.ts'
import type { BusyInterval, OpeningRules } from './slot-input.ts'

/** When one trainer works and what is booked already, in a range of time. */
export type Schedule = OpeningRules & { trainerId: string; locationId: string; busy: BusyInterval[] }

type ScheduleQuery = { trainerIds: readonly string[]; from: number; to: number }

/**
 * Reads what the slots of these trainers depend on between two instants: one round trip, whatever their number. The
 * schedules come in the order of `trainerIds`.
 */
export async function readSchedules(
  { db }: TenantContext,
  catalogue: Catalogue,
  { trainerIds, from, to }: ScheduleQuery,
): Promise<Schedule[]> {
  if (trainerIds.length === 0) return []
  const ids = [...trainerIds]
  // A booking that starts this much before the range can still reach into it.
  const reachMs = minutes(MAX_SERVICE_MINUTES + MAX_BUFFER_MINUTES)
  const [booked, off, overrides] = await db.read([
    db.orm
      .select({
        trainerId: bookings.trainerId,
        startsAt: bookings.startsAt,
        endsAt: bookings.endsAt,
        occupiedFrom: bookings.occupiedFrom,
        occupiedUntil: bookings.occupiedUntil,
      })
      .from(bookings)
      .where(
        and(
          inArray(bookings.trainerId, ids),
          gt(bookings.startsAt, from - reachMs),
          lt(bookings.startsAt, to + reachMs),
          eq(bookings.status, 'confirmed'),
        ),
      ),
    db.orm
      .select()
      .from(timeOff)
      .where(
        and(inArray(timeOff.trainerId, ids), gt(timeOff.endsAt, from), lt(timeOff.startsAt, to + reachMs)),
      ),
    db.orm
      .select()
      .from(availabilityOverrides)
      .where(
        and(
          inArray(availabilityOverrides.trainerId, ids),
          // Whole dates on either side: no zone is further from UTC than a day.
          gte(availabilityOverrides.localDate, addDays(localDateAt('UTC', from), -2)),
          lte(availabilityOverrides.localDate, addDays(localDateAt('UTC', to), 2)),
        ),
      ),
  ])
  return ids.map((trainerId) => {
    const trainer = getTrainer(catalogue, trainerId)
    return {
      trainerId,
      locationId: trainer.locationId,
      timeZone: getLocation(catalogue, trainer.locationId).timeZone,
      weekly: trainer.weeklyHours,
      overrides: overrides
        .filter((row) => row.trainerId === trainerId)
        .map((row) => ({ on: row.localDate, windows: row.windows })),
      timeOff: off.filter((row) => row.trainerId === trainerId),
      busy: booked.filter((row) => row.trainerId === trainerId),
    }
  })
}
