import { z } from 'zod'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { isAppError, type ErrorCode } from '../errors.ts'
import { anId, paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { toAppError } from '../to-app-error.ts'
import type { BookingView } from './booking-view.ts'
import { cancelBooking } from './cancel-booking.ts'
import { checkIn } from './check-in.ts'
import { confirmBooking } from './confirm-booking.ts'
import { declineBooking } from './decline-booking.ts'
import { markNoShow } from './mark-no-show.ts'
import { undoCheckIn } from './undo-check-in.ts'
import { undoNoShow } from './undo-no-show.ts'

export const bulkDeeds = [
  'confirm',
  'decline',
  'cancel',
  'check_in',
  'undo_check_in',
  'no_show',
  'undo_no_show',
] as const
export type BulkDeed = (typeof bulkDeeds)[number]

/** As many as a page shows; each takes several round trips. */
export const MOST_AT_ONCE = 50
const SIDE_BY_SIDE = 4

const changeBookingsInput = z.object({
  bookingIds: z.array(anId).min(1, 'required').max(MOST_AT_ONCE, 'too_many'),
  deed: z.enum(bulkDeeds, 'invalid'),
  /** Of a cancellation or a no. */
  reason: paragraph(500).nullish(),
  /** Cancelling: it is the studio's doing, so nothing is owed. */
  isByStudio: z.boolean().nullish(),
})
type Change = z.output<typeof changeBookingsInput>

/** What became of one of them; `reason` is a machine's word for why not, as single deeds give it. */
export type ChangeOutcome =
  { bookingId: string; ok: true } | { bookingId: string; ok: false; code: ErrorCode; reason: string | null }

/**
 * Does the same to many bookings, each as it would be done alone: some may be done and others not. Again changes nothing
 * of what was done.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`. What is wrong with one booking is its outcome.
 */
export async function changeBookings(
  ctx: TenantContext,
  raw: z.input<typeof changeBookingsInput>,
): Promise<ChangeOutcome[]> {
  requireReach(ctx, 'bookings:change')
  const change = parseInput(changeBookingsInput, raw)
  const bookingIds = [...new Set(change.bookingIds)]
  const outcomes = new Map<string, ChangeOutcome>()
  const waiting = bookingIds.values()
  const workThrough = async () => {
    for (const bookingId of waiting) outcomes.set(bookingId, await tryOne(ctx, bookingId, change))
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, workThrough))
  return bookingIds.flatMap((id) => outcomes.get(id) ?? [])
}

// oxlint-disable-next-line max-params
async function tryOne(ctx: TenantContext, bookingId: string, change: Change): Promise<ChangeOutcome> {
  try {
    await deeds[change.deed](ctx, bookingId, change)
    return { bookingId, ok: true }
  } catch (error) {
    const { code, details } = isAppError(error) ? error : toAppError(error)
    return { bookingId, ok: false, code, reason: details.reason ?? null }
  }
}

type Does = (ctx: TenantContext, bookingId: string, change: Change) => Promise<BookingView>

const deeds: Record<BulkDeed, Does> = {
  confirm: (ctx, bookingId) => confirmBooking(ctx, { bookingId }),
  decline: (ctx, bookingId, { reason }) => declineBooking(ctx, { bookingId, reason }),
  cancel: (ctx, bookingId, { reason, isByStudio }) => cancelBooking(ctx, { bookingId, reason, isByStudio }),
  check_in: (ctx, bookingId) => checkIn(ctx, { bookingId }),
  undo_check_in: (ctx, bookingId) => undoCheckIn(ctx, { bookingId }),
  no_show: (ctx, bookingId) => markNoShow(ctx, { bookingId }),
  undo_no_show: (ctx, bookingId) => undoNoShow(ctx, { bookingId }),
}
