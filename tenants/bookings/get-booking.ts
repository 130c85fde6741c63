import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { findBooking } from './find-booking.ts'
import { noSuchBooking, opensBooking } from './find-managed.ts'
import { isStaff } from '../access/require-staff.ts'

export type ManagedBooking = { bookingId: string; manageToken: string }

/**
 * The booking behind a manage link, its own or that of the first of its party; staff need no token. A wrong token and an
 * unknown booking get the same answer.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getBooking(
  ctx: TenantContext,
  { bookingId, manageToken }: ManagedBooking,
): Promise<BookingView> {
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findBooking(ctx, bookingId)])
  if (!found) throw noSuchBooking()
  const isAllowed = isStaff(ctx) || (await opensBooking(ctx, found.row, manageToken))
  if (!isAllowed) throw noSuchBooking()
  return toBookingView(found.row, catalogue, found.confirmationState)
}
