import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { listPlatformAudit } from '../../tenants/operators/list-platform-audit.ts'
import { auditEntrySchema, auditQuery, toAuditPage, toAuditWish } from '../api/audit-log.ts'
import { pageOf } from '../api/page.ts'
import { json } from '../api/responses.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems } from './operator-route.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/audit-log',
  summary: 'What operators did',
  description: 'Nobody can change it. What was done to a studio: `subject_id` with its id.',
  tags: ['Audit log'],
  ...forOperators,
  request: { query: auditQuery },
  responses: { 200: json(pageOf(auditEntrySchema), 'The newest first.'), ...readProblems },
})

/** The platform's own log. */
export const platformAuditApi = new OpenAPIHono<AppEnv>().openapi(listRoute, async (c) => {
  return c.json(toAuditPage(await listPlatformAudit(c.var.platform, toAuditWish(c.req.valid('query')))), 200)
})
