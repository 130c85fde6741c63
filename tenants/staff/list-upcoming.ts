import { and, asc, eq, gt, ne, or, sql, type SQL } from 'drizzle-orm'
import {
  bookings,
  classSeries,
  sessions,
  type BookingRow,
  type ClassSeriesRow,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import { describeInstant } from '../availability/describe-when.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'

type Item = {
  id: string
  /** A class that comes back: none. */
  startsAt: number | null
  serviceId: string
  locationId: string
  /** When it is, in words, on the clocks of its place. */
  sentence: string
}

/** Something a trainer is to give: to a client or their party, to a class on one date, or to one that comes back. */
export type Upcoming =
  | (Item & { kind: 'booking'; rows: readonly [BookingRow, ...BookingRow[]] })
  | (Item & { kind: 'session'; row: SessionRow })
  | (Item & { kind: 'class_series'; row: ClassSeriesRow })

/**
 * All that a trainer is to give and that has not begun, in order, classes that come back first. Places in a class go with
 * their class. Two round trips.
 */
export async function listUpcoming(ctx: TenantContext, trainerId: string): Promise<Upcoming[]> {
  const { orm, read } = ctx.db
  const now = ctx.now()
  const { timeZoneOf } = await readReferences(ctx)
  const [booked, planned, recurring] = await read([
    orm
      .select()
      .from(bookings)
      .where(isBooked(trainerId, now))
      .orderBy(asc(bookings.startsAt), asc(bookings.guestPosition), asc(bookings.id)),
    orm
      .select()
      .from(sessions)
      .where(isPlanned(trainerId, now))
      .orderBy(asc(sessions.startsAt), asc(sessions.id)),
    orm.select().from(classSeries).where(comesBack(trainerId)).orderBy(asc(classSeries.createdAt)),
  ])
  const toItem = ({ id, startsAt, serviceId, locationId }: Omit<Item, 'sentence'>): Item => {
    const sentence = startsAt === null ? 'Comes back.' : describeInstant(timeZoneOf(locationId), startsAt)
    return { id, startsAt, serviceId, locationId, sentence }
  }
  return [
    ...recurring.map((row) => ({
      ...toItem({ ...row, startsAt: null }),
      kind: 'class_series' as const,
      row,
    })),
    ...planned.map((row) => ({ ...toItem(row), kind: 'session' as const, row })),
    ...toParties(booked).map((rows) => ({ ...toItem(rows[0]), kind: 'booking' as const, rows })),
  ]
}

/** Whether there is any of it, as a condition. */
export function hasUpcoming(trainerId: string, now: number): SQL {
  return sql`(EXISTS (SELECT 1 FROM ${bookings} WHERE ${isBooked(trainerId, now)})
    OR EXISTS (SELECT 1 FROM ${sessions} WHERE ${isPlanned(trainerId, now)})
    OR EXISTS (SELECT 1 FROM ${classSeries} WHERE ${comesBack(trainerId)}))`
}

function isBooked(trainerId: string, now: number) {
  return and(
    eq(bookings.trainerId, trainerId),
    gt(bookings.startsAt, now),
    sql`${bookings.sessionId} IS NULL`,
    sql`${bookings.status} NOT IN ${FREED}`,
    unexpired(now, bookings.expiresAt),
  )
}

function isPlanned(trainerId: string, now: number) {
  return and(
    gt(sessions.startsAt, now),
    ne(sessions.status, 'cancelled'),
    or(eq(sessions.trainerId, trainerId), eq(sessions.secondTrainerId, trainerId)),
  )
}

function comesBack(trainerId: string) {
  return and(
    eq(classSeries.status, 'active'),
    or(eq(classSeries.trainerId, trainerId), eq(classSeries.secondTrainerId, trainerId)),
  )
}

/** Who comes together is one thing to give. */
function toParties(rows: readonly BookingRow[]): [BookingRow, ...BookingRow[]][] {
  const parties = new Map<string, [BookingRow, ...BookingRow[]]>()
  for (const row of rows) {
    const key = `${row.partyId ?? row.id} ${row.startsAt}`
    const party = parties.get(key)
    if (party) party.push(row)
    else parties.set(key, [row])
  }
  return [...parties.values()]
}
