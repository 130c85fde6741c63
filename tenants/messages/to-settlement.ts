import { minutes } from '../durations.ts'
import type { ClaimedMessage } from './claim-messages.ts'
import { MAX_ATTEMPTS } from './judge-message.ts'
import { retryDelayMs } from './retry-delay.ts'
import type { Outcome } from './send-letter.ts'
import type { Settlement } from './settle-messages.ts'

/** By then a text message that the vendor took is in its list. */
export const FIRST_ASK_MS = minutes(2)

/** A vendor who refuses one letter for now, or does not answer, is left alone until then (ms). */
export function pauseAfter(outcome: Outcome, now: number): number | undefined {
  if (outcome.ok || outcome.kind === 'rejected' || outcome.kind === 'useless') return undefined
  return now + retryDelayMs(1, toWish(outcome))
}

/** What is to be written down of what became of a letter. */
export function toSettlement(claimed: ClaimedMessage, outcome: Outcome, now: number): Settlement {
  if (outcome.ok) {
    const { providerId, segments } = outcome
    return settle(claimed, { state: 'sent', reason: null, providerId, segments })
  }
  if (outcome.kind === 'useless') return settle(claimed, { state: 'skipped', reason: outcome.reason })
  const reason = `${outcome.kind}: ${outcome.reason}`
  const { attempts, channel } = claimed.message
  // No key keeps a second one apart from the first.
  if (outcome.kind === 'unknown' && channel === 'sms')
    return settle(claimed, { state: 'unknown', reason, plannedAt: now + FIRST_ASK_MS })
  const isOver = outcome.kind === 'rejected' || (outcome.kind === 'unknown' && channel === 'push')
  if (isOver || attempts >= MAX_ATTEMPTS) return settle(claimed, { state: 'failed', reason })
  const plannedAt = now + retryDelayMs(attempts, toWish(outcome))
  return settle(claimed, { state: 'planned', reason, plannedAt })
}

/** Not tried, so it does not count as an attempt. */
export function giveBack(claimed: ClaimedMessage, plannedAt: number): Settlement {
  const { attempts, reason } = claimed.message
  return settle(claimed, { state: 'planned', reason, plannedAt, attempts: attempts - 1 })
}

export function settle(
  { message }: ClaimedMessage,
  outcome: Pick<Settlement, 'state' | 'reason'> & Partial<Settlement>,
): Settlement {
  const { id, attempts, plannedAt } = message
  return { id, claimedAttempts: attempts, attempts, plannedAt, providerId: null, segments: null, ...outcome }
}

function toWish({ retryAfterMs }: { retryAfterMs?: number }) {
  return retryAfterMs === undefined ? {} : { wishMs: retryAfterMs }
}
