import { sql } from 'drizzle-orm'
import { requireReach } from '../access/require-staff.ts'
import { announceBookings } from '../calendar/announce-bookings.ts'
import type { TenantContext } from '../context.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { requireCorrectable } from './correction-window.ts'
import { findManaged } from './find-managed.ts'
import { readBookingView } from './read-booking-view.ts'
import { transition } from './transition.ts'

/**
 * Staff take back that somebody is there, until a day after the end. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `not_allowed` (its status, or `correction_closed`); DatabaseError.
 */
export async function undoCheckIn(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { row } = await findManaged(ctx, { bookingId })
  if (row.status === 'confirmed') return readBookingView(ctx, bookingId)
  requireStatus(row, 'undo_check_in')
  const now = ctx.now()
  requireCorrectable(row, now)
  const { db } = ctx
  const [undo, writeDown] = transition({
    ids: [bookingId],
    deed: 'undo_check_in',
    to: 'confirmed',
    actor,
    event: 'check_in_undone',
    now,
    set: sql`, checked_in_at = NULL`,
  })
  await db.write([db.orm.run(undo), db.orm.run(writeDown)])
  await ctx.announce(now)
  await announceBookings(ctx, [row])
  return readBookingView(ctx, bookingId)
}
