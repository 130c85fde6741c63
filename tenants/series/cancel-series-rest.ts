import { z } from 'zod'
import type { BookingRow, BookingStatus } from '../../db/tenant/schema/index.ts'
import { paragraph, parseInput } from '../bookings/booking-input.ts'
import { doneFrom, requireStatus } from '../bookings/booking-statuses.ts'
import { cancelRows } from '../bookings/cancel-rows.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findManagedSeries } from './find-series.ts'
import { getSeries } from './get-series.ts'
import type { SeriesView } from './series-view.ts'

export const seriesScopes = ['this', 'following', 'all'] as const

const cancelInput = z.object({ scope: z.enum(seriesScopes), reason: paragraph(500).nullish() })

export type CancelSeriesInput = z.input<typeof cancelInput> & {
  /** The date it is about, and from which `following` counts. */
  bookingId: string
  /** Of any date of the series; staff need none. */
  manageToken?: string | null
}

/**
 * Cancels one date of a series, this one and those after it, or all that are still to come: in one transaction, each free or
 * late by its own terms, told in one message. What has started or is cancelled stays as it is; again changes nothing.
 *
 * @throws AppError `invalid_input`, `not_found`; for `this` also `already_started` and `not_allowed` (its status); DatabaseError.
 */
export async function cancelSeriesRest(
  ctx: TenantContext,
  { bookingId, manageToken = null, ...raw }: CancelSeriesInput,
): Promise<SeriesView> {
  const { scope, reason } = parseInput(cancelInput, raw)
  const { series, found, actor } = await findManagedSeries(ctx, { bookingId, manageToken })
  const from = found.find(({ row }) => row.id === bookingId)?.row
  if (!from) throw new AppError('not_found', 'There is no such booking.')
  const now = ctx.now()
  if (scope === 'this') requireCancellable(from, now)
  const isMeant = ({ id, startsAt }: BookingRow) =>
    scope === 'all' || id === bookingId || (scope === 'following' && startsAt >= from.startsAt)
  const chosen = found.filter(({ row }) => isMeant(row) && isCancellable(row, now))
  const [first] = chosen
  if (first) {
    await cancelRows(ctx, { found: chosen, actor, reason: reason || null, toldIds: [first.row.id] })
  }
  return getSeries(ctx, { seriesId: series.id, manageToken })
}

function isCancellable({ status, startsAt }: BookingRow, now: number): boolean {
  const allowed: readonly BookingStatus[] = doneFrom.cancel
  return startsAt > now && allowed.includes(status)
}

function requireCancellable(row: BookingRow, now: number): void {
  if (row.status === 'cancelled') return
  if (row.startsAt <= now) {
    const sentence = 'It has started: it can no longer be cancelled.'
    throw new AppError('already_started', sentence, { reason: 'already_started' })
  }
  requireStatus(row, 'cancel')
}
