import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId, anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { findEndpoint } from './endpoint-view.ts'
import { TEST_EVENT } from './webhook-event-types.ts'

/** More than that is asked for once more. */
export const MOST_REPLAYED = 1_000

const replayInput = z.union([
  z.object({ deliveryId: anId }),
  z
    .object({
      /** When it happened, in `[since, until)`. */
      since: anInstant,
      until: anInstant.nullish(),
      /** Also what has arrived. */
      isAll: z.boolean().default(false),
    })
    .refine(({ since, until }) => until === null || until === undefined || since < until, 'invalid'),
])
export type ReplayInput = z.input<typeof replayInput>

/**
 * Sends once more: one delivery, or what an endpoint wants to hear of and happened in some time but has not arrived, the
 * oldest first. Word for word as before and under the same id, so that whoever has it already can tell. Gives how many.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `not_allowed` (`not_active`); DatabaseError.
 */
export async function replayDeliveries(
  ctx: TenantContext,
  { endpointId, ...raw }: { endpointId: string } & ReplayInput,
): Promise<number> {
  const actor = requireStaff(ctx, 'settings:change')
  const input = parseInput(replayInput, raw)
  const { status } = await findEndpoint(ctx, endpointId)
  if (status !== 'active') {
    throw new AppError('not_allowed', 'Nothing is sent to it for now.', { reason: 'not_active' })
  }
  const { orm, write } = ctx.db
  const now = ctx.now()
  const those = 'deliveryId' in input ? isOf(endpointId, input.deliveryId) : isWithin(endpointId, input)
  const [replayed] = await write([
    orm.all(sql`INSERT INTO webhook_deliveries (id, event_id, endpoint_id, copy, first_planned_at, planned_at)
      SELECT 'whd_' || lower(hex(randomblob(10))), event.id, ${endpointId},
        (SELECT coalesce(max(copy), -1) + 1 FROM webhook_deliveries AS known
          WHERE known.event_id = event.id AND known.endpoint_id = ${endpointId}), ${now}, ${now}
      FROM webhook_events AS event
      WHERE ${those}
        AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS open WHERE open.event_id = event.id
          AND open.endpoint_id = ${endpointId} AND open.state IN ('planned', 'claimed'))
      ORDER BY event.at, event.id LIMIT ${MOST_REPLAYED}
      RETURNING id`),
    insertAudit(ctx, { actor, action: 'webhook.replayed', subjectId: endpointId, after: input }),
  ])
  if (replayed.length > 0) await ctx.startWork({ kind: 'webhooks' })
  else if ('deliveryId' in input) await requireDelivery(ctx, those)
  return replayed.length
}

/** It is on its way already, or there is none. */
async function requireDelivery({ db: { orm, read } }: TenantContext, those: SQL): Promise<void> {
  const [known] = await read([orm.all(sql`SELECT 1 FROM webhook_events AS event WHERE ${those}`)])
  if (known.length === 0) throw new AppError('not_found', 'There is no such delivery.')
}

// oxlint-disable-next-line max-params
function isOf(endpointId: string, deliveryId: string): SQL {
  return sql`event.id = (SELECT event_id FROM webhook_deliveries WHERE id = ${deliveryId} AND endpoint_id = ${endpointId})`
}

type Range = { since: number; until?: number | null | undefined; isAll: boolean }

// oxlint-disable-next-line max-params
function isWithin(endpointId: string, { since, until, isAll }: Range): SQL {
  const hasArrived = sql`EXISTS (SELECT 1 FROM webhook_deliveries AS sent WHERE sent.event_id = event.id
    AND sent.endpoint_id = ${endpointId} AND sent.state = 'delivered')`
  return sql`event.at >= ${since} AND event.at < ${until ?? Number.MAX_SAFE_INTEGER} AND event.type <> ${TEST_EVENT}
    AND EXISTS (SELECT 1 FROM webhook_endpoints AS endpoint, json_each(endpoint.events) AS wish
      WHERE endpoint.id = ${endpointId} AND wish.value IN ('*', event.type))
    AND ${isAll ? sql`1` : sql`NOT ${hasArrived}`}`
}
