import { eq, sql } from 'drizzle-orm'
import {
  webhookEndpoints,
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { disableEndpoint } from './disable-endpoint.ts'
import { pauseMs } from './webhook-delays.ts'

/** What became of a claimed delivery. `planned` again means: from `plannedAt` on, with `attempts` made so far. */
export type DeliverySettlement = Pick<
  WebhookDeliveryRow,
  'id' | 'plannedAt' | 'attempts' | 'responseStatus' | 'reason'
> & {
  state: 'planned' | 'delivered' | 'failed' | 'skipped'
  /** As claimed: whoever took the delivery up since is not overruled. */
  claimedAttempts: number
}

/** What a run says of the endpoint itself; `gone` and `dead`: nothing is sent there any more. */
export type EndpointVerdict =
  { is: 'fine' } | { is: 'failing'; since: number } | { is: 'gone' | 'dead' } | null

type Settling = {
  endpoint: Pick<WebhookEndpointRow, 'id' | 'url'>
  settlements: DeliverySettlement[]
  verdict: EndpointVerdict
}

/** Writes down what became of an endpoint's claimed deliveries, and of itself: one round trip. @throws DatabaseError */
export async function settleDeliveries(
  ctx: TenantContext,
  { endpoint, settlements, verdict }: Settling,
): Promise<void> {
  const { orm, write } = ctx.db
  const now = ctx.now()
  await write([
    orm.run(sql`UPDATE webhook_deliveries SET
        state = settled.value ->> '$.state', planned_at = settled.value ->> '$.plannedAt',
        attempts = settled.value ->> '$.attempts', reason = settled.value ->> '$.reason',
        response_status = settled.value ->> '$.responseStatus', claimed_until = NULL,
        settled_at = CASE settled.value ->> '$.state' WHEN 'planned' THEN NULL ELSE ${now} END
      FROM json_each(${JSON.stringify(settlements)}) AS settled
      WHERE webhook_deliveries.id = settled.value ->> '$.id' AND webhook_deliveries.state = 'claimed'
        AND webhook_deliveries.attempts = settled.value ->> '$.claimedAttempts'`),
    ...judge(ctx, endpoint, verdict),
  ])
}

// oxlint-disable-next-line max-params
function judge(ctx: TenantContext, endpoint: Settling['endpoint'], verdict: EndpointVerdict) {
  const isIt = eq(webhookEndpoints.id, endpoint.id)
  const { orm } = ctx.db
  if (verdict === null) return []
  if (verdict.is === 'fine') {
    return [orm.update(webhookEndpoints).set({ failingSince: null, retryAt: null }).where(isIt)]
  }
  if (verdict.is !== 'failing') return disableEndpoint(ctx, { endpoint, reason: verdict.is })
  const now = ctx.now()
  const retryAt = now + pauseMs(now - verdict.since)
  return [orm.update(webhookEndpoints).set({ failingSince: verdict.since, retryAt }).where(isIt)]
}
