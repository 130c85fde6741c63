import { sql, type SQL } from 'drizzle-orm'
import type { BookingRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { insertNotice, skipReminders } from '../messages/insert-notice.ts'
import { insertCharges } from '../policies/insert-charges.ts'
import { planCharge } from '../policies/plan-charge.ts'
import { waiveCharges } from '../policies/waive-charges.ts'
import { FREED } from './booking-statuses.ts'
import { freePlaces } from './free-places.ts'
import { among, transition } from './transition.ts'

type Cancelling = {
  /** Each with the rules that were agreed to. */
  found: readonly { row: BookingRow; rules: PolicyRules | null }[]
  actor: string
  reason: string | null
  /** The studio calls it off: nobody owes anything, nothing counts against anybody, and it may have started. */
  isByStudio?: boolean
  /** Staff forgive what a late cancellation would cost, and say why. */
  waiveReason?: string | null
  /** Who is told, by booking; without it the first of each party. */
  toldIds?: readonly string[]
}

/**
 * Cancels bookings, each free or late by its own terms, all in one transaction: their places are free at once, what is
 * owed is written down, reminders are dropped, and it is told. Those that are not to be cancelled any more stay.
 *
 * Throws DatabaseError.
 */
export async function cancelRows(ctx: TenantContext, cancelling: Cancelling): Promise<void> {
  const { found, actor, reason, isByStudio = false, waiveReason = null } = cancelling
  const { db } = ctx
  const now = ctx.now()
  const rows = found.map(({ row }) => row)
  const ids = rows.map(({ id }) => id)
  const cancelKind = isByStudio
    ? sql`'studio'`
    : sql`CASE WHEN status = 'pending' OR free_cancel_until >= ${now} THEN 'free' ELSE 'late' END`
  const planned = found.flatMap(({ row, rules }) => planCharge(row, { rules, kind: 'late_cancel' }) ?? [])
  const [cancel, writeDown] = transition({
    ids,
    deed: isByStudio ? 'call_off' : 'cancel',
    to: 'cancelled',
    actor,
    event: 'cancelled',
    now,
    where: isByStudio ? sql`1` : sql`starts_at > ${now}`,
    set: sql`, cancelled_at = ${now}, cancel_reason = ${reason}, cancel_kind = ${cancelKind}`,
    details: sql`json_object('kind', cancel_kind)`,
  })
  const told = cancelling.toldIds ?? firstOfEachParty(rows)
  const statements = [
    cancel,
    writeDown,
    ...rows.filter(isHolder).flatMap(handOver),
    skipReminders(sql`${among(ids)} AND status = 'cancelled'`, now),
    insertNotice({ kind: 'booking_cancelled', where: sql`${among(told)} AND status = 'cancelled'`, now }),
    ...(isByStudio ? [] : [insertCharges(planned, now)]),
    ...(waiveReason === null ? [] : waiveCharges({ ids, actor, reason: waiveReason, now })),
  ]
  await db.write([db.orm.run(sql`SELECT 1`), ...statements.map((statement) => db.orm.run(statement))])
  await freePlaces(ctx, rows)
}

function firstOfEachParty(rows: readonly BookingRow[]): string[] {
  const inOrder = rows.toSorted((a, b) => a.guestPosition - b.guestPosition)
  const first = new Map<string, string>()
  for (const { id, partyId } of inOrder) if (!first.has(partyId ?? id)) first.set(partyId ?? id, id)
  return [...first.values()]
}

/** Alone with the trainer, the first of a party takes the trainer's time for all of them. */
function isHolder({ partyId, sessionId, guestPosition }: BookingRow): boolean {
  return partyId !== null && sessionId === null && guestPosition === 0
}

/** When the holder is gone and others of the party still come, the next of them holds the time, in the same transaction. */
function handOver({ id, partyId, contactEmail }: BookingRow): SQL[] {
  const isLeft = sql`party_id = ${partyId} AND status NOT IN ${FREED}`
  const next = sql`SELECT id FROM bookings WHERE ${isLeft} ORDER BY guest_position LIMIT 1`
  return [
    sql`UPDATE bookings SET guest_position = 0, version = version + 1
      WHERE id = (${next}) AND guest_position > 0
        AND NOT EXISTS (SELECT 1 FROM bookings WHERE ${isLeft} AND guest_position = 0)`,
    // Whoever booked is still reminded.
    sql`INSERT INTO messages (id, booking_id, booking_version, kind, lead_minutes, channel, recipient, locale, planned_at)
      SELECT 'msg_' || substr(bookings.id, 5) || '_reminder_' || lead_minutes || '_' || bookings.version
          || iif(channel = 'email', '', '_' || channel), bookings.id, bookings.version, 'reminder', lead_minutes, channel,
        iif(channel = 'email', ${contactEmail}, recipient), bookings.locale, planned_at
      FROM messages JOIN bookings ON bookings.id = (${next}) AND bookings.guest_position = 0
      WHERE messages.booking_id = ${id} AND messages.kind = 'reminder' AND messages.state = 'planned'
      ON CONFLICT DO NOTHING`,
  ]
}
