import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  addAlertTarget,
  alertTargetKinds,
  listAlertTargets,
  removeAlertTarget,
} from '../../tenants/operators/alert-targets.ts'
import { acknowledgeAlert, listAlerts } from '../../tenants/operators/alerts.ts'
import { getTenant } from '../../tenants/operators/list-tenants.ts'
import { readHealth, readStudioHealth } from '../../tenants/operators/read-health.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import {
  alertSchema,
  alertTargetSchema,
  fleetHealthSchema,
  tenantHealthSchema,
  toAlertJson,
  toAlertTargetJson,
  toFleetHealthJson,
  toTenantHealthJson,
} from './health-json.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { cursorAfter, toPosition } from './time-cursor.ts'

const shared = { tags: ['Health'], ...forOperators }

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'How all studios are',
  ...shared,
  responses: { 200: json(fleetHealthSchema, 'The last 24 hours, and now.'), ...readProblems },
})

const tenantHealthRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}/health',
  summary: 'How one studio is',
  ...shared,
  request: { params: idParam('tenant_id', 'Id or slug.') },
  responses: { 200: json(tenantHealthSchema, 'The last 24 hours, and now.'), ...readProblems },
})

const alertsRoute = createRoute({
  method: 'get',
  path: '/alerts',
  summary: 'Alerts, the newest first',
  ...shared,
  request: {
    query: pageQuery.extend({
      open: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Those that are not over, or those that are.' }),
      tenant_id: z.string().max(40).optional(),
    }),
  },
  responses: { 200: json(pageOf(alertSchema), 'A page of alerts.'), ...readProblems },
})

const acknowledgeRoute = createRoute({
  method: 'post',
  path: '/alerts/{alert_id}/acknowledge',
  summary: 'Says that somebody is looking at it',
  ...shared,
  request: { params: idParam('alert_id', 'Id of an alert.') },
  responses: { 200: json(alertSchema, 'The alert.'), ...writeProblems },
})

const targetsRoute = createRoute({
  method: 'get',
  path: '/alert-targets',
  summary: 'Who is told of alerts',
  ...shared,
  responses: { 200: json(z.object({ data: z.array(alertTargetSchema) }), 'All of them.'), ...readProblems },
})

const addTargetRoute = createRoute({
  method: 'post',
  path: '/alert-targets',
  summary: 'Has somebody told of alerts',
  description:
    'A webhook gets `alert.opened` and `alert.closed`, signed as standardwebhooks.com says with the `secret`.',
  ...shared,
  request: {
    body: {
      required: true,
      ...json(z.object({ kind: z.enum(alertTargetKinds), address: z.string().max(2_000) }), 'Who.'),
    },
  },
  responses: {
    201: json(
      alertTargetSchema.extend({
        secret: z.string().nullable().openapi({ description: 'Shown this once.' }),
      }),
      'Who is told from now on.',
    ),
    ...writeProblems,
  },
})

const removeTargetRoute = createRoute({
  method: 'delete',
  path: '/alert-targets/{target_id}',
  summary: 'Tells them nothing any more',
  ...shared,
  request: { params: idParam('target_id', 'Id of who is told.') },
  responses: { 204: { description: 'Done.' }, ...writeProblems },
})

/** How studios are, what is wrong, and who is told of it. */
export const healthApi = new OpenAPIHono<AppEnv>()

healthApi.openapi(healthRoute, async (c) => c.json(toFleetHealthJson(await readHealth(c.var.platform)), 200))

healthApi.openapi(tenantHealthRoute, async (c) => {
  const { id } = await getTenant(c.var.platform, c.req.valid('param').tenant_id)
  return c.json(toTenantHealthJson(await readStudioHealth(c.var.platform, id)), 200)
})

healthApi.openapi(alertsRoute, async (c) => {
  const { limit, cursor, open, tenant_id: tenantId } = c.req.valid('query')
  const isOpen = open === undefined ? undefined : open === 'true'
  const { alerts, hasMore } = await listAlerts(c.var.platform, {
    isOpen,
    tenantId,
    limit,
    cursor: toPosition(cursor),
  })
  const positions = alerts.map(({ id, openedAt }) => ({ id, createdAt: openedAt }))
  return c.json({ data: alerts.map(toAlertJson), next_cursor: cursorAfter(positions, hasMore) }, 200)
})

healthApi.openapi(acknowledgeRoute, async (c) => {
  return c.json(toAlertJson(await acknowledgeAlert(c.var.platform, c.req.valid('param').alert_id)), 200)
})

healthApi.openapi(targetsRoute, async (c) => {
  return c.json({ data: (await listAlertTargets(c.var.platform)).map(toAlertTargetJson) }, 200)
})

healthApi.openapi(addTargetRoute, async (c) => {
  const { target, secret } = await addAlertTarget(c.var.platform, c.req.valid('json'))
  return c.json({ ...toAlertTargetJson(target), secret }, 201)
})

healthApi.openapi(removeTargetRoute, async (c) => {
  await removeAlertTarget(c.var.platform, c.req.valid('param').target_id)
  return c.body(null, 204)
})
