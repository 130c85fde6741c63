import { findReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { findBooking } from './find-booking.ts'
import { noSuchBooking, opensBooking } from './find-managed.ts'
import { keepOwn } from './own-bookings.ts'

export type ManagedBooking = { bookingId: string; manageToken: string }

/**
 * The booking behind a manage link, its own or that of the first of its party; staff need no token, nor does the client
 * whose booking it is. A wrong token, somebody else's booking and an unknown one get the same answer.
 *
 * @throws AppError `not_found`; `forbidden` for staff without the right; DatabaseError.
 */
export async function getBooking(
  ctx: TenantContext,
  { bookingId, manageToken }: ManagedBooking,
): Promise<BookingView> {
  const staff = findReach(ctx, 'bookings:view')
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findBooking(ctx, bookingId)])
  if (!found) throw noSuchBooking()
  const isAllowed = staff
    ? (await keepOwn(ctx, [found.row], staff.onlyTrainerId)).length > 0
    : await opensBooking(ctx, found.row, manageToken)
  if (!isAllowed) throw noSuchBooking()
  return toBookingView(found.row, catalogue, found.confirmationState)
}
