import { sql, type SQL } from 'drizzle-orm'
import type { BookingMessageKind } from '../../db/tenant/schema/index.ts'
import { FREED } from '../bookings/booking-statuses.ts'

type Kind = BookingMessageKind

/** What is told of a place in a waitlist; everything else is told of a booking. */
export type EntryNoticeKind = Extract<Kind, 'waitlist_joined' | 'waitlist_offered' | 'waitlist_missed'>

/** What is told of a booking at once. Reminders: `insert-reminders.ts`. */
export type NoticeKind = Exclude<Kind, EntryNoticeKind | 'reminder'>

type Notice<Told extends Kind> = {
  kind: Told
  /** Which rows are told: a condition on the table `bookings`, or `waitlist_entries`. */
  where: SQL
  now: number
  /** Not before this instant (ms), such as the end of the quiet hours; it may depend on the row. */
  plannedAt?: number | SQL
}

/** What is told in one message: of most kinds, a party; of these, all dates of a series for which it came together. */
const together = (kind: NoticeKind): SQL => {
  if (kind === 'booking_cancelled') return sql`coalesce(series_id, party_id, id), cancelled_at`
  if (kind === 'booking_declined') return sql`coalesce(series_id, party_id, id), status, status_at`
  return sql`coalesce(party_id, id)`
}

/**
 * A statement that puts messages of this kind into the outbox for the bookings that `where` selects, to go out now. To run
 * in the batch that changes the bookings, after the change: a message speaks of the version its row has then, and there
 * is one for each kind and version, however often the batch is run.
 *
 * A party hears of its rows in one message, and so does a client of the dates of their series that are cancelled or
 * declined together: with one `cancelled_at`, or one `status_at`.
 */
export function insertNotice({ kind, where, now, plannedAt = now }: Notice<NoticeKind>): SQL {
  return sql`INSERT INTO messages (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at)
    SELECT 'msg_' || substr(id, 5) || '_' || ${kind} || '_' || version, id, version, ${kind}, 'email', contact_email, locale,
      ${plannedAt}
    FROM (SELECT *, row_number() OVER (PARTITION BY ${together(kind)} ORDER BY starts_at, guest_position, id) AS place
      FROM bookings WHERE (${where}))
    WHERE place = 1
    ON CONFLICT DO NOTHING`
}

/**
 * As `insertNotice`, for waitlist entries. An entry has no version: the message speaks of what was decided at its
 * `status_at`, so set that with every change that is told.
 */
export function insertEntryNotice({ kind, where, now, plannedAt = now }: Notice<EntryNoticeKind>): SQL {
  return sql`INSERT INTO messages (id, waitlist_entry_id, booking_version, kind, channel, recipient, locale, planned_at)
    SELECT 'msg_' || substr(waitlist_entries.id, 5) || '_' || ${kind} || '_' || status_at, waitlist_entries.id, status_at,
      ${kind}, 'email', contact_email, locale, ${plannedAt}
    FROM waitlist_entries WHERE (${where})
    ON CONFLICT DO NOTHING`
}

/**
 * A statement that drops the planned reminders of every booking that `where` (on the table `bookings`) selects. Of a
 * party some of whom still come, the reminder stays, unless one of them has got one of their own.
 */
export function skipReminders(where: SQL, now: number): SQL {
  return sql`UPDATE messages SET state = 'skipped', settled_at = ${now}, reason = (
      SELECT CASE WHEN status IN ${FREED} THEN 'cancelled' ELSE 'changed' END FROM bookings WHERE bookings.id = booking_id)
    WHERE kind = 'reminder' AND state = 'planned'
      AND booking_id IN (SELECT id FROM bookings WHERE (${where}))
      AND booking_id NOT IN (
        SELECT gone.id FROM bookings AS gone JOIN bookings AS coming ON coming.party_id = gone.party_id
        WHERE gone.id = messages.booking_id AND gone.status IN ${FREED} AND coming.status NOT IN ${FREED}
          AND NOT EXISTS (SELECT 1 FROM messages AS own JOIN bookings AS kin ON kin.id = own.booking_id
            WHERE kin.party_id = gone.party_id AND kin.status NOT IN ${FREED}
              AND own.kind = 'reminder' AND own.state = 'planned'))`
}
