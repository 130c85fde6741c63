import { sql, type SQL } from 'drizzle-orm'
import { FREED, OFFLINE, unexpired } from '../bookings/booking-statuses.ts'

/**
 * How many places of the row of `sessions` at hand clients could book themselves at `now` (ms), by the rules of
 * `tenants/bookings/guard.ts`; below zero when it is overbooked.
 */
export function countFreePlaces(now: number): SQL<number> {
  const booked = (
    more: SQL,
  ) => sql`(SELECT count(*) FROM bookings AS other WHERE other.session_id = sessions.id
    AND other.status NOT IN ${FREED} AND ${unexpired(now)}${more})`
  return sql<number>`(CASE WHEN sessions.status = 'cancelled' THEN 0 ELSE
    min(sessions.capacity - ${booked(sql``)},
      min(coalesce(sessions.online_capacity, sessions.capacity), sessions.capacity - sessions.walk_in_capacity)
        - ${booked(sql` AND other.source NOT IN ${OFFLINE}`)})
    - (SELECT coalesce(sum(other.quantity), 0) FROM holds AS other WHERE other.session_id = sessions.id
        AND other.status = 'active' AND other.expires_at > ${now}) END)`
}
