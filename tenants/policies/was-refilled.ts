import { sql, type SQL } from 'drizzle-orm'
import { FREED } from '../bookings/booking-statuses.ts'

const stayed = sql`(other.status NOT IN ${FREED} OR other.cancel_kind = 'late')`

/**
 * A condition on a cancelled row of `bookings`: somebody else took the place before the start, and stayed, or gave it up too
 * late themselves. In a session, it was full again after the cancellation because of somebody who came later; alone with a
 * trainer, somebody else was with the trainer in that time. A place that would have stayed empty anyway was not taken.
 */
export const wasRefilled: SQL = sql`CASE WHEN bookings.session_id IS NULL THEN EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.trainer_id = bookings.trainer_id AND other.session_id IS NULL AND other.client_id <> bookings.client_id
      AND other.starts_at > bookings.starts_at - 43200000 AND other.starts_at < bookings.ends_at
      AND other.ends_at > bookings.starts_at
      AND ${stayed} AND ${arrivedAt('other')} BETWEEN bookings.cancelled_at AND bookings.starts_at)
  ELSE EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.session_id = bookings.session_id AND other.client_id <> bookings.client_id
      AND ${stayed} AND ${arrivedAt('other')} BETWEEN bookings.cancelled_at AND bookings.starts_at
      AND (SELECT count(*) FROM bookings AS there
          WHERE there.session_id = bookings.session_id AND ${arrivedAt('there')} <= ${arrivedAt('other')}
            AND (there.status NOT IN ${FREED} OR there.status_at > ${arrivedAt('other')}))
        >= (SELECT capacity FROM sessions WHERE id = bookings.session_id)) END`

/** When it came to be where it is. */
function arrivedAt(alias: 'other' | 'there'): SQL {
  const name = sql.raw(alias)
  return sql`coalesce((SELECT max(at) FROM booking_events
    WHERE booking_id = ${name}.id AND kind = 'moved'), ${name}.created_at)`
}
