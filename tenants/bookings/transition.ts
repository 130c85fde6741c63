import { sql, type SQL } from 'drizzle-orm'
import type { BookingStatus, bookingEventKinds } from '../../db/tenant/schema/index.ts'
import { doneFrom, type Deed } from './booking-statuses.ts'

type Transition = {
  ids: readonly string[]
  deed: Deed
  to: BookingStatus
  /** `client`, `system`, `staff:key_…`. */
  actor: string
  event: (typeof bookingEventKinds)[number]
  now: number
  /** More that must be so, and more that is set: on the table `bookings`, as it is before. */
  where?: SQL
  set?: SQL
  /** JSON for the history, of the booking as it is afterwards. */
  details?: SQL
}

/**
 * The two statements that bring bookings from one status to the next, where their status (and `where`) allows it, and
 * write that into their history. Run again, or run by two at once, each booking takes the step once: the event's id is
 * made from the version the step led to.
 *
 * For steps that free a place or leave it where it is. What takes one goes through `commit-bookings.ts`.
 */
export function transition(step: Transition): [SQL, SQL] {
  const { deed, to, actor, event, now, where = sql`1`, set = sql``, details = sql`NULL` } = step
  const from = sql.join(
    doneFrom[deed].map((status) => sql`${status}`),
    sql`, `,
  )
  return [
    sql`UPDATE bookings SET status = ${to}, status_at = ${now}, version = version + 1,
        change_id = ${eventId(sql`version + 1`)}${set}
      WHERE ${among(step.ids)} AND status IN (${from}) AND ${where}`,
    sql`INSERT INTO booking_events (id, booking_id, kind, actor, details, at)
      SELECT change_id, id, ${event}, ${actor}, ${details}, ${now} FROM bookings
      WHERE ${among(step.ids)} AND status = ${to} AND change_id = ${eventId(sql`version`)}
      ON CONFLICT DO NOTHING`,
  ]
}

/** The rows of `bookings` with these ids, as a condition. */
export function among(ids: readonly string[]): SQL {
  return sql`bookings.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
}

function eventId(version: SQL): SQL {
  return sql`'evt_' || substr(id, 5) || '_' || (${version})`
}
