import { sql } from 'drizzle-orm'
import { requireReach } from '../access/require-staff.ts'
import { announceBookings } from '../calendar/announce-bookings.ts'
import type { TenantContext } from '../context.ts'
import { undoCharge } from '../policies/undo-charge.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { requireArrived, requireCorrectable } from './correction-window.ts'
import { findManaged } from './find-managed.ts'
import { readBookingView } from './read-booking-view.ts'
import { transition } from './transition.ts'

/**
 * Staff write down that somebody is there, from half a day before the start until a day after the end. Whoever was taken for a no-show is one no longer, and
 * owes nothing. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `not_allowed` (its status, `too_early`, or `correction_closed`); DatabaseError.
 */
export async function checkIn(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { row } = await findManaged(ctx, { bookingId })
  if (row.status === 'checked_in') return readBookingView(ctx, bookingId)
  requireStatus(row, 'check_in')
  const now = ctx.now()
  requireArrived(row, now)
  requireCorrectable(row, now)
  const { db } = ctx
  const statements = [
    ...transition({
      ids: [bookingId],
      deed: 'check_in',
      to: 'checked_in',
      actor,
      event: 'checked_in',
      now,
      set: sql`, checked_in_at = ${now}`,
    }),
    undoCharge({ bookingId, now }),
  ]
  await db.write([db.orm.run(sql`SELECT 1`), ...statements.map((statement) => db.orm.run(statement))])
  await ctx.announce(now)
  await announceBookings(ctx, [row])
  return readBookingView(ctx, bookingId)
}
