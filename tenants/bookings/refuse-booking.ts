import type { TenantContext } from '../context.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import type { BookingOutcome } from './booking-outcome.ts'
import type { Claim } from './claim.ts'
import { findRefusal } from './find-refusal.ts'
import type { GuardReason } from './guard.ts'

type Refusal = Extract<BookingOutcome, { ok: false }>['code']
type Told = Exclude<Refusal, 'plan_limit'>

export const refusals: Record<Told, string> = {
  slot_taken: 'Someone was faster: that time is taken.',
  changed_meanwhile: 'It was changed meanwhile. Please look at it again.',
  idempotency_key_reused: 'This key was used before, for another request.',
  unavailable: 'Nothing was booked. Please try again in a moment.',
  outcome_unknown:
    'It is not certain yet whether this was booked. Sending the same request again settles it.',
}

/** What each refusal of the guard is to whoever asked. */
export const guardRefusals: Record<GuardReason, { code: ErrorCode; sentence: string }> = {
  busy: { code: 'slot_taken', sentence: refusals.slot_taken },
  time_off: { code: 'slot_taken', sentence: 'The trainer is away then.' },
  resource_taken: { code: 'slot_taken', sentence: 'A room or equipment it needs is taken then.' },
  session_full: { code: 'session_full', sentence: 'There is no place left in this session.' },
  session_changed: {
    code: 'changed_meanwhile',
    sentence: 'This class was changed meanwhile. Please look at it again.',
  },
  waitlist_first: { code: 'session_full', sentence: 'Others are waiting for the free place.' },
  trainer_limit: { code: 'slot_taken', sentence: 'The trainer takes no more bookings in that time.' },
  client_limit: { code: 'not_allowed', sentence: 'That would be more bookings than the studio allows.' },
  service_limit: { code: 'slot_taken', sentence: 'No more of these can be booked in that time.' },
  client_overlap: { code: 'not_allowed', sentence: 'You have another booking at that time.' },
  client_blocked: {
    code: 'not_allowed',
    sentence: 'This cannot be booked online. Please call the studio.',
  },
  hold_limit: { code: 'not_allowed', sentence: 'Two places are being kept for you already.' },
}

/** Why a command was not granted, as the error for whoever asked. One round trip where the guard has to be asked. */
export async function explainOutcome(
  { db }: TenantContext,
  catalogue: Catalogue,
  { code, claim }: { code: Refusal; claim: Claim },
): Promise<AppError> {
  if (code === 'plan_limit') {
    const sentence = 'The studio takes no more bookings online at the moment. Please contact it.'
    return new AppError('not_allowed', sentence, { reason: 'plan_limit' })
  }
  if (code !== 'slot_taken') {
    const retrySoon = code === 'unavailable' || code === 'outcome_unknown' ? { retryAfterSeconds: 5 } : {}
    return new AppError(code, refusals[code], { reason: code, ...retrySoon })
  }
  // Nothing is in the way any more: somebody just gave it up. To ask again is right, to promise it would not be.
  const refusal = (await findRefusal(db, claim)) ?? { reason: 'busy' as const, about: '' }
  const { code: shown, sentence } = guardRefusals[refusal.reason]
  const limit = catalogue.limits.find(({ id }) => id === refusal.about)
  const number = limit?.maxBookings === null ? '' : ` The limit is ${limit?.maxBookings}.`
  return new AppError(shown, limit ? sentence + number : sentence, { reason: refusal.reason })
}
