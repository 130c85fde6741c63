import type { TenantContext } from '../context.ts'
import { minutes, seconds } from '../durations.ts'
import { checkTarget } from './check-target.ts'
import { claimDeliveries, readNextWebhookAt, type ClaimedWork } from './claim-deliveries.ts'
import { freezePayloads, type Describe } from './freeze-payloads.ts'
import { settleDeliveries, type DeliverySettlement, type EndpointVerdict } from './settle-deliveries.ts'
import { signWebhook } from './sign-webhook.ts'
import { GIVEN_UP_AFTER_MS, nextAttemptAt } from './webhook-delays.ts'
import { tallyDeliveries, type WebhookTally } from './tally-deliveries.ts'
import { TEST_EVENT } from './webhook-event-types.ts'
import type { WebhookPort } from './webhook-port.ts'

/** Endpoints are waited for side by side, a few at once; each gets one request after the other. */
const ENDPOINTS_AT_ONCE = 3
/** A run goes by what was known when it began, and a studio that is suspended is silent within a minute. */
const LONGEST_RUN_MS = seconds(45)

export type WebhookSending = {
  port: WebhookPort
  describe: Describe
  /** Hears what became of a run's webhooks, if there were any. Never rejects. */
  note?: (tally: WebhookTally) => Promise<void>
}
type Run = WebhookSending & {
  payloads: Map<string, string>
  endsAt: number
  /** What was written down. */
  settled: DeliverySettlement[]
}
type Claimed = ClaimedWork['deliveries'][number]
type Attempt = { status: number | null; reason: string | null }

/**
 * Sends what is due of one studio's webhooks, and gives when to come again (ms); null when nothing is open. May run any
 * number of times at once: a delivery is claimed in the database before it is sent, and every attempt carries the event's
 * id, so that whoever gets it twice can tell. The first failure of an endpoint ends its turn, and 45 seconds end everybody's.
 * Apart from mail, as somebody else's server may take its time.
 *
 * @throws DatabaseError; what had been sent by then is sent again under the same id.
 */
export async function sendDueWebhooks(ctx: TenantContext, sending: WebhookSending): Promise<number | null> {
  // A training copy tells nobody.
  if (ctx.tenant.status !== 'active' || ctx.tenant.isCopy) return null
  const endsAt = ctx.now() + LONGEST_RUN_MS
  const work = await claimDeliveries(ctx)
  const events = new Map(work.flatMap(({ deliveries }) => deliveries.map(({ event }) => [event.id, event])))
  const payloads = await freezePayloads(ctx, { events: [...events.values()], describe: sending.describe })
  const queue = work.values()
  const settled: DeliverySettlement[] = []
  const sendInTurn = async () => {
    for (const one of queue) await sendToEndpoint(ctx, one, { ...sending, payloads, endsAt, settled })
  }
  await Promise.all(Array.from({ length: ENDPOINTS_AT_ONCE }, sendInTurn))
  const tally = tallyDeliveries(settled)
  if (tally) await sending.note?.(tally)
  return readNextWebhookAt(ctx)
}

// oxlint-disable-next-line max-params
async function sendToEndpoint(ctx: TenantContext, work: ClaimedWork, run: Run): Promise<void> {
  const { endpoint } = work
  const target = await checkTarget(ctx, endpoint.url)
  const settlements: DeliverySettlement[] = []
  let verdict: EndpointVerdict = null
  for (const claimed of work.deliveries) {
    const isTest = claimed.event.type === TEST_EVENT
    const body = run.payloads.get(claimed.event.id)
    if (endpoint.status !== 'active' && !isTest) {
      settlements.push(settle(claimed, { state: 'skipped', reason: endpoint.status }))
    } else if (body === undefined) {
      // Its person is being forgotten: it has its turn after that.
      settlements.push(giveBack(claimed, ctx.now() + minutes(1)))
    } else if ((isBad(verdict) && !isTest) || ctx.now() >= run.endsAt) {
      settlements.push(giveBack(claimed, claimed.delivery.plannedAt))
    } else {
      const attempt = target.ok
        ? await attemptOnce(ctx, { ...run, endpoint, claimed, url: target.url, body })
        : { status: null, reason: `target_${target.fault}` }
      settlements.push(toSettlement(claimed, attempt, ctx.now()))
      // Who has just taken one has not failed since before.
      const failingSince: number | null = verdict ? null : endpoint.failingSince
      if (!isTest) verdict = judge(attempt, { failingSince, now: ctx.now() })
    }
  }
  await settleDeliveries(ctx, { endpoint, settlements, verdict })
  run.settled.push(...settlements)
  if (isBad(verdict)) await ctx.announce(ctx.now())
}

type Sent = Run & { endpoint: ClaimedWork['endpoint']; claimed: Claimed; url: URL; body: string }

async function attemptOnce(
  ctx: TenantContext,
  { port, endpoint, claimed, url, body }: Sent,
): Promise<Attempt> {
  const signing = { endpoint, eventId: claimed.event.id, body, at: ctx.now() }
  // Sealed with a key that is gone: a new secret mends it, and meanwhile others are not kept waiting.
  const signed = await signWebhook(ctx, signing).catch(() => null)
  if (!signed) return { status: null, reason: 'cannot_sign' }
  return port.send({ url, body, headers: { ...signed, 'content-type': 'application/json' } })
}

function judge(
  { reason }: Attempt,
  { failingSince, now }: { failingSince: number | null; now: number },
): EndpointVerdict {
  if (reason === null) return { is: 'fine' }
  if (reason === 'gone') return { is: 'gone' }
  const since = failingSince ?? now
  return now - since >= GIVEN_UP_AFTER_MS ? { is: 'dead' } : { is: 'failing', since }
}

const isBad = (verdict: EndpointVerdict) => verdict !== null && verdict.is !== 'fine'

// oxlint-disable-next-line max-params
function toSettlement(claimed: Claimed, { status, reason }: Attempt, now: number): DeliverySettlement {
  if (reason === null) return settle(claimed, { state: 'delivered', reason, responseStatus: status })
  const { attempts, firstPlannedAt } = claimed.delivery
  const plannedAt =
    claimed.event.type === TEST_EVENT ? null : nextAttemptAt(attempts, { now, since: firstPlannedAt })
  if (plannedAt === null) return settle(claimed, { state: 'failed', reason, responseStatus: status })
  return settle(claimed, { state: 'planned', reason, responseStatus: status, plannedAt })
}

/** Not tried, so it does not count as an attempt. */
function giveBack(claimed: Claimed, plannedAt: number): DeliverySettlement {
  const { attempts, reason } = claimed.delivery
  return settle(claimed, { state: 'planned', reason, attempts: attempts - 1, plannedAt })
}

function settle(
  { delivery: { id, attempts, plannedAt, responseStatus } }: Claimed,
  outcome: Pick<DeliverySettlement, 'state' | 'reason'> & Partial<DeliverySettlement>,
): DeliverySettlement {
  return { id, claimedAttempts: attempts, attempts, plannedAt, responseStatus, ...outcome }
}
