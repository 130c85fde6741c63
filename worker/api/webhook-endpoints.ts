import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeEndpoint } from '../../tenants/webhooks/change-endpoint.ts'
import { createEndpoint } from '../../tenants/webhooks/create-endpoint.ts'
import { deleteEndpoint } from '../../tenants/webhooks/delete-endpoint.ts'
import { webhookStatuses, type WebhookEndpoint } from '../../tenants/webhooks/endpoint-view.ts'
import { getEndpoint, listEndpoints } from '../../tenants/webhooks/list-endpoints.ts'
import { rotateSecret } from '../../tenants/webhooks/rotate-secret.ts'
import { EVERY_EVENT, webhookEventTypes } from '../../tenants/webhooks/webhook-event-types.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaffPerson,
  gone,
  idParam,
  personProblems,
  readProblems,
} from './staff-route.ts'

const eventsSchema = z.array(z.enum([EVERY_EVENT, ...webhookEventTypes])).openapi({
  description: 'Names of events (`webhooks` of this document), or `*` for all, also those to come.',
})
const endpointFields = z.object({
  url: z.string().openapi({
    description: 'https, to a name that the open network knows.',
    example: 'https://example.com/hooks',
  }),
  events: eventsSchema,
  description: z.string().optional(),
})
const newSchema = endpointFields.openapi('NewWebhookEndpoint')
const changeSchema = endpointFields
  .partial()
  .extend({ status: z.enum(['active', 'paused']).optional(), edition: editionSeen })
  .openapi('WebhookEndpointChange')

const endpointSchema = z
  .object({
    id: z.string().openapi({ example: 'whk_4t1h' }),
    url: z.string(),
    events: eventsSchema,
    description: z.string(),
    status: z.enum(webhookStatuses).openapi({
      description: '`paused` by the studio; `disabled` as nobody answered for three days, or said 410.',
    }),
    status_reason: z.string().nullable(),
    failing_since: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'Since when every attempt has failed.' }),
    old_secret_until: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'Until then the secret before signs, too.' }),
    created_at: z.iso.datetime(),
    edition: editionAnswer,
  })
  .openapi('WebhookEndpoint')
const secret = z.string().openapi({ description: 'Shown this once.', example: 'whsec_…' })
const createdSchema = endpointSchema.extend({ secret }).openapi('CreatedWebhookEndpoint')
const rotatedSchema = z.object({ secret, old_secret_until: z.iso.datetime() }).openapi('RotatedWebhookSecret')

const path = '/webhook-endpoints'
const one = `${path}/{endpoint_id}` as const
const params = idParam('endpoint_id')

const listRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path,
  summary: 'Where webhooks are sent',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(endpointSchema), 'In the order they were added.'), ...readProblems },
})
const createEndpointRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path,
  summary: 'Have webhooks sent to an address',
  description:
    'Ten at most. Whoever does so may see all that is sent there. Addresses that are not of the open network are refused.',
  request: { body: bodyOf(newSchema, 'Where, and which events.') },
  responses: { 201: json(createdSchema, 'Sent to from now on.'), ...personProblems },
})
const getRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path: one,
  summary: 'One of them',
  request: { params },
  responses: { 200: json(endpointSchema, 'As it is.'), ...readProblems },
})
const changeRoute = createRoute({
  ...forStaffPerson,
  method: 'patch',
  path: one,
  summary: 'Change, pause or enable it',
  description:
    'Another address or other events take a recent proof. What is to be sent to a paused one is not.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: {
    200: json(endpointSchema, 'As it is now.'),
    ...changeProblems,
    ...problems('forbidden', 'reauthentication_required'),
  },
})
const deleteRoute = createRoute({
  ...forStaffPerson,
  method: 'delete',
  path: one,
  summary: 'Send nothing there any more',
  description: 'What was sent is forgotten.',
  request: { params },
  responses: { ...gone, ...personProblems },
})
const rotateRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path: `${one}/rotate-secret`,
  summary: 'Sign with another secret',
  description: 'For 24 hours both sign.',
  request: { params },
  responses: { 200: json(rotatedSchema, 'Good from now on.'), ...personProblems },
})

export const webhookEndpointsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const endpoints = await listEndpoints(c.var.ctx)
    const { data, next_cursor } = takePage(endpoints, c.req.valid('query'))
    return c.json({ data: data.map(toEndpointJson), next_cursor }, 200)
  })
  .openapi(createEndpointRoute, async (c) => {
    const made = await createEndpoint(c.var.ctx, c.req.valid('json'))
    return c.json({ ...toEndpointJson(made.endpoint), secret: made.secret }, 201)
  })
  .openapi(getRoute, async (c) => {
    const endpointId = c.req.valid('param').endpoint_id
    return c.json(toEndpointJson(await getEndpoint(c.var.ctx, { endpointId })), 200)
  })
  .openapi(changeRoute, async (c) => {
    const endpointId = c.req.valid('param').endpoint_id
    const changed = await changeEndpoint(c.var.ctx, { endpointId, ...c.req.valid('json') })
    return c.json(toEndpointJson(changed), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteEndpoint(c.var.ctx, { endpointId: c.req.valid('param').endpoint_id })
    return c.body(null, 204)
  })
  .openapi(rotateRoute, async (c) => {
    const endpointId = c.req.valid('param').endpoint_id
    const { secret: made, oldSecretUntil } = await rotateSecret(c.var.ctx, { endpointId })
    return c.json({ secret: made, old_secret_until: toInstant(oldSecretUntil) }, 200)
  })

function toEndpointJson(endpoint: WebhookEndpoint): z.output<typeof endpointSchema> {
  const { id, url, description, status, statusReason, failingSince, oldSecretUntil, edition } = endpoint
  const orNull = (at: number | null) => (at === null ? null : toInstant(at))
  return {
    id,
    url,
    // Nothing else is ever written there.
    events: endpoint.events as z.output<typeof eventsSchema>,
    description,
    status,
    status_reason: statusReason,
    failing_since: orNull(failingSince),
    old_secret_until: orNull(oldSecretUntil),
    created_at: toInstant(endpoint.createdAt),
    edition,
  }
}
