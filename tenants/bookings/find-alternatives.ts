import { and, eq, gt, isNull, lt, notInArray, sql } from 'drizzle-orm'
import { bookings, MAX_SERVICE_MINUTES } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { candidateTrainers, mergeSlots } from '../availability/list-available-slots.ts'
import { addDays, localDateAt, localDayBounds } from '../availability/local-time.ts'
import { readSchedules } from '../availability/read-schedules.ts'
import type { Interval } from '../availability/slot-input.ts'
import type { Alternative } from '../errors.ts'
import { FREED } from './booking-statuses.ts'
import { findByKey, type ClientKey } from './client-key.ts'
import { getCatalogue, type Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'

const HOW_MANY = 5
const DAYS_AROUND = 3

type Wish = {
  startsAt: number
  trainerId: string | null
  locationId?: string | null | undefined
  durationMinutes?: number | null | undefined
  guests?: readonly unknown[] | null | undefined
  /** When this client has no other booking. */
  clientKey?: ClientKey | null | undefined
  clientGroupId?: string | null | undefined
  /** The booking about to be moved, or the asker's own hold. */
  ignore?: readonly string[] | undefined
}

/**
 * Up to five other times that are free now, for somebody who wanted this one: the same time with another trainer first,
 * then the nearest, with the wished trainer before others. Two round trips at once beyond the catalogue.
 */
export async function findAlternatives(
  ctx: TenantContext,
  service: Service,
  wish: Wish,
): Promise<Alternative[]> {
  const catalogue = await getCatalogue(ctx)
  const { timeZone } = getLocation(catalogue, wish.locationId ?? undefined)
  const on = localDateAt(timeZone, wish.startsAt)
  const range = {
    from: localDayBounds(timeZone, addDays(on, -DAYS_AROUND)).startsAt,
    to: localDayBounds(timeZone, addDays(on, DAYS_AROUND)).endsAt,
  }
  const trainerIds = candidateTrainers(catalogue, service, null)
  const [schedules, own] = await Promise.all([
    readSchedules(ctx, catalogue, {
      service,
      trainerIds,
      locationId: wish.locationId,
      durationMinutes: wish.durationMinutes ?? undefined,
      heads: 1 + (wish.guests?.length ?? 0),
      clientGroupId: wish.clientGroupId,
      ignore: wish.ignore,
      ...range,
    }),
    catalogue.studio.allowsClientOverlap ? [] : readOwnBookings(ctx, wish, range),
  ])
  return mergeSlots(service, schedules, { ...range, now: ctx.now() })
    .filter((slot) => !own.some(({ startsAt, endsAt }) => startsAt < slot.endsAt && endsAt > slot.startsAt))
    .map(({ startsAt, trainerIds: free }) => ({
      startsAt,
      trainerId: free.find((id) => id === wish.trainerId) ?? free[0] ?? '',
    }))
    .toSorted((a, b) => distance(a, wish) - distance(b, wish))
    .slice(0, HOW_MANY)
}

/** What the client has booked around then. */
async function readOwnBookings(
  { db }: TenantContext,
  { clientKey, ignore = [] }: Wish,
  { from, to }: { from: number; to: number },
): Promise<Interval[]> {
  if (!clientKey) return []
  const [own] = await db.read([
    db.orm
      .select({ startsAt: bookings.startsAt, endsAt: bookings.endsAt })
      .from(bookings)
      .where(
        and(
          sql`${bookings.clientId} = ${findByKey(clientKey)}`,
          isNull(bookings.dependentId),
          eq(bookings.guestPosition, 0),
          gt(bookings.startsAt, from - minutes(MAX_SERVICE_MINUTES)),
          lt(bookings.startsAt, to),
          sql`${bookings.status} NOT IN ${FREED}`,
          notInArray(bookings.id, [...ignore]),
        ),
      ),
  ])
  return own
}

/** Another trainer weighs as much as an hour's wait; the same time with another trainer comes first of all. */
function distance({ startsAt, trainerId }: Alternative, wish: Wish): number {
  const wait = Math.abs(startsAt - wish.startsAt)
  const isOther = wish.trainerId !== null && trainerId !== wish.trainerId
  return wait === 0 ? 0 : wait + (isOther ? 3_600_000 : 0)
}
