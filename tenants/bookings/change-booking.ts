import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { bookings, type BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { line, paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { doneFrom, requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { findManaged, type ManagedRef } from './find-managed.ts'
import { readBookingView } from './read-booking-view.ts'

const changeInput = z.object({
  /** Empty: none any more. What is not given stays. */
  notes: paragraph(1_000).nullish(),
  /** A guest's name; null: nameless. */
  attendee: z.object({ firstName: line(80).nullish(), lastName: line(80).nullish() }).nullish(),
})
export type ChangeBookingInput = ManagedRef & z.input<typeof changeInput>

/**
 * Changes what a booking says besides when and where: the note, and the name of a guest. Whoever holds the manage link may
 * until the booking is over, or staff. Its version stays, as nothing that was told of it is wrong by that.
 *
 * @throws AppError `invalid_input`; `not_found`; `not_allowed` (its status, or `not_a_guest`); DatabaseError.
 */
export async function changeBooking(
  ctx: TenantContext,
  { bookingId, manageToken = null, ...raw }: ChangeBookingInput,
): Promise<BookingView> {
  const { notes, attendee } = parseInput(changeInput, raw)
  const { row } = await findManaged(ctx, { bookingId, manageToken })
  requireStatus(row, 'call_off')
  if (attendee !== undefined) requireGuest(row)
  const set = {
    ...(notes === undefined ? {} : { notes: notes || null }),
    ...(attendee === undefined
      ? {}
      : {
          attendeeFirstName: attendee?.firstName ?? null,
          attendeeLastName: attendee?.lastName ?? null,
        }),
  }
  if (Object.keys(set).length > 0) {
    const { db } = ctx
    await db.write([
      db.orm
        .update(bookings)
        .set(set)
        .where(and(eq(bookings.id, bookingId), inArray(bookings.status, doneFrom.call_off))),
    ])
  }
  return readBookingView(ctx, bookingId)
}

function requireGuest({ guestPosition, partyId, id }: BookingRow): void {
  if (guestPosition > 0 || (partyId !== null && partyId !== id)) return
  throw new AppError('not_allowed', 'Only guests can be named anew.', { reason: 'not_a_guest' })
}
