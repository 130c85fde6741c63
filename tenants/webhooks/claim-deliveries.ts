import { inArray, sql } from 'drizzle-orm'
import {
  webhookDeliveries,
  webhookEndpoints,
  webhookEvents,
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
  type WebhookEventRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { nextWebhookAt } from './next-webhook-at.ts'

/** A run must be over before its lease is: one endpoint's requests take ten seconds each at most. */
const LEASE_MS = minutes(5)
const MOST_PER_ENDPOINT = 20

/** What is ours to send to one endpoint, the longest due first. */
export type ClaimedWork = {
  endpoint: WebhookEndpointRow
  deliveries: { delivery: WebhookDeliveryRow; event: WebhookEventRow }[]
}

/**
 * Takes due deliveries, a few of each endpoint: one round trip, one transaction. Whoever runs at the same time finds them
 * taken; one whose taker never came back is due again when the lease is over.
 *
 * @throws DatabaseError
 */
export async function claimDeliveries({ db, now }: TenantContext): Promise<ClaimedWork[]> {
  const at = now()
  const isOurs = sql`state IN ('planned', 'claimed') AND state = 'claimed' AND claimed_until = ${at + LEASE_MS}`
  const [taken, events, endpoints] = await db.write([
    db.orm
      .update(webhookDeliveries)
      .set({ state: 'claimed', claimedUntil: at + LEASE_MS, attempts: sql`attempts + 1` })
      .where(
        // The words of the index `webhook_deliveries_due_idx`, so that only the open rows are looked at.
        sql`id IN (
          SELECT due.id FROM webhook_endpoints AS endpoint JOIN webhook_deliveries AS due ON due.id IN (
            SELECT id FROM webhook_deliveries WHERE state IN ('planned', 'claimed') AND state = 'planned'
              AND endpoint_id = endpoint.id AND planned_at <= ${at} ORDER BY planned_at, id LIMIT ${MOST_PER_ENDPOINT})
          WHERE coalesce(endpoint.retry_at, 0) <= ${at}
          UNION ALL SELECT id FROM webhook_deliveries
          WHERE state IN ('planned', 'claimed') AND state = 'claimed' AND claimed_until <= ${at})`,
      )
      .returning(),
    db.orm
      .select()
      .from(webhookEvents)
      .where(inArray(webhookEvents.id, sql`(SELECT event_id FROM webhook_deliveries WHERE ${isOurs})`)),
    db.orm.select().from(webhookEndpoints),
  ])
  const byId = new Map(events.map((event) => [event.id, event]))
  const inOrder = taken.toSorted((a, b) => a.plannedAt - b.plannedAt || (a.id < b.id ? -1 : 1))
  return endpoints.flatMap((endpoint) => {
    const deliveries = inOrder.flatMap((delivery) => {
      const event = byId.get(delivery.eventId)
      return event && delivery.endpointId === endpoint.id ? [{ delivery, event }] : []
    })
    return deliveries.length > 0 ? [{ endpoint, deliveries }] : []
  })
}

/** When to come again; null: nothing is open. @throws DatabaseError */
export async function readNextWebhookAt({ db }: Pick<TenantContext, 'db'>): Promise<number | null> {
  const [[next]] = await db.read([db.orm.all<{ at: number | null }>(nextWebhookAt())])
  return next?.at ?? null
}
