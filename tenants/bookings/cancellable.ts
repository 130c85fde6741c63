import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { AppError } from '../errors.ts'
import { requireStatus } from './booking-statuses.ts'

/**
 * Refuses to cancel what can no longer be.
 *
 * @throws AppError `already_started`, `not_allowed` (its status).
 */
export function requireCancellable(booking: Pick<BookingRow, 'status' | 'startsAt'>, now: number): void {
  if (booking.startsAt <= now) {
    const sentence = 'It has started: it can no longer be cancelled.'
    throw new AppError('already_started', sentence, { reason: 'already_started' })
  }
  requireStatus(booking, 'cancel')
}
