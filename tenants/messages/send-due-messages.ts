import type { MessageChannel } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes, seconds } from '../durations.ts'
import { admitSms } from '../sms/admit-sms.ts'
import { claimMessages, type Claim, type ClaimedMessage } from './claim-messages.ts'
import { composeLetter, type Letter } from './compose-letter.ts'
import type { GatePort } from './gate-port.ts'
import { judgeMessage, usefulUntil, type Verdict } from './judge-message.ts'
import { nothingDue, type Backlog, type NextDue } from './next-due-at.ts'
import { reconcileUnknown } from './reconcile-unknown.ts'
import { sendLetter, type Outcome, type Ports } from './send-letter.ts'
import { settleMessages, type Settlement } from './settle-messages.ts'
import { tallySettlements, type Tally } from './tally-settlements.ts'
import { giveBack, pauseAfter, settle, toSettlement } from './to-settlement.ts'

const LEASE_MS = minutes(5)
const MOST_AT_ONCE = 25

/** Longer than any vendor is waited for: whoever has less of the lease left does not begin. */
const SENDING_MS = seconds(30)

export type Sending = Ports & {
  gate?: GatePort
  /** The address our mails come from, such as `bookings@mail.example.com`; the studio's name is put before it. */
  mailFrom: string
  limit?: number
  /** What `readNextDue` brought a moment ago, when nothing was done in the studio since: nothing is taken if nothing is due. */
  found?: NextDue | undefined
}

export type SendReport = {
  sent: number
  skipped: number
  failed: number
  /** When to come again: now or before when more is due, nothing when no message is open. */
  nextDueAt: number | null
  /** For the platform's own books. */
  tallies: Tally[]
  backlog: Backlog
}

/**
 * Sends what is due of one studio's outbox, oldest first, and says when to come again. May run any number of times at
 * once: a message is claimed in the database before it is sent. When the process dies in between, its lease runs out: a
 * mail is sent again under its one idempotency key; a text message is `unknown` until its vendor was asked; a push is lost.
 *
 * Two round trips besides those of each SMS and push; one when nothing is due, none when that is `found`. A suspended studio sends reminders of what
 * stands, if it does, and nothing else; other closed ones nothing. A training copy settles all as if it had no addresses.
 *
 * @throws DatabaseError; what had been sent by then is settled by a later run.
 */
export async function sendDueMessages(ctx: TenantContext, sending: Sending): Promise<SendReport> {
  const { status, reminds, isCopy } = ctx.tenant
  if (status !== 'active' && !(status === 'suspended' && reminds)) {
    return { sent: 0, skipped: 0, failed: 0, nextDueAt: null, tallies: [], backlog: nothingDue }
  }
  const { found } = sending
  if (found && (found.at === null || found.at > ctx.now())) return toReport([], [], found)
  const limit = Math.min(sending.limit ?? MOST_AT_ONCE, MOST_AT_ONCE)
  const claim = await claimMessages(ctx, { limit, leaseMs: LEASE_MS })
  const settlements = await sendClaimed(ctx, claim, sending)
  let next = settlements.length === 0 ? claim.next : await settleMessages(ctx, settlements)
  if (!isCopy && next.askAt !== null && next.askAt <= ctx.now()) next = await reconcileUnknown(ctx, sending)
  return toReport(claim.claimed, settlements, next)
}

function toReport(
  claimed: readonly ClaimedMessage[],
  settlements: readonly Settlement[],
  next: NextDue,
): SendReport {
  const count = (state: Settlement['state']) => settlements.filter((one) => one.state === state).length
  return {
    sent: count('sent'),
    skipped: count('skipped'),
    failed: count('failed') + count('unknown'),
    nextDueAt: next.at,
    tallies: tallySettlements(claimed, settlements),
    backlog: { due: next.due, oldestDueAt: next.oldestDueAt, unknown: next.unknown },
  }
}

/** Whoever is in a training copy is there under another name and without an address. */
const keptHere: Verdict = { state: 'skipped', reason: 'training_copy' }

/** One after the other; a vendor who refuses for now, or does not answer, is not asked with the next one right away. */
async function sendClaimed(ctx: TenantContext, claim: Claim, sending: Sending): Promise<Settlement[]> {
  const settlements: Settlement[] = []
  const pauses = new Map<MessageChannel, number>()
  for (const claimed of claim.claimed) {
    const now = ctx.now()
    const verdict = ctx.tenant.isCopy
      ? keptHere
      : judgeMessage(claimed, { now, quiet: claim.catalogue.studio })
    const pausedUntil = pauses.get(claimed.message.channel)
    if (verdict) {
      settlements.push(
        verdict.state === 'later' ? giveBack(claimed, verdict.until) : settle(claimed, verdict),
      )
    } else if (pausedUntil !== undefined || now + SENDING_MS > claim.leaseUntil) {
      settlements.push(giveBack(claimed, pausedUntil ?? now))
    } else {
      settlements.push(await sendOne(ctx, { claimed, claim, pauses }, sending))
    }
  }
  return settlements
}

type One = { claimed: ClaimedMessage; claim: Claim; pauses: Map<MessageChannel, number> }

async function sendOne(
  ctx: TenantContext,
  { claimed, claim, pauses }: One,
  sending: Sending,
): Promise<Settlement> {
  const { gate, mailFrom } = sending
  const { channel } = claimed.message
  const letter = await compose(ctx, { claimed, claim, mailFrom })
  if ('ok' in letter) return toSettlement(claimed, letter, ctx.now())

  const turn = await gate?.take(channel)
  if (turn?.ok === false) {
    const until = ctx.now() + turn.retryAfterMs
    pauses.set(channel, until)
    return giveBack(claimed, until)
  }
  // It may have been a long wait, and another may have taken it up.
  if (ctx.now() + SENDING_MS > claim.leaseUntil) return giveBack(claimed, ctx.now())
  const outcome = await sendLetter(ctx, letter, { ports: sending, expiresAt: usefulUntil(claimed) })
  await gate?.report(channel, outcome)
  const pause = pauseAfter(outcome, ctx.now())
  if (pause !== undefined) pauses.set(channel, pause)
  return toSettlement(claimed, outcome, ctx.now())
}

type Writing = { claimed: ClaimedMessage; claim: Claim; mailFrom: string }

/** What is to be sent; or why not, which says nothing about the vendor. */
async function compose(
  ctx: TenantContext,
  { claimed, claim, mailFrom }: Writing,
): Promise<Letter | Exclude<Outcome, { ok: true }>> {
  let letter: Letter
  try {
    letter = await composeLetter(ctx, claimed, { desk: claim, mailFrom })
  } catch (error) {
    // A defect of ours, or of the studio's data: it may be mended before the last attempt.
    return { ok: false, kind: 'retry', reason: `cannot_compose: ${String(error)}` }
  }
  if (letter.channel !== 'sms') return letter
  const { settings, catalogue } = claim
  const { message } = claimed
  const admission = await admitSms(ctx, {
    message,
    body: letter.sms.body,
    settings,
    studio: catalogue.studio,
  })
  if (!admission.ok) return { ok: false, kind: 'useless', reason: admission.reason }
  const { from, body } = admission
  return { ...letter, sms: { ...letter.sms, from, body } }
}
