import { getTableColumns, inArray, is, SQL, sql } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import {
  bookingEvents,
  bookings,
  holds,
  type BookingRow,
  type HoldRow,
} from '../../db/tenant/schema/index.ts'
import { insertEntryNotice } from '../messages/insert-notice.ts'
import { insertBookingConsent } from '../sms/insert-booking-consent.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { queueAgain } from '../waitlist/queue-again.ts'
import type {
  BookCommand,
  BookingChange,
  BookingCommand,
  ChangeCommand,
  HoldCommand,
} from './booking-command.ts'
import type { BookingOutcome } from './booking-outcome.ts'
import { findByKey } from './client-key.ts'
import { followChanges } from './follow-changes.ts'
import { guard } from './guard.ts'

export type Commands = readonly [BookingCommand, ...BookingCommand[]]

/**
 * Decides any number of commands, in their order, in one round trip and one transaction (group commit).
 *
 * Each is one guarded statement: it writes when nothing it claims is taken, by those before it in the list included. What
 * belongs to the written ones (history, messages) follows in the same batch. A command that was carried out before finds
 * its own rows and changes nothing.
 *
 * @throws DatabaseError; after `unknown` the same commands may be sent again.
 */
export async function commitBookings(db: TenantDatabase, commands: Commands): Promise<BookingOutcome[]> {
  const statements = [...commands.flatMap(decide), ...followChanges(commands)].map((statement) =>
    db.orm.run(statement),
  )
  const results = await db.write([db.orm.run(sql`SELECT 1`), ...statements, ...readBack(db, commands)])
  const [rows, events, kept] = results.slice(-3) as [BookingRow[], { id: string }[], HoldRow[]]
  return toOutcomes(commands, { rows, events, kept })
}

/** What is there now of the commands' rows. */
export function readBack({ orm }: TenantDatabase, commands: Commands) {
  const ids = commands.flatMap(sourceIds)
  return [
    orm.select().from(bookings).where(inArray(bookings.id, ids)),
    orm
      .select({ id: bookingEvents.id })
      .from(bookingEvents)
      .where(inArray(bookingEvents.id, eventIds(commands))),
    orm.select().from(holds).where(inArray(holds.id, ids)),
  ] as const
}

type Found = { rows: BookingRow[]; events: { id: string }[]; kept: HoldRow[] }

/** What the rows under the commands' ids say about the commands. */
export function toOutcomes(commands: Commands, { rows, events, kept }: Found): BookingOutcome[] {
  const rowsById = new Map(rows.map((row) => [row.id, row]))
  const happened = new Set(events.map(({ id }) => id))
  return commands.map((command): BookingOutcome => {
    const found = sourceIds(command).flatMap((id) => rowsById.get(id) ?? [])
    if (command.kind === 'hold') {
      const hold = kept.find(({ id }) => id === command.row.id)
      const isGranted =
        hold?.holder === command.row.holder && hold.status === 'active' && hold.expiresAt > command.claim.now
      return isGranted ? { ok: true, bookings: [], hold } : { ok: false, code: 'slot_taken' }
    }
    if (command.kind === 'change') {
      if (command.rows.every(({ event }) => happened.has(event.id)))
        return { ok: true, bookings: found, hold: null }
      const isSame = command.rows.every(({ id, version }) => rowsById.get(id)?.version === version)
      return { ok: false, code: isSame ? 'slot_taken' : 'changed_meanwhile' }
    }
    const [first] = found
    if (!first) return { ok: false, code: 'slot_taken' }
    const isSame = first.requestHash === command.rows[0].requestHash
    return isSame ? { ok: true, bookings: found, hold: null } : { ok: false, code: 'idempotency_key_reused' }
  })
}

/** The bookings or the hold a command writes. */
export function sourceIds(command: BookingCommand): string[] {
  return command.kind === 'hold' ? [command.row.id] : command.rows.map(({ id }) => id)
}

function eventIds(commands: Commands): string[] {
  return commands.flatMap((command) =>
    command.kind === 'hold' ? [] : command.rows.map(({ event }) => event.id),
  )
}

function decide(command: BookingCommand): SQL[] {
  if (command.kind === 'book') return book(command)
  return command.kind === 'change' ? change(command) : keep(command)
}

function book(command: BookCommand): SQL[] {
  const { claim, clientKey, newClient, newDependent, newSeries, hold, smsConsent, waitlistEntryId, rows } =
    command
  const client = findByKey(clientKey)
  // Who was forgotten since they were read books nothing.
  const isThere = sql`${client} IS NOT NULL`
  const isWritten = sql`EXISTS (SELECT 1 FROM bookings WHERE id = ${rows[0].id} AND change_id = ${rows[0].event.id})`
  const toRow = ({ event, messages: _messages, ...row }: BookCommand['rows'][number]) => {
    return { ...row, clientId: client, changeId: event.id, version: 1 }
  }
  const sessionIds = claim.places.map(({ sessionId }) => sessionId)
  const isOwnHold = sql`id = ${hold?.id ?? ''} AND holder = ${hold?.holder ?? ''}`
  return [
    ...(newClient
      ? [
          sql`INSERT INTO clients (id, email, first_name, last_name, phone, locale, time_zone, created_at)
            VALUES (${newClient.id}, ${newClient.email}, ${newClient.firstName}, ${newClient.lastName},
              ${newClient.phone}, ${newClient.locale}, ${newClient.timeZone}, ${newClient.createdAt})
            ON CONFLICT DO NOTHING`,
        ]
      : []),
    ...(newDependent
      ? [
          sql`INSERT INTO dependents (id, client_id, first_name, last_name, created_at)
            SELECT ${newDependent.id}, ${client}, ${newDependent.firstName}, ${newDependent.lastName}, ${newDependent.createdAt}
            WHERE ${isThere} ON CONFLICT DO NOTHING`,
        ]
      : []),
    ...(newSeries
      ? [
          sql`INSERT INTO booking_series (id, client_id, service_id, wish, created_at)
            SELECT ${newSeries.id}, ${client}, ${newSeries.serviceId}, ${JSON.stringify(newSeries.wish)}, ${newSeries.createdAt}
            WHERE ${isThere} ON CONFLICT DO NOTHING`,
        ]
      : []),
    // Used up before it is counted twice, and given back at once when the booking does not come about.
    ...(hold
      ? [
          sql`UPDATE holds SET status = 'consumed', booking_id = ${rows[0].id} WHERE ${isOwnHold} AND status = 'active'`,
        ]
      : []),
    // Once and whole: worked out anew under the same key, a series may have other dates than the one that is there.
    guardedInsert(
      bookings,
      rows.map(toRow),
      sql`${guard(claim)} AND ${isThere} AND NOT EXISTS (SELECT 1 FROM bookings WHERE id = ${rows[0].id})`,
    ),
    ...(hold
      ? [
          sql`UPDATE holds SET status = 'active', booking_id = NULL
            WHERE ${isOwnHold} AND status = 'consumed' AND booking_id = ${rows[0].id}
              AND expires_at > ${claim.now} AND NOT EXISTS (SELECT 1 FROM bookings WHERE id = ${rows[0].id})`,
        ]
      : []),
    ...(smsConsent ? insertBookingConsent({ consent: smsConsent, client, isWritten, now: claim.now }) : []),
    ...(waitlistEntryId
      ? [
          sql`UPDATE waitlist_entries SET status = 'promoted', status_at = ${claim.now}, booking_id = ${rows[0].id},
              skip_reason = NULL, offer_expires_at = NULL
            WHERE id = ${waitlistEntryId} AND status IN ${IN_LINE} AND ${isWritten}`,
        ]
      : []),
    ...(sessionIds.length > 0
      ? [
          // Who waited for a place and has one by now.
          sql`UPDATE waitlist_entries SET status = 'promoted', status_at = ${claim.now}, skip_reason = NULL,
              booking_id = (SELECT id FROM bookings AS own WHERE own.session_id = waitlist_entries.session_id
                AND own.id IN ${rows.map(({ id }) => id)} AND own.guest_position = 0)
            WHERE session_id IN ${sessionIds} AND client_id = ${client} AND status = 'waiting' AND ${isWritten}`,
          queueAgain({ sessionIds, isWritten, now: claim.now }),
        ]
      : []),
  ]
}

/** The first of the rows asks for all of them; the others follow it. */
function change({ rows, claim }: ChangeCommand): SQL[] {
  const [first, ...others] = rows
  const areSame = others.map(
    ({ id, version }) =>
      sql` AND EXISTS (SELECT 1 FROM bookings AS other WHERE other.id = ${id} AND other.version = ${version})`,
  )
  const isFirst = sql`EXISTS (SELECT 1 FROM bookings AS first WHERE first.id = ${first.id} AND first.change_id = ${first.event.id})`
  return [
    changeRow(first, claim.now, sql`${guard(claim)}${sql.join(areSame)}`),
    ...others.map((other) => changeRow(other, claim.now, isFirst)),
  ]
}

// oxlint-disable-next-line max-params
function changeRow({ id, version, set, event }: BookingChange, now: number, condition: SQL): SQL {
  const columns = getTableColumns(bookings)
  const assignments = Object.entries(set).map(([key, value]) => {
    const column = columns[key as keyof typeof columns]
    return sql`${sql.identifier(column.name)} = ${sql.param(value, column)}`
  })
  return sql`UPDATE bookings SET ${sql.join(assignments, sql`, `)}, status_at = ${now},
      version = version + 1, change_id = ${event.id}
    WHERE id = ${id} AND version = ${version} AND ${condition}`
}

/**
 * Renewing never revives what was given up. What a waitlist entry holds is what it is offered: told in the same batch, and
 * once, as there is one hold for each entry.
 */
function keep({ row, claim, offeredBy }: HoldCommand): SQL[] {
  const { id, holder, expiresAt } = row
  const { now } = claim
  const inserted = sql`${guardedInsert(holds, [row], guard(claim), sql``)}
    ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at, status_at = excluded.status_at
    WHERE holds.status = 'active' AND holds.holder = excluded.holder AND holds.expires_at > excluded.status_at`
  if (!holder.startsWith('wle_')) return [inserted]
  return [
    inserted,
    sql`UPDATE waitlist_entries SET status = 'offered', status_at = ${now}, skip_reason = NULL, hold_id = ${id},
        offer_expires_at = ${expiresAt}
      WHERE id = ${holder} AND status = 'waiting'
        AND EXISTS (SELECT 1 FROM holds WHERE id = ${id} AND status = 'active' AND expires_at > ${now})`,
    insertEntryNotice({ kind: 'waitlist_offered', where: sql`hold_id = ${id} AND status = 'offered'`, now }),
    ...(offeredBy
      ? [
          sql`INSERT INTO audit_log (id, at, actor, action, subject_id, reason)
            SELECT ${`aud_${id.slice('hld_'.length)}`}, ${now}, ${offeredBy.actor}, 'waitlist.offered', id, ${offeredBy.reason}
            FROM waitlist_entries WHERE id = ${holder} AND hold_id = ${id} AND status = 'offered' AND status_at = ${now}
            ON CONFLICT DO NOTHING`,
        ]
      : []),
  ]
}

// oxlint-disable-next-line max-params
function guardedInsert(
  table: SQLiteTable,
  rows: Record<string, unknown>[],
  condition: SQL,
  onConflict: SQL = sql` ON CONFLICT (id) DO NOTHING`,
): SQL {
  const columns = Object.entries(getTableColumns(table))
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const values = rows.map((row) => {
    const cells = columns.map(([key, column]) => {
      const value = row[key]
      return is(value, SQL) ? value : sql.param(value ?? null, column)
    })
    return sql`(${sql.join(cells, sql`, `)})`
  })
  return sql`INSERT INTO ${table} (${sql.join(names, sql`, `)})
    SELECT * FROM (VALUES ${sql.join(values, sql`, `)}) WHERE ${condition}${onConflict}`
}
