import type { BookingRow, MessageRow } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../durations.ts'

/** How often a message is taken up before it is given up. With the delays of `retry-delay.ts`: some 22 hours. */
export const MAX_ATTEMPTS = 8

/** How long the providers remember an idempotency key (Resend: 24 h). */
const KEY_LIFE_MS = hours(24)

/** Why a message is not sent: `skipped`, it is of no use any more; `failed`, it should have been and could not be. */
export type Verdict = { state: 'skipped' | 'failed'; reason: string }

type Judged = {
  message: Pick<MessageRow, 'kind' | 'leadMinutes' | 'bookingVersion' | 'attempts'>
  booking: Pick<BookingRow, 'status' | 'version' | 'startsAt' | 'endsAt' | 'createdAt' | 'cancelledAt'>
  now: number
}

/**
 * Decides by the booking as it is now whether a claimed message may still go out; nothing when it may.
 *
 * - `cancelled`, `changed`: the booking is no longer what the message speaks of.
 * - `too_late`: what it tells is over; a reminder may be late by half its lead.
 * - `given_up`: taken up too often.
 * - `unknown`: an earlier attempt may have reached the provider, who would no longer know it for the same.
 */
export function judgeMessage({ message, booking, now }: Judged): Verdict | undefined {
  const isNotice = message.kind === 'booking_cancelled'
  if (!isNotice && booking.status === 'cancelled') return { state: 'skipped', reason: 'cancelled' }
  if (message.bookingVersion !== booking.version) return { state: 'skipped', reason: 'changed' }
  if (now >= usefulUntil({ message, booking })) return { state: 'skipped', reason: 'too_late' }
  if (message.attempts > MAX_ATTEMPTS) return { state: 'failed', reason: 'given_up' }
  const isRepeated = message.attempts > 1
  if (isRepeated && now - firstDueAt({ message, booking }) >= KEY_LIFE_MS) {
    return { state: 'failed', reason: 'unknown' }
  }
  return undefined
}

function usefulUntil({ message, booking }: Omit<Judged, 'now'>): number {
  if (message.kind === 'booking_cancelled') return booking.endsAt
  return booking.startsAt - minutes(message.leadMinutes) / 2
}

/** No attempt was made before this; `plannedAt` moves with every retry. */
function firstDueAt({ message, booking }: Omit<Judged, 'now'>): number {
  if (message.kind === 'reminder') return booking.startsAt - minutes(message.leadMinutes)
  return message.kind === 'booking_cancelled' ? (booking.cancelledAt ?? 0) : booking.createdAt
}
