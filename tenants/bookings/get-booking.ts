import { eq } from 'drizzle-orm'
import { bookings, messages } from '../../db/tenant/schema/index.ts'
import { isManageToken } from '../access/manage-token.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'

export type ManagedBooking = { bookingId: string; manageToken: string }

/**
 * The booking behind a manage link. A wrong token and an unknown booking get the same answer.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getBooking(
  ctx: TenantContext,
  { bookingId, manageToken }: ManagedBooking,
): Promise<BookingView> {
  if (!(await isManageToken(ctx, bookingId, manageToken))) throw noSuchBooking()
  const { db } = ctx
  const [catalogue, [rows, sent]] = await Promise.all([
    getCatalogue(ctx),
    db.read([
      db.orm.select().from(bookings).where(eq(bookings.id, bookingId)),
      db.orm
        .select({ kind: messages.kind, state: messages.state })
        .from(messages)
        .where(eq(messages.bookingId, bookingId)),
    ]),
  ])
  const [row] = rows
  if (!row) throw noSuchBooking()
  const confirmation = sent.find(({ kind }) => kind === 'booking_confirmed')
  return toBookingView(row, catalogue, confirmation?.state ?? 'planned')
}

function noSuchBooking(): AppError {
  return new AppError('not_found', 'There is no such booking, or the link is not complete.')
}
