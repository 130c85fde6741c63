import { sql } from 'drizzle-orm'
import { requireReach } from '../access/require-staff.ts'
import { announceBookings } from '../calendar/announce-bookings.ts'
import type { TenantContext } from '../context.ts'
import { undoCharge } from '../policies/undo-charge.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { requireCorrectable } from './correction-window.ts'
import { findManaged } from './find-managed.ts'
import { readBookingView } from './read-booking-view.ts'
import { transition } from './transition.ts'

/**
 * Staff take back that somebody did not come, until a day after the end: they are there, or were, and owe nothing for it.
 * Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `not_allowed` (its status, or `correction_closed`); DatabaseError.
 */
export async function undoNoShow(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { row } = await findManaged(ctx, { bookingId })
  if (row.status === 'checked_in' || row.status === 'completed') return readBookingView(ctx, bookingId)
  requireStatus(row, 'undo_no_show')
  const now = ctx.now()
  requireCorrectable(row, now)
  const { db } = ctx
  const [undo, writeDown] = transition({
    ids: [bookingId],
    deed: 'undo_no_show',
    // Not `confirmed`: nobody would be there, and the task would mark them again.
    to: row.endsAt <= now ? 'completed' : 'checked_in',
    actor,
    event: 'no_show_undone',
    now,
    set: sql`, checked_in_at = ${now}`,
  })
  await db.write([db.orm.run(undo), db.orm.run(writeDown), db.orm.run(undoCharge({ bookingId, now }))])
  await ctx.announce(now)
  await announceBookings(ctx, [row])
  return readBookingView(ctx, bookingId)
}
