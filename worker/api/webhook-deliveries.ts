import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { webhookDeliveryStates } from '../../tenants/webhooks/endpoint-view.ts'
import { listDeliveries, type WebhookDelivery } from '../../tenants/webhooks/list-deliveries.ts'
import { replayDeliveries } from '../../tenants/webhooks/replay-deliveries.ts'
import { testEndpoint } from '../../tenants/webhooks/test-endpoint.ts'
import { TEST_EVENT, webhookEventTypes } from '../../tenants/webhooks/webhook-event-types.ts'
import type { AppEnv } from '../app-env.ts'
import { decodePosition, encodePosition } from './instant-cursor.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery } from './page.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, idParam, readProblems, writeProblems } from './staff-route.ts'

const deliverySchema = z
  .object({
    id: z.string().openapi({ example: 'whd_4t1h' }),
    event: z.object({
      id: z.string().openapi({ description: 'In the header `webhook-id`.', example: 'whe_4t1h' }),
      type: z.string(),
      subject_id: z.string().openapi({ description: 'Of the booking, client, session or charge.' }),
      at: z.iso.datetime(),
    }),
    state: z.enum(webhookDeliveryStates),
    attempts: z.int(),
    replays: z.int().openapi({ description: 'How often it had been sent before by hand.' }),
    next_attempt_at: z.iso.datetime().nullable(),
    response_status: z
      .int()
      .nullable()
      .openapi({ description: 'Of the last answer: nothing else of it is kept.' }),
    reason: z.string().nullable().openapi({
      description:
        'Why the last attempt failed: `refused`, `redirect`, `gone`, `time_out`, `unreachable`, `cannot_sign`, `target_…`; or why there was none: `paused`, `disabled`.',
    }),
    settled_at: z.iso.datetime().nullable(),
  })
  .openapi('WebhookDelivery')

const instant = z.iso.datetime({ offset: true, error: 'Not an instant: use 2027-01-05T09:00:00Z.' })
const replaySchema = z
  .union([
    z.object({ delivery_id: z.string() }),
    z.object({
      since: instant.openapi({ description: 'What happened then or later.' }),
      until: instant.optional().openapi({ description: 'And before this.' }),
      all: z.boolean().optional().openapi({ description: 'Also what has arrived.' }),
    }),
  ])
  .openapi('WebhookReplay')

const one = '/webhook-endpoints/{endpoint_id}'
const params = idParam('endpoint_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: `${one}/deliveries`,
  summary: 'What was sent there, and what is to be',
  description: 'Of the last 30 days.',
  request: {
    params,
    query: pageQuery.extend({
      state: z.enum(webhookDeliveryStates).optional(),
      type: z.enum([TEST_EVENT, ...webhookEventTypes]).optional(),
    }),
  },
  responses: { 200: json(pageOf(deliverySchema), 'The newest first.'), ...readProblems },
})
const replayRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/replay`,
  summary: 'Send once more',
  description:
    'One delivery, or what happened in some time and has not arrived; 1,000 at most. Word for word as before, under the same `webhook-id`.',
  request: { params, body: bodyOf(replaySchema, 'Which.') },
  responses: {
    202: json(z.object({ replayed: z.int() }).openapi('WebhookReplayed'), 'On their way.'),
    ...writeProblems,
    ...problems('not_allowed', 'invalid_input'),
  },
})
const testRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/test`,
  summary: 'Send an event that means nothing',
  description: '`webhook.test`, once; also to one that is paused. Its delivery says whether it arrived.',
  request: { params },
  responses: {
    202: json(z.object({ delivery_id: z.string() }).openapi('WebhookTested'), 'On its way.'),
    ...writeProblems,
    ...problems('rate_limited'),
  },
})

export const webhookDeliveriesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const endpointId = c.req.valid('param').endpoint_id
    const { cursor, ...query } = c.req.valid('query')
    const after = cursor === undefined ? null : toPosition(cursor)
    const { deliveries, hasMore } = await listDeliveries(c.var.ctx, { endpointId, ...query, after })
    const last = deliveries.at(-1)
    const next_cursor =
      hasMore && last ? encodePosition({ startsAt: last.firstPlannedAt, id: last.id }) : null
    return c.json({ data: deliveries.map(toDeliveryJson), next_cursor }, 200)
  })
  .openapi(replayRoute, async (c) => {
    const endpointId = c.req.valid('param').endpoint_id
    const body = c.req.valid('json')
    const wish =
      'delivery_id' in body
        ? { deliveryId: body.delivery_id }
        : {
            since: Date.parse(body.since),
            until: body.until === undefined ? null : Date.parse(body.until),
            isAll: body.all,
          }
    return c.json({ replayed: await replayDeliveries(c.var.ctx, { endpointId, ...wish }) }, 202)
  })
  .openapi(testRoute, async (c) => {
    const endpointId = c.req.valid('param').endpoint_id
    const { deliveryId } = await testEndpoint(c.var.ctx, { endpointId })
    return c.json({ delivery_id: deliveryId }, 202)
  })

function toPosition(cursor: string) {
  const { startsAt: at, id } = decodePosition(cursor)
  return { at, id }
}

function toDeliveryJson(delivery: WebhookDelivery): z.output<typeof deliverySchema> {
  const { id, event, state, attempts, copy, plannedAt, responseStatus, reason, settledAt } = delivery
  return {
    id,
    event: { id: event.id, type: event.type, subject_id: event.subjectId, at: toInstant(event.at) },
    state,
    attempts,
    replays: copy,
    next_attempt_at: state === 'planned' ? toInstant(plannedAt) : null,
    response_status: responseStatus,
    reason,
    settled_at: settledAt === null ? null : toInstant(settledAt),
  }
}
