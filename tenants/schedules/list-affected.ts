import { and, asc, eq, gt, inArray, lt, ne, notInArray, or } from 'drizzle-orm'
import {
  bookings,
  MAX_SERVICE_MINUTES,
  sessions,
  type BookingRow,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'

type What = 'id' | 'startsAt' | 'endsAt' | 'trainerId' | 'serviceId' | 'locationId' | 'status'
export type AffectedBooking = Pick<BookingRow, What | 'sessionId'>
export type AffectedSession = Pick<SessionRow, What>

/** What stands where a trainer, or everybody at a place, is not to work. It stays there. */
export type Affected = { bookings: AffectedBooking[]; sessions: AffectedSession[] }

/** Without a trainer everybody's, without a place everywhere. */
type Where = { from: number; until: number; trainerId: string | null; locationId: string | null }

/** The bookings and the sessions that meet `[from, until)` and are not over yet, in order: one round trip. */
export async function listAffected({ db, now }: TenantContext, where: Where): Promise<Affected> {
  const { from, until, trainerId, locationId } = where
  // Nothing lasts longer, so both searches stay in a range of starts.
  const earliest = Math.max(from, now()) - minutes(MAX_SERVICE_MINUTES)
  const meets = (table: typeof bookings | typeof sessions) =>
    and(
      gt(table.startsAt, earliest),
      lt(table.startsAt, until),
      gt(table.endsAt, Math.max(from, now())),
      locationId === null ? undefined : eq(table.locationId, locationId),
    )
  const gives =
    trainerId === null
      ? undefined
      : or(eq(sessions.trainerId, trainerId), eq(sessions.secondTrainerId, trainerId))
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
          notInArray(bookings.status, ['cancelled', 'declined', 'expired']),
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
