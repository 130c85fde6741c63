import { and, count, eq, gt, ne, notInArray, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import {
  availabilityRules,
  bookings,
  classSeries,
  locations,
  sessions,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { isTimeZone, toLocalTime } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'

const previewInput = z.object({
  locationId: z.string().max(64),
  timeZone: z.string().max(64).refine(isTimeZone, 'not_a_time_zone'),
})

export type LocationChangePreview = {
  fromTimeZone: string
  toTimeZone: string
  /** Bookings to come whose instant stays, and whose clock would show another time; and all there are. */
  bookings: { shown: number; all: number }
  /** The same for classes. */
  sessions: { shown: number; all: number }
  /** Weekly hours, which stay the same on the clock and are at other instants then. */
  weeklyRules: number
  /** Classes that come back: dates that are not planned yet will be on the new clock. */
  classSeries: number
  /** The first instants that would read differently. */
  examples: number[]
}

const EXAMPLES = 3

/**
 * What another zone for a place would do to what is there: bookings and classes keep their instants, hours and rules their
 * clock time. Changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; DatabaseError.
 */
export async function previewLocationChange(
  ctx: TenantContext,
  raw: z.input<typeof previewInput>,
): Promise<LocationChangePreview> {
  requireStaff(ctx, 'settings:change')
  const { locationId, timeZone } = parseInput(previewInput, raw)
  const { place, booked, planned, rules, series } = await readAt(ctx, locationId)
  const differs = ({ startsAt }: Start) => reads(place.timeZone, startsAt) !== reads(timeZone, startsAt)
  const sum = (starts: Start[]) => starts.reduce((total, start) => total + start.count, 0)
  const tell = (starts: Start[]) => ({ shown: sum(starts.filter(differs)), all: sum(starts) })
  return {
    fromTimeZone: place.timeZone,
    toTimeZone: timeZone,
    bookings: tell(booked),
    sessions: tell(planned),
    weeklyRules: rules,
    classSeries: series,
    examples: booked
      .filter(differs)
      .slice(0, EXAMPLES)
      .map(({ startsAt }) => startsAt),
  }
}

type Start = { startsAt: number; count: number }

function reads(timeZone: string, at: number): string {
  const { on, minuteOfDay } = toLocalTime(timeZone, at)
  return `${on} ${minuteOfDay}`
}

async function readAt({ db, now }: TenantContext, locationId: string) {
  const { orm, read } = db
  const own = orm.select({ id: trainers.id }).from(trainers).where(eq(trainers.locationId, locationId))
  const [[place], booked, planned, rules, series] = await read([
    orm.select({ timeZone: locations.timeZone }).from(locations).where(eq(locations.id, locationId)),
    orm
      .select({ startsAt: bookings.startsAt, count: count() })
      .from(bookings)
      .where(
        and(
          eq(bookings.locationId, locationId),
          gt(bookings.startsAt, now()),
          notInArray(bookings.status, ['cancelled', 'declined', 'expired']),
        ),
      )
      .groupBy(bookings.startsAt)
      .orderBy(bookings.startsAt),
    orm
      .select({ startsAt: sessions.startsAt, count: count() })
      .from(sessions)
      .where(
        and(
          eq(sessions.locationId, locationId),
          gt(sessions.startsAt, now()),
          ne(sessions.status, 'cancelled'),
        ),
      )
      .groupBy(sessions.startsAt)
      .orderBy(sessions.startsAt),
    orm
      .select({ count: count() })
      .from(availabilityRules)
      .where(
        or(
          eq(availabilityRules.locationId, locationId),
          and(sql`${availabilityRules.locationId} IS NULL`, sql`${availabilityRules.trainerId} IN ${own}`),
        ),
      ),
    orm
      .select({ count: count() })
      .from(classSeries)
      .where(and(eq(classSeries.locationId, locationId), eq(classSeries.status, 'active'))),
  ])
  if (!place) throw new AppError('not_found', 'There is no such place.')
  return { place, booked, planned, rules: rules[0]?.count ?? 0, series: series[0]?.count ?? 0 }
}
