import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { exportClients } from '../../tenants/clients/export-clients.ts'
import type { AppEnv } from '../app-env.ts'
import { problems } from './responses.ts'
import { forStaffPerson, readProblems } from './staff-route.ts'

const exportRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path: '/clients/export',
  summary: 'All clients as a table',
  description:
    'For table programs, which run none of it as a formula. That it was taken is in the audit log.',
  responses: {
    200: {
      description: 'CSV in UTF-8 with a byte order mark.',
      content: { 'text/csv': { schema: z.string() } },
    },
    ...readProblems,
    ...problems('forbidden', 'reauthentication_required'),
  },
})

/** Before `clientsApi`: there it would be an id. */
export const clientExportApi = new OpenAPIHono<AppEnv>().openapi(exportRoute, async (c) => {
  const body = await exportClients(c.var.ctx)
  return c.body(body, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="clients.csv"',
  })
})
