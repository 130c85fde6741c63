import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { hours } from '../durations.ts'
import { AppError } from '../errors.ts'

/** How long after the end staff may still say who came. */
const CORRECTION_MS = hours(24)

/** How long before the start somebody may be said to be there. */
const ARRIVAL_MS = hours(12)

/** @throws AppError `not_allowed` with the reason `too_early`, half a day and more before the start. */
export function requireArrived({ startsAt }: Pick<BookingRow, 'startsAt'>, now: number): void {
  if (now >= startsAt - ARRIVAL_MS) return
  throw new AppError('not_allowed', 'Nobody can be there yet: it is half a day until the start.', {
    reason: 'too_early',
  })
}

/** @throws AppError `not_allowed` with the reason `correction_closed` a day after the end. */
export function requireCorrectable({ endsAt }: Pick<BookingRow, 'endsAt'>, now: number): void {
  if (now <= endsAt + CORRECTION_MS) return
  const sentence = 'Who came can be corrected until a day after the end.'
  throw new AppError('not_allowed', sentence, { reason: 'correction_closed' })
}
