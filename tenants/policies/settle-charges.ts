import { eq, min, sql } from 'drizzle-orm'
import { bookings, charges } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { insertNotice } from '../messages/insert-notice.ts'
import { wasRefilled } from './was-refilled.ts'

/**
 * Decides what late cancellations cost that waited for somebody else to take the place: nothing when somebody did by the
 * start, else what the policy says. Gives when to come again (ms); null when nothing waits. Throws DatabaseError.
 */
export async function settleCharges(ctx: TenantContext): Promise<number | null> {
  const { db } = ctx
  const now = ctx.now()
  const isOwedNow = sql`id IN (SELECT booking_id FROM charges
    WHERE kind = 'late_cancel' AND state = 'owed' AND settled_at = ${now} AND created_at < settled_at)`
  const [, , , [next]] = await db.write([
    db.orm.run(
      sql`UPDATE charges SET settled_at = ${now}, (state, reason) = (
          SELECT iif(${wasRefilled}, 'waived', 'owed'), iif(${wasRefilled}, 'refilled', NULL)
          FROM bookings WHERE bookings.id = charges.booking_id)
        WHERE state = 'pending'
          AND (SELECT starts_at FROM bookings WHERE bookings.id = charges.booking_id) <= ${now}`,
    ),
    db.orm.run(
      sql`INSERT INTO booking_events (id, booking_id, kind, actor, details, at)
        SELECT 'evt_' || substr(booking_id, 5) || '_refilled', booking_id, 'charge_waived', 'system',
          json_object('reason', reason), settled_at
        FROM charges WHERE reason = 'refilled' AND settled_at = ${now}
        ON CONFLICT DO NOTHING`,
    ),
    // Whoever cancelled was told that it may cost something; what was owed at once, that it does.
    db.orm.run(insertNotice({ kind: 'late_fee', where: isOwedNow, now })),
    selectNext(ctx),
  ])
  return next?.at ?? null
}

/** When the next late cancellation's class begins that waits for somebody else (ms), if any does. @throws DatabaseError */
export async function nextCharge(ctx: TenantContext): Promise<number | null> {
  const [[next]] = await ctx.db.read([selectNext(ctx)])
  return next?.at ?? null
}

function selectNext({ db: { orm } }: TenantContext) {
  return orm
    .select({ at: min(bookings.startsAt) })
    .from(charges)
    .innerJoin(bookings, eq(bookings.id, charges.bookingId))
    .where(eq(charges.state, 'pending'))
}
