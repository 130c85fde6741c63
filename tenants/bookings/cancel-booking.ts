import { z } from 'zod'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { cancelByStudio } from './cancel-by-studio.ts'
import { requireCancellable } from './cancellable.ts'
import { cancelRows } from './cancel-rows.ts'
import { findManaged, requireForParty, type ManagedRef } from './find-managed.ts'
import { readBookingView } from './read-booking-view.ts'

const cancelInput = z.object({
  reason: paragraph(500).nullish(),
  /** Everybody who was booked together, instead of this one alone. */
  isWholeParty: z.boolean().nullish(),
  /** Staff only: the studio calls it off, so nothing is owed. */
  isByStudio: z.boolean().nullish(),
  /** Staff only: why a late cancellation is forgiven. */
  waiveReason: paragraph(300).nullish(),
})
export type CancelBookingInput = ManagedRef & z.input<typeof cancelInput>

/**
 * Cancels a booking for its client, whoever holds its manage link, or staff; cancelling again changes nothing. Until the
 * start it always can be: free before the deadline agreed to, late after it, so that the place is free for somebody else.
 * Who forgives that needs the right to money.
 *
 * @throws AppError `invalid_input`; `not_found`; `forbidden`; `not_allowed` (its status, `staff_only`, `whole_party`); `already_started`; DatabaseError.
 */
export async function cancelBooking(
  ctx: TenantContext,
  { bookingId, manageToken = null, ...raw }: CancelBookingInput,
): Promise<BookingView> {
  const { reason, isWholeParty, isByStudio, waiveReason } = parseInput(cancelInput, raw)
  const managed = await findManaged(ctx, { bookingId, manageToken })
  if (isWholeParty) requireForParty(managed)
  const { row, rules, party, actor, isStaff } = managed
  if ((isByStudio || waiveReason) && !isStaff) {
    throw new AppError('not_allowed', 'Only staff may do this.', { reason: 'staff_only' })
  }
  if (waiveReason) requireStaff(ctx, 'money:change')
  const rows = isWholeParty ? party.filter(({ status }) => status !== 'cancelled') : [row]
  if (isByStudio) {
    if (row.status !== 'cancelled') requireStatus(row, 'call_off')
    await cancelByStudio(ctx, { bookingIds: rows.map(({ id }) => id), reason: reason || null, actor })
  } else if (row.status !== 'cancelled' || isWholeParty) {
    if (row.status !== 'cancelled') requireCancellable(row, ctx.now())
    const found = rows.map((one) => ({ row: one, rules }))
    await cancelRows(ctx, { found, actor, reason: reason || null, waiveReason: waiveReason || null })
  }
  return readBookingView(ctx, bookingId)
}
