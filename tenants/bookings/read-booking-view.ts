import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { findBooking } from './find-booking.ts'

/**
 * A booking as it is now, for whoever has shown already that they may see it.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function readBookingView(ctx: TenantContext, bookingId: string): Promise<BookingView> {
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findBooking(ctx, bookingId)])
  if (!found) throw new AppError('not_found', 'There is no such booking.')
  return toBookingView(found.row, catalogue, found.confirmationState)
}
