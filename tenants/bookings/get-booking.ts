import { isManageToken } from '../access/manage-token.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { findBooking } from './find-booking.ts'

export type ManagedBooking = { bookingId: string; manageToken: string }

/**
 * The booking behind a manage link; staff need no token. A wrong token and an unknown booking get the same answer.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getBooking(
  ctx: TenantContext,
  { bookingId, manageToken }: ManagedBooking,
): Promise<BookingView> {
  const isAllowed = ctx.actor.kind !== 'visitor' || (await isManageToken(ctx, bookingId, manageToken))
  if (!isAllowed) throw noSuchBooking()
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findBooking(ctx, bookingId)])
  if (!found) throw noSuchBooking()
  return toBookingView(found.row, catalogue, found.confirmationState)
}

function noSuchBooking(): AppError {
  return new AppError('not_found', 'There is no such booking, or the link is not complete.')
}
