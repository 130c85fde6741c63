import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findAnyService } from '../studio/get-any-service.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { correctionHours, requireCorrectable } from './correction-window.ts'
import { findManaged } from './find-managed.ts'
import { markRows } from './mark-rows.ts'
import { readBookingView } from './read-booking-view.ts'

/**
 * Staff write down that somebody did not come: from the start on, or from when checking in closed, until a day after the
 * end. What that costs follows from the policy agreed to; it is charged once. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `not_allowed` (its status, `too_early`, or `correction_closed`); DatabaseError.
 */
export async function markNoShow(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const [{ row, rules }, catalogue] = await Promise.all([findManaged(ctx, { bookingId }), getCatalogue(ctx)])
  if (row.status !== 'no_show') {
    requireStatus(row, 'mark_no_show')
    const now = ctx.now()
    const service = findAnyService(catalogue, row.serviceId)
    if (now < correctionHours(row, service?.checkInMinutes ?? null).noShowFrom) {
      throw new AppError('not_allowed', 'They may still come.', { reason: 'too_early' })
    }
    requireCorrectable(row, now)
    await markRows(ctx, { found: [{ row, rules }], actor })
  }
  return readBookingView(ctx, bookingId)
}
