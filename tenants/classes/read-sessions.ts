import { and, asc, getTableColumns, sql, type SQL } from 'drizzle-orm'
import { sessions, type SessionRow } from '../../db/tenant/schema/index.ts'
import { FREED, OFFLINE, unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { IN_LINE } from '../waitlist/in-line.ts'

/** A session and how many people are in it. Requests and holds that have expired count for nothing. */
export type CountedSession = SessionRow & {
  booked: number
  /** Of those, how many the clients booked themselves. */
  bookedOnline: number
  /** Places kept for somebody who is about to book, or was offered one. */
  held: number
  waiting: number
  /** Of those, how many nobody may go before. */
  inQueue: number
}

/**
 * Sessions in order of their start, with what is counted of each, for `db.read`. The counts mean what `hasRoom` in
 * `tenants/bookings/guard.ts` means by them.
 */
export function selectSessions({ db, now }: TenantContext, ...where: SQL[]) {
  const live = sql`other.session_id = sessions.id AND other.status NOT IN ${FREED}
    AND ${unexpired(now())}`
  const waiting = sql`other.session_id = sessions.id AND other.status = 'waiting'`
  return db.orm
    .select({
      ...getTableColumns(sessions),
      booked: sql<number>`(SELECT count(*) FROM bookings AS other WHERE ${live})`,
      bookedOnline: sql<number>`(SELECT count(*) FROM bookings AS other
        WHERE ${live} AND other.source NOT IN ${OFFLINE})`,
      held: sql<number>`(SELECT coalesce(sum(other.quantity), 0) FROM holds AS other
        WHERE other.session_id = sessions.id AND other.status = 'active' AND other.expires_at > ${now()})`,
      waiting: sql<number>`(SELECT count(*) FROM waitlist_entries AS other
        WHERE other.session_id = sessions.id AND other.status IN ${IN_LINE})`,
      inQueue: sql<number>`(SELECT count(*) FROM waitlist_entries AS other WHERE ${waiting} AND other.skip_reason IS NULL)`,
    })
    .from(sessions)
    .where(and(...where))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
}
