import { and, asc, eq, gt, inArray, lt, ne, or, sql } from 'drizzle-orm'
import {
  bookings,
  MAX_SERVICE_MINUTES,
  sessions,
  type BookingRow,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'

type What = 'id' | 'startsAt' | 'endsAt' | 'trainerId' | 'serviceId' | 'locationId' | 'status'
export type AffectedBooking = Pick<BookingRow, What | 'sessionId'>
export type AffectedSession = Pick<SessionRow, What>

/** What stands where a trainer, or everybody at a place, is not to work. It stays there. */
export type Affected = { bookings: AffectedBooking[]; sessions: AffectedSession[] }

type Span = { from: number; until: number }
/** Without a trainer everybody's, without a place everywhere. */
type Where = { during: readonly Span[]; trainerId: string | null; locationId: string | null }

/** The bookings and the sessions that meet one of the spans and are not over yet, in order: one round trip. */
export async function listAffected({ db, now }: TenantContext, where: Where): Promise<Affected> {
  const { during, trainerId, locationId } = where
  const meetsSpan = (table: typeof bookings | typeof sessions, { from, until }: Span) =>
    and(
      // Nothing lasts longer, so both searches stay in a range of starts.
      gt(table.startsAt, Math.max(from, now()) - minutes(MAX_SERVICE_MINUTES)),
      lt(table.startsAt, until),
      gt(table.endsAt, Math.max(from, now())),
    )
  const meets = (table: typeof bookings | typeof sessions) =>
    and(
      or(...during.map((span) => meetsSpan(table, span))),
      locationId === null ? undefined : eq(table.locationId, locationId),
    )
  const gives =
    trainerId === null
      ? undefined
      : or(eq(sessions.trainerId, trainerId), eq(sessions.secondTrainerId, trainerId))
  if (during.length === 0) return { bookings: [], sessions: [] }
  const given = db.orm
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(meets(sessions), gives))
  const [booked, planned] = await db.read([
    db.orm
      .select({
        id: bookings.id,
        startsAt: bookings.startsAt,
        endsAt: bookings.endsAt,
        trainerId: bookings.trainerId,
        serviceId: bookings.serviceId,
        locationId: bookings.locationId,
        sessionId: bookings.sessionId,
        status: bookings.status,
      })
      .from(bookings)
      .where(
        and(
          meets(bookings),
          trainerId === null
            ? undefined
            : or(eq(bookings.trainerId, trainerId), inArray(bookings.sessionId, given)),
          sql`${bookings.status} NOT IN ${FREED}`,
          unexpired(now(), bookings.expiresAt),
        ),
      )
      .orderBy(asc(bookings.startsAt), asc(bookings.id)),
    db.orm
      .select({
        id: sessions.id,
        startsAt: sessions.startsAt,
        endsAt: sessions.endsAt,
        trainerId: sessions.trainerId,
        serviceId: sessions.serviceId,
        locationId: sessions.locationId,
        status: sessions.status,
      })
      .from(sessions)
      .where(and(meets(sessions), gives, ne(sessions.status, 'cancelled')))
      .orderBy(asc(sessions.startsAt), asc(sessions.id)),
  ])
  return { bookings: booked, sessions: planned }
}
