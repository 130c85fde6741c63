import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { claimMessages, type ClaimedMessage } from './claim-messages.ts'
import { composeMail } from './compose-mail.ts'
import { judgeMessage, MAX_ATTEMPTS } from './judge-message.ts'
import type { Mail, MailPort, MailResult } from './mail-port.ts'
import { retryDelayMs } from './retry-delay.ts'
import { settleMessages, type Settlement } from './settle-messages.ts'

/** A run must be over before its lease is: 25 mails at 10 s each at most (`worker/providers/resend.ts`). */
const LEASE_MS = minutes(5)
const MOST_AT_ONCE = 25

type Sending = {
  mail: MailPort
  /** The address our mails come from, such as `bookings@mail.example.com`; the studio's name is put before it. */
  mailFrom: string
  limit?: number
}

export type SendReport = {
  sent: number
  skipped: number
  failed: number
  /** When to come again: now or before when more is due, nothing when no message is open. */
  nextDueAt: number | null
}

/**
 * Sends what is due of one studio's outbox, oldest first, and says when to come again. May run any number of times at
 * once: a message is claimed in the database before it is sent, and sent under one idempotency key for life. When the
 * process dies in between, its lease runs out and the next run sends it again under that key.
 *
 * Two round trips; one when nothing is due. Does nothing for a suspended studio.
 *
 * @throws DatabaseError; what had been sent by then is settled by a later run.
 */
export async function sendDueMessages(ctx: TenantContext, sending: Sending): Promise<SendReport> {
  const report = { sent: 0, skipped: 0, failed: 0, nextDueAt: null }
  if (ctx.tenant.status !== 'active') return report
  const limit = Math.min(sending.limit ?? MOST_AT_ONCE, MOST_AT_ONCE)
  const claim = await claimMessages(ctx, { limit, leaseMs: LEASE_MS })
  if (claim.claimed.length === 0) return { ...report, nextDueAt: claim.nextDueAt }

  const settlements: Settlement[] = []
  let pauseUntil: number | undefined
  for (const claimed of claim.claimed) {
    const verdict = judgeMessage(claimed, ctx.now())
    if (verdict) {
      settlements.push(settle(claimed, verdict))
    } else if (pauseUntil !== undefined) {
      settlements.push(giveBack(claimed, pauseUntil))
    } else {
      const mail = await compose(ctx, claimed, { catalogue: claim.catalogue, mailFrom: sending.mailFrom })
      const result = 'ok' in mail ? mail : await sending.mail.send(mail)
      settlements.push(toSettlement(claimed, result, ctx.now()))
      // What could not be written says nothing about the provider.
      if (result !== mail) pauseUntil = pauseAfter(result, ctx.now())
    }
  }
  const count = (state: Settlement['state']) => settlements.filter((one) => one.state === state).length
  return {
    sent: count('sent'),
    skipped: count('skipped'),
    failed: count('failed'),
    nextDueAt: await settleMessages(ctx, settlements),
  }
}

async function compose(
  ...letter: Parameters<typeof composeMail>
): Promise<Mail | Exclude<MailResult, { ok: true }>> {
  try {
    return await composeMail(...letter)
  } catch (error) {
    // A defect of ours, or of the studio's data: it may be mended before the last attempt.
    return { ok: false, kind: 'retry', reason: `cannot_compose: ${String(error)}` }
  }
}

/** A provider who refuses one mail for now, or does not answer, is not asked with the next one right away. */
function pauseAfter(result: MailResult, now: number): number | undefined {
  if (result.ok || result.kind === 'rejected') return undefined
  return now + retryDelayMs(1, result.retryAfterMs)
}

function toSettlement(claimed: ClaimedMessage, result: MailResult, now: number): Settlement {
  if (result.ok) return settle(claimed, { state: 'sent', reason: null, providerId: result.providerId })
  const reason = `${result.kind}: ${result.reason}`
  const { attempts } = claimed.message
  if (result.kind === 'rejected' || attempts >= MAX_ATTEMPTS)
    return settle(claimed, { state: 'failed', reason })
  const plannedAt = now + retryDelayMs(attempts, result.retryAfterMs)
  return settle(claimed, { state: 'planned', reason, plannedAt })
}

/** Not tried, so it does not count as an attempt. */
function giveBack(claimed: ClaimedMessage, plannedAt: number): Settlement {
  const { attempts, reason } = claimed.message
  return settle(claimed, { state: 'planned', reason, plannedAt, attempts: attempts - 1 })
}

function settle(
  { message }: ClaimedMessage,
  outcome: Pick<Settlement, 'state' | 'reason'> & Partial<Settlement>,
): Settlement {
  const { id, attempts, plannedAt } = message
  return { id, claimedAttempts: attempts, attempts, plannedAt, providerId: null, ...outcome }
}
