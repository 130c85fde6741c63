import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../durations.ts'
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

/**
 * When the two above and `markNoShow` let staff say who came (ms): from when somebody may be there, from when they may be
 * missed, and until when either may be corrected. `checkInMinutes` as the service has it: when checking in closes.
 */
export function correctionHours(
  { startsAt, endsAt }: Pick<BookingRow, 'startsAt' | 'endsAt'>,
  checkInMinutes: number | null,
): { checkInFrom: number; noShowFrom: number; until: number } {
  return {
    checkInFrom: startsAt - ARRIVAL_MS,
    noShowFrom: startsAt - minutes(checkInMinutes ?? 0),
    until: endsAt + CORRECTION_MS,
  }
}
