import { sql, type SQL } from 'drizzle-orm'
import type { MessageRow } from '../../db/tenant/schema/index.ts'

type Kind = MessageRow['kind']

/** What is told of a place in a waitlist; everything else is told of a booking. */
export type EntryNoticeKind = Extract<Kind, 'waitlist_joined' | 'waitlist_offered'>

/** What is told of a booking at once. Reminders are planned by `plan-messages.ts`. */
export type NoticeKind = Exclude<Kind, EntryNoticeKind | 'reminder'>

type Notice<Told extends Kind> = {
  kind: Told
  /** Which rows are told: a condition on the table `bookings`, or `waitlist_entries`. */
  where: SQL
  now: number
  /** Not before this instant (ms), such as the end of the quiet hours. */
  plannedAt?: number
}

/**
 * A statement that puts one message of this kind into the outbox for every booking that `where` selects, to go out now. To
 * run in the batch that changes the bookings, after the change: the message speaks of the version the row has then, and
 * there is one for each kind and version, however often the batch is run.
 *
 * For guests of a party nothing is sorted out here: a party that hears of something once is told of its first row.
 */
export function insertNotice({ kind, where, now, plannedAt = now }: Notice<NoticeKind>): SQL {
  return sql`INSERT INTO messages (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at)
    SELECT 'msg_' || substr(bookings.id, 5) || '_' || ${kind} || '_' || version, bookings.id, version, ${kind}, 'email',
      contact_email, locale, ${plannedAt}
    FROM bookings WHERE (${where})
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

/** A statement that drops the planned reminders of every booking that `where` (on the table `bookings`) selects. */
export function skipReminders(where: SQL, now: number): SQL {
  return sql`UPDATE messages SET state = 'skipped', settled_at = ${now}, reason = (
      SELECT CASE WHEN status IN ('cancelled', 'declined', 'expired') THEN 'cancelled' ELSE 'changed' END
      FROM bookings WHERE bookings.id = messages.booking_id)
    WHERE kind = 'reminder' AND state = 'planned' AND booking_id IN (SELECT id FROM bookings WHERE (${where}))`
}
