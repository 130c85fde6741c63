import { sql, type SQL } from 'drizzle-orm'
import { insertReminders } from '../messages/insert-reminders.ts'
import type { BookingCommand } from './booking-command.ts'

type Commands = readonly BookingCommand[]

/**
 * What belongs to bookings just written by these commands, as statements of the same batch: their history, what is said to
 * whom and no longer, the audit of what staff forced; and nothing of those which lost.
 */
export function followChanges(commands: Commands): SQL[] {
  return [
    ...cleanUp(commands),
    insertEvents(commands),
    ...auditOverrides(commands),
    ...skipOldMessages(commands),
    insertMessages(commands),
    remind(commands),
  ]
}

// The statements below look at the rows just written, so that a command which lost leaves nothing behind. Only ids and
// instants go through JSON; what people typed does not.

/** People who came with a booking that did not come about. */
function cleanUp(commands: Commands): SQL[] {
  const books = commands.filter((command) => command.kind === 'book')
  const remove = (table: string, ids: (string | undefined)[], isUsed: SQL) => {
    const known = JSON.stringify(ids.filter((id) => id !== undefined))
    return known === '[]'
      ? []
      : [
          sql`DELETE FROM ${sql.identifier(table)} AS stray
            WHERE id IN (SELECT value FROM json_each(${known})) AND NOT (${isUsed})`,
        ]
  }
  const used = (table: string, column: string) =>
    sql`EXISTS (SELECT 1 FROM ${sql.identifier(table)} AS other WHERE other.${sql.identifier(column)} = stray.id)`
  return [
    ...remove(
      'booking_series',
      books.map(({ newSeries }) => newSeries?.id),
      used('bookings', 'series_id'),
    ),
    ...remove(
      'dependents',
      books.map(({ newDependent }) => newDependent?.id),
      used('bookings', 'dependent_id'),
    ),
    ...remove(
      'clients',
      books.map(({ newClient }) => newClient?.id),
      sql`${used('bookings', 'client_id')} OR ${used('waitlist_entries', 'client_id')}
        OR ${used('dependents', 'client_id')} OR ${used('booking_series', 'client_id')}`,
    ),
  ]
}

/** Each change of each booking, with what belongs to it. */
function listChanges(commands: Commands) {
  return commands.flatMap((command) => {
    if (command.kind === 'hold') return []
    const { now: at } = command.claim
    return command.rows.map(({ id, event, messages }) => ({ bookingId: id, at, event, messages }))
  })
}

function insertEvents(commands: Commands): SQL {
  return sql`INSERT INTO booking_events (id, booking_id, kind, actor, at, details)
    SELECT change.value ->> '$.event.id', bookings.id, change.value ->> '$.event.kind', change.value ->> '$.event.actor',
      change.value ->> '$.at', change.value -> '$.event.details'
    FROM json_each(${JSON.stringify(listChanges(commands))}) AS change
    JOIN bookings ON bookings.id = change.value ->> '$.bookingId' AND bookings.change_id = change.value ->> '$.event.id'
    WHERE true ON CONFLICT DO NOTHING`
}

/** What was planned for a booking as it was before. */
function skipOldMessages(commands: Commands): SQL[] {
  const changes = listChanges(commands.filter((command) => command.kind === 'change'))
  if (changes.length === 0) return []
  const asked = changes.map(({ bookingId, event, at }) => ({ bookingId, eventId: event.id, at }))
  return [
    sql`UPDATE messages SET state = 'skipped', reason = 'changed', settled_at = change.value ->> '$.at'
      FROM json_each(${JSON.stringify(asked)}) AS change
      JOIN bookings ON bookings.id = change.value ->> '$.bookingId' AND bookings.change_id = change.value ->> '$.eventId'
      WHERE messages.booking_id = bookings.id AND messages.state = 'planned' AND messages.booking_version < bookings.version`,
  ]
}

/** Staff who book although something is in the way, or for whom they have blocked, answer for it. */
function auditOverrides(commands: Commands): SQL[] {
  const forced = commands.filter(({ claim }) => claim.isForced)
  const despite = commands.filter((command) => command.kind === 'book' && command.isDespiteBlock)
  return [...audit(forced, 'booking.override'), ...audit(despite, 'booking.despite_block')]
}

// oxlint-disable-next-line max-params
function audit(commands: Commands, action: 'booking.override' | 'booking.despite_block'): SQL[] {
  if (commands.length === 0) return []
  return [
    sql`INSERT INTO audit_log (id, at, actor, action, subject_id, reason)
      SELECT 'aud_' || substr(change.value ->> '$.event.id', 5), change.value ->> '$.at', change.value ->> '$.event.actor',
        ${action}, bookings.id, bookings.override_reason
      FROM json_each(${JSON.stringify(listChanges(commands))}) AS change
      JOIN bookings ON bookings.id = change.value ->> '$.bookingId' AND bookings.change_id = change.value ->> '$.event.id'
      WHERE true ON CONFLICT DO NOTHING`,
  ]
}

function insertMessages(commands: Commands): SQL {
  return sql`INSERT INTO messages (id, booking_id, booking_version, kind, lead_minutes, channel, recipient, locale, planned_at)
    SELECT message.value ->> '$.id', bookings.id, bookings.version, message.value ->> '$.kind', 0, 'email',
      bookings.contact_email, bookings.locale, message.value ->> '$.plannedAt'
    FROM json_each(${JSON.stringify(listChanges(commands))}) AS change
    JOIN bookings ON bookings.id = change.value ->> '$.bookingId' AND bookings.change_id = change.value ->> '$.event.id',
      json_each(change.value, '$.messages') AS message
    WHERE true ON CONFLICT DO NOTHING`
}

/** Each new or changed booking by the studio's rules. */
function remind(commands: Commands): SQL {
  const changes = listChanges(commands).map(({ bookingId, event }) => ({ bookingId, eventId: event.id }))
  const where = sql`id IN (SELECT written.id FROM json_each(${JSON.stringify(changes)}) AS change
    JOIN bookings AS written ON written.id = change.value ->> '$.bookingId'
      AND written.change_id = change.value ->> '$.eventId')`
  return insertReminders({ where, now: Math.max(...commands.map(({ claim }) => claim.now)) })
}
