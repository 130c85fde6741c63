import type { BookingRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import { AppError } from '../errors.ts'
import { doneFrom, requireStatus } from './booking-statuses.ts'

type Movable = Pick<
  BookingRow,
  'status' | 'startsAt' | 'expiresAt' | 'freeCancelUntil' | 'rescheduleUntil' | 'rescheduleCount'
>

/** Whether its status lets it be moved at all. */
export function isMovable({ status }: Pick<BookingRow, 'status'>): boolean {
  const movable: readonly BookingRow['status'][] = doneFrom.move
  return movable.includes(status)
}

/**
 * Refuses to move what can no longer be: staff are bound by its status and start only, clients also by the deadline and
 * the number of times that they agreed to.
 *
 * @throws AppError `not_allowed` (its status, `expired`, `too_late_to_move`, `moved_too_often`), `already_started`.
 */
export function requireMovable(
  booking: Movable,
  { rules, isStaff, now }: { rules: PolicyRules | null; isStaff: boolean; now: number },
): void {
  requireStatus(booking, 'move')
  if (booking.startsAt <= now) {
    const sentence = 'It has started: it can no longer be moved.'
    throw new AppError('already_started', sentence, { reason: 'already_started' })
  }
  if (booking.expiresAt !== null && booking.expiresAt <= now) {
    throw new AppError('not_allowed', 'The request has expired.', { reason: 'expired' })
  }
  if (isStaff) return
  if (now > moveUntil(booking)) {
    const sentence = 'It is too late to move this booking. It can still be cancelled.'
    throw new AppError('not_allowed', sentence, { reason: 'too_late_to_move' })
  }
  const most = rules?.maxReschedules ?? null
  if (most !== null && booking.rescheduleCount >= most) {
    const sentence = 'This booking has been moved as often as the studio allows.'
    throw new AppError('not_allowed', sentence, { reason: 'moved_too_often' })
  }
}

/** Until when (ms) the client may move it; bookings from before there was a deadline of its own: as long as cancelling is free. */
export function moveUntil({ rescheduleUntil, freeCancelUntil }: Movable): number {
  return rescheduleUntil ?? freeCancelUntil
}
