import { and, asc, desc, eq, gt, inArray, sql, type SQL } from 'drizzle-orm'
import { bookings, sessions, waitlistEntries } from '../../db/tenant/schema/index.ts'
import { unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'

/** Somebody asked for a time and waits for the studio's answer. */
export type Request = {
  bookingId: string
  firstName: string
  lastName: string
  serviceId: string
  trainerId: string
  locationId: string
  sessionId: string | null
  startsAt: number
  endsAt: number
  notes: string | null
  expiresAt: number | null
  /** How many people it is for. */
  heads: number
}

type Wanted = { now: number; where: SQL | undefined; limit: number }

/** Requests that can still be answered, whichever runs out first before the others: one for each party; for `db.read`. */
export function selectRequests({ db: { orm } }: Pick<TenantContext, 'db'>, { now, where, limit }: Wanted) {
  return orm
    .select({
      bookingId: bookings.id,
      firstName: bookings.contactFirstName,
      lastName: bookings.contactLastName,
      serviceId: bookings.serviceId,
      trainerId: bookings.trainerId,
      locationId: bookings.locationId,
      sessionId: bookings.sessionId,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
      notes: bookings.notes,
      expiresAt: bookings.expiresAt,
      heads: sql<number>`count(*)`,
      // The first of the party stands for it: with one `min`, the other columns are of its row.
      first: sql<number>`min(${bookings.guestPosition})`,
    })
    .from(bookings)
    .where(
      and(
        // In the words of `bookings_pending_idx`; the plus keeps all that is to come from being read.
        sql`${bookings.status} = 'pending'`,
        unexpired(now, bookings.expiresAt),
        sql`+${bookings.startsAt} > ${now}`,
        where,
      ),
    )
    .groupBy(sql`coalesce(${bookings.partyId}, ${bookings.id})`)
    .orderBy(asc(bookings.expiresAt), asc(bookings.startsAt), asc(bookings.id))
    .limit(limit)
}

/** Somebody who waited got a place, or is asked whether they still want it. */
export type WaitlistMove = {
  id: string
  status: 'promoted' | 'offered'
  at: number
  firstName: string
  lastName: string
  sessionId: string
  serviceId: string
  locationId: string
  startsAt: number
  offerExpiresAt: number | null
}

/** Who moved up since then, the last first, for `db.read`. `where` is about `sessions`. */
export function selectWaitlistMoves(
  { db: { orm } }: Pick<TenantContext, 'db'>,
  { since, where, limit }: { since: number; where: SQL | undefined; limit: number },
) {
  return orm
    .select({
      id: waitlistEntries.id,
      status: sql<WaitlistMove['status']>`${waitlistEntries.status}`,
      at: waitlistEntries.statusAt,
      firstName: waitlistEntries.contactFirstName,
      lastName: waitlistEntries.contactLastName,
      sessionId: sessions.id,
      serviceId: sessions.serviceId,
      locationId: sessions.locationId,
      startsAt: sessions.startsAt,
      offerExpiresAt: waitlistEntries.offerExpiresAt,
    })
    .from(waitlistEntries)
    .innerJoin(sessions, eq(sessions.id, waitlistEntries.sessionId))
    .where(
      and(
        gt(waitlistEntries.statusAt, since),
        inArray(waitlistEntries.status, ['promoted', 'offered']),
        where,
      ),
    )
    .orderBy(desc(waitlistEntries.statusAt), asc(waitlistEntries.id))
    .limit(limit)
}
