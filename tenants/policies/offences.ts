import { sql, type SQL } from 'drizzle-orm'

// What counts against a client: places given up too late, and not come for. What staff forgave does not.

/** A condition on a row of `bookings` under the name `alias`. */
export function isOffence(alias: 'bookings' | 'other'): SQL {
  const name = sql.raw(alias)
  return sql`((${name}.status = 'no_show' OR ${name}.cancel_kind = 'late') AND NOT EXISTS (
    SELECT 1 FROM charges WHERE charges.booking_id = ${name}.id AND charges.state = 'waived' AND charges.reason = 'staff'))`
}

/** When it happened: a late cancellation when it was made, a no-show at the start, whenever somebody wrote it down. */
export function offenceAt(alias: 'bookings' | 'other'): SQL {
  const name = sql.raw(alias)
  return sql`(CASE WHEN ${name}.status = 'no_show' THEN ${name}.starts_at ELSE ${name}.cancelled_at END)`
}

/** A party counts once, however many of it stayed away. */
export function offenceGroup(alias: 'bookings' | 'other'): SQL {
  const name = sql.raw(alias)
  return sql`coalesce(${name}.party_id, ${name}.id)`
}
