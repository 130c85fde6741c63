import { z } from 'zod'
import type { BookingRow, BookingStatus } from '../../db/tenant/schema/index.ts'
import { doneFrom } from '../bookings/booking-statuses.ts'
import { cancelRows } from '../bookings/cancel-rows.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { findManagedSeries } from './find-series.ts'
import { getSeries } from './get-series.ts'
import type { SeriesView } from './series-view.ts'

export const seriesScopes = ['following', 'all'] as const

const cancelInput = z
  .object({
    seriesId: z.string(),
    scope: z.enum(seriesScopes),
    /** The first of those that are cancelled; only for `following`. */
    bookingId: z.string().nullish(),
    reason: paragraph(500).nullish(),
  })
  .refine(({ scope, bookingId }) => scope === 'all' || bookingId, { path: ['bookingId'], error: 'required' })

export type CancelSeriesInput = z.input<typeof cancelInput> & {
  /** Of any date of the series; staff need none, nor does its client. */
  manageToken?: string | null
}

/**
 * Cancels one date of a series and those after it, or all that are still to come: in one transaction, each free or late by
 * its own terms, told in one message. What has started or is over stays as it is; again changes nothing. A single
 * date is a booking: `cancel-booking.ts`.
 *
 * @throws AppError `invalid_input`, `not_found`; DatabaseError.
 */
export async function cancelSeriesRest(
  ctx: TenantContext,
  { manageToken = null, ...raw }: CancelSeriesInput,
): Promise<SeriesView> {
  const { seriesId, scope, bookingId, reason } = parseInput(cancelInput, raw)
  const { found, actor } = await findManagedSeries(ctx, { seriesId, manageToken })
  const from = found.find(({ row }) => row.id === bookingId)?.row
  if (scope === 'following' && !from) throw new AppError('not_found', 'There is no such booking.')
  const now = ctx.now()
  const fromAt = scope === 'following' ? (from?.startsAt ?? 0) : 0
  const chosen = found.filter(({ row }) => row.startsAt >= fromAt && isCancellable(row, now))
  if (chosen.length > 0) await cancelRows(ctx, { found: chosen, actor, reason: reason || null })
  return getSeries(ctx, { seriesId, manageToken })
}

function isCancellable({ status, startsAt }: BookingRow, now: number): boolean {
  const allowed: readonly BookingStatus[] = doneFrom.cancel
  return startsAt > now && allowed.includes(status)
}
