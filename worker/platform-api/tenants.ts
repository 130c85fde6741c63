import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  getTenant,
  listTenants,
  tenantStatuses,
  type TenantEntry,
} from '../../tenants/operators/list-tenants.ts'
import { toInstant } from '../api/instant.ts'
import { pageOf, pageQuery } from '../api/page.ts'
import { json } from '../api/responses.ts'
import { idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems } from './operator-route.ts'
import { cursorAfter, toPosition } from './time-cursor.ts'

const instant = z.iso.datetime().nullable()

export const tenantSchema = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    status: z.enum(tenantStatuses),
    primary_host: z.string().nullable(),
    plan: z.string().nullable().openapi({ description: 'Its code; null: nothing is limited.' }),
    schema_version: z.int().nullable(),
    created_at: z.iso.datetime(),
    trial_ends_at: instant,
    suspended_at: instant,
    suspend_reason: z.string().nullable(),
    delete_at: instant,
    copy_of: z.string().nullable().openapi({ description: 'The studio that this is a training copy of.' }),
  })
  .openapi('Tenant')

const at = (ms: number | null) => (ms === null ? null : toInstant(ms))

export function toTenantJson(tenant: TenantEntry): z.output<typeof tenantSchema> {
  return {
    id: tenant.id,
    slug: tenant.slug,
    name: tenant.name,
    status: tenant.status,
    primary_host: tenant.primaryHost,
    plan: tenant.plan,
    schema_version: tenant.schemaVersion,
    created_at: toInstant(tenant.createdAt),
    trial_ends_at: at(tenant.trialEndsAt),
    suspended_at: at(tenant.suspendedAt),
    suspend_reason: tenant.suspendReason,
    delete_at: at(tenant.deleteAt),
    copy_of: tenant.copyOf,
  }
}

const listRoute = createRoute({
  method: 'get',
  path: '/tenants',
  summary: 'Studios, the newest first',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    query: pageQuery.extend({
      search: z.string().max(200).optional().openapi({ description: 'Part of a name, slug, host or id.' }),
      status: z.enum(tenantStatuses).optional(),
    }),
  },
  responses: { 200: json(pageOf(tenantSchema), 'A page of studios.'), ...readProblems },
})

const getRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}',
  summary: 'One studio',
  tags: ['Tenants'],
  ...forOperators,
  request: { params: idParam('tenant_id', 'Id or slug.') },
  responses: { 200: json(tenantSchema, 'The studio.'), ...readProblems },
})

/** Studios as operators see them. */
export const tenantsApi = new OpenAPIHono<AppEnv>()

tenantsApi.openapi(listRoute, async (c) => {
  const { cursor, ...wish } = c.req.valid('query')
  const { tenants, hasMore } = await listTenants(c.var.platform, { ...wish, cursor: toPosition(cursor) })
  return c.json({ data: tenants.map(toTenantJson), next_cursor: cursorAfter(tenants, hasMore) }, 200)
})

tenantsApi.openapi(getRoute, async (c) => {
  const { tenant_id: id } = c.req.valid('param')
  return c.json(toTenantJson(await getTenant(c.var.platform, id)), 200)
})
