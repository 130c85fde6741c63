import { inArray, sql, type SQL } from 'drizzle-orm'
import { bookings, MAX_BUFFER_MINUTES, MAX_SERVICE_MINUTES } from '../../db/tenant/schema/index.ts'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { minutes } from '../durations.ts'
import type { BookingCommand } from './booking-command.ts'
import type { BookingOutcome } from './booking-outcome.ts'

/**
 * Decides any number of bookings, in their order, in one round trip and one transaction (group commit).
 *
 * Each booking is one guarded insert: it is written when no confirmed booking and no time off of its trainer is in the
 * way, those before it in the list included. What belongs to the written ones (client, history, messages) follows in
 * the same batch. A command that was carried out before finds its own row and changes nothing.
 *
 * @throws DatabaseError; after `unknown` the same commands may be sent again.
 */
export async function commitBookings(db: TenantDatabase, commands: Commands): Promise<BookingOutcome[]> {
  const sent = shareNewClients(commands)
  const [first, ...others] = sent
  const batch = JSON.stringify(
    sent.map(({ id, requestHash, eventId, messages }) => ({ id, requestHash, eventId, messages })),
  )
  const ids = sent.map(({ id }) => id)
  const results = await db.write([
    db.orm.run(insertBooking(first)),
    ...others.map((command) => db.orm.run(insertBooking(command))),
    db.orm.run(insertClients(batch)),
    db.orm.run(insertEvents(batch)),
    db.orm.run(insertMessages(batch)),
    db.orm.select().from(bookings).where(inArray(bookings.id, ids)),
  ])
  // The last statement's result is the rows that are there now.
  const rows = new Map((results.at(-1) as BookingRow[]).map((row) => [row.id, row]))
  return commands.map((command) => toOutcome(command, rows.get(command.id)))
}

/** What the row under a command's id says about the command. */
export function toOutcome(command: BookingCommand, row: BookingRow | undefined): BookingOutcome {
  if (!row) return { ok: false, code: 'slot_taken' }
  if (row.requestHash !== command.requestHash) return { ok: false, code: 'idempotency_key_reused' }
  return { ok: true, booking: row }
}

type Commands = readonly [BookingCommand, ...BookingCommand[]]

/** Two first bookings of one address in the same batch make one client. */
function shareNewClients(commands: Commands): Commands {
  const newIds = new Map(commands.map((command) => [command.contactEmail, command.newClientId]))
  const share = (command: BookingCommand) => ({
    ...command,
    newClientId: newIds.get(command.contactEmail) ?? command.newClientId,
  })
  const [first, ...others] = commands
  return [share(first), ...others.map(share)]
}

function insertBooking(command: BookingCommand): SQL {
  return sql`INSERT INTO bookings (id, request_hash, trainer_id, service_id, location_id, client_id,
      contact_first_name, contact_last_name, contact_email, contact_phone,
      starts_at, ends_at, occupied_from, occupied_until, status, price_minor, currency, free_cancel_until,
      notes, locale, client_time_zone, host, source, created_at)
    SELECT ${command.id}, ${command.requestHash}, ${command.trainerId}, ${command.serviceId}, ${command.locationId},
      coalesce((SELECT id FROM clients WHERE email = ${command.contactEmail}), ${command.newClientId}),
      ${command.contactFirstName}, ${command.contactLastName}, ${command.contactEmail}, ${command.contactPhone},
      ${command.startsAt}, ${command.endsAt}, ${command.occupiedFrom}, ${command.occupiedUntil}, 'confirmed',
      ${command.priceMinor}, ${command.currency}, ${command.freeCancelUntil}, ${command.notes}, ${command.locale},
      ${command.clientTimeZone}, ${command.host}, ${command.source}, ${command.createdAt}
    WHERE NOT EXISTS (${overlappingBooking(command)}) AND NOT EXISTS (${overlappingTimeOff(command)})
    ON CONFLICT (id) DO NOTHING`
}

/**
 * A booking in the way: one meets the other with its buffers. Intervals are half-open, so bookings may touch. The
 * bounds on `starts_at` keep the search in one range of the index however long the history is. The same rule stands in
 * the triggers of the migrations, for every other way in.
 */
function overlappingBooking(command: BookingCommand): SQL {
  const earliest = command.startsAt - minutes(MAX_SERVICE_MINUTES + MAX_BUFFER_MINUTES)
  const latest = command.endsAt + minutes(MAX_BUFFER_MINUTES)
  return sql`SELECT 1 FROM bookings AS other
    WHERE other.trainer_id = ${command.trainerId}
      AND other.starts_at > ${earliest} AND other.starts_at < ${latest}
      AND other.status = 'confirmed' AND other.id <> ${command.id}
      AND ((other.starts_at < ${command.occupiedUntil} AND other.ends_at > ${command.occupiedFrom})
        OR (other.occupied_from < ${command.endsAt} AND other.occupied_until > ${command.startsAt}))`
}

function overlappingTimeOff(command: BookingCommand): SQL {
  return sql`SELECT 1 FROM time_off AS away
    WHERE away.trainer_id = ${command.trainerId}
      AND away.starts_at < ${command.endsAt} AND away.ends_at > ${command.startsAt}`
}

// The statements below look at the rows just written, so that a command which lost leaves nothing behind.

function insertClients(batch: string): SQL {
  return sql`INSERT INTO clients (id, email, first_name, last_name, phone, locale, time_zone, created_at)
    SELECT client_id, contact_email, contact_first_name, contact_last_name, contact_phone, locale, client_time_zone,
      created_at
    FROM bookings WHERE id IN (SELECT value ->> '$.id' FROM json_each(${batch}))
    ON CONFLICT DO NOTHING`
}

function insertEvents(batch: string): SQL {
  return sql`INSERT INTO booking_events (id, booking_id, kind, actor, at)
    SELECT command.value ->> '$.eventId', bookings.id, 'booked', bookings.source, bookings.created_at
    FROM json_each(${batch}) AS command JOIN bookings ON bookings.id = command.value ->> '$.id'
    WHERE bookings.request_hash = command.value ->> '$.requestHash'
    ON CONFLICT DO NOTHING`
}

function insertMessages(batch: string): SQL {
  return sql`INSERT INTO messages (id, booking_id, booking_version, kind, lead_minutes, channel, recipient, locale, planned_at)
    SELECT message.value ->> '$.id', bookings.id, 1, message.value ->> '$.kind', message.value ->> '$.leadMinutes',
      'email', bookings.contact_email, bookings.locale, message.value ->> '$.plannedAt'
    FROM json_each(${batch}) AS command JOIN bookings ON bookings.id = command.value ->> '$.id',
      json_each(command.value, '$.messages') AS message
    WHERE bookings.request_hash = command.value ->> '$.requestHash'
    ON CONFLICT DO NOTHING`
}
