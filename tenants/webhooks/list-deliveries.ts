import { and, desc, eq, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import {
  webhookDeliveries,
  webhookDeliveryStates,
  webhookEvents,
  type WebhookDeliveryRow,
} from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId, anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { findEndpoint } from './endpoint-view.ts'
import { TEST_EVENT, webhookEventTypes } from './webhook-event-types.ts'

const listInput = z.object({
  state: z.enum(webhookDeliveryStates, 'invalid').nullish(),
  type: z.enum([TEST_EVENT, ...webhookEventTypes], 'invalid').nullish(),
  limit: z.int().min(1).max(100).default(50),
  /** The last one of the page before. */
  after: z.object({ at: anInstant, id: anId }).nullish(),
})
export type ListDeliveriesInput = z.input<typeof listInput>

/** One event on its way to an endpoint, or there. Instants in ms. */
export type WebhookDelivery = Omit<WebhookDeliveryRow, 'claimedUntil'> & {
  event: { id: string; type: string; subjectId: string; at: number }
}

/**
 * What was sent to an endpoint, and what is to be, newest first: one page, and whether there are more.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; DatabaseError.
 */
export async function listDeliveries(
  ctx: TenantContext,
  { endpointId, ...raw }: { endpointId: string } & ListDeliveriesInput,
): Promise<{ deliveries: WebhookDelivery[]; hasMore: boolean }> {
  requireStaff(ctx, 'settings:change')
  const { state, type, limit, after } = parseInput(listInput, raw)
  const { orm, read } = ctx.db
  const { firstPlannedAt, id } = webhookDeliveries
  const [, [rows]] = await Promise.all([
    findEndpoint(ctx, endpointId),
    read([
      orm
        .select({ delivery: webhookDeliveries, event: eventColumns })
        .from(webhookDeliveries)
        .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
        .where(
          and(
            eq(webhookDeliveries.endpointId, endpointId),
            state ? eq(webhookDeliveries.state, state) : undefined,
            type ? eq(webhookEvents.type, type) : undefined,
            after
              ? or(lt(firstPlannedAt, after.at), and(eq(firstPlannedAt, after.at), lt(id, after.id)))
              : undefined,
          ),
        )
        .orderBy(desc(firstPlannedAt), desc(id))
        .limit(limit + 1),
    ]),
  ])
  const deliveries = rows.slice(0, limit).map(({ delivery, event }) => {
    const { claimedUntil: _claimedUntil, ...rest } = delivery
    return { ...rest, event }
  })
  return { deliveries, hasMore: rows.length > limit }
}

const eventColumns = {
  id: webhookEvents.id,
  type: webhookEvents.type,
  subjectId: webhookEvents.subjectId,
  at: webhookEvents.at,
}
