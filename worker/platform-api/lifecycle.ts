import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { cloneTenant } from '../../tenants/operators/clone-tenant.ts'
import { deleteTenant } from '../../tenants/operators/delete-tenant.ts'
import { getDeletionReceipt } from '../../tenants/operators/get-deletion-receipt.ts'
import { getTenant } from '../../tenants/operators/list-tenants.ts'
import { moveTenant } from '../../tenants/operators/move-tenant.ts'
import { renameTenant } from '../../tenants/operators/rename-tenant.ts'
import { resumeTenant } from '../../tenants/operators/resume-tenant.ts'
import { suspendTenant } from '../../tenants/operators/suspend-tenant.ts'
import { toInstant } from '../api/instant.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { tenantSchema, toTenantJson } from './tenants.ts'

const params = idParam('tenant_id', 'Id or slug.')
const confirm = z.string().max(64).openapi({ description: 'Its slug, as a proof that it is meant.' })
const reason = z.string().max(300).openapi({ description: 'For operators; nobody else is shown it.' })

const suspendRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/suspend',
  summary: 'Close a studio for now',
  description:
    'In effect everywhere within 60 s. Everything is kept; its owners are told where they get their data.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    params,
    body: bodyOf(
      z.object({
        confirm,
        reason,
        reminds: z.boolean().default(true).openapi({
          description: 'Whether reminders of bookings that stand go out meanwhile.',
        }),
      }),
      'Why, and what goes on.',
    ),
  },
  responses: { 200: json(tenantSchema, 'It is closed.'), ...writeProblems },
})

const resumeRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/resume',
  summary: 'Open a studio again',
  description: 'One that is suspended, or to be deleted and is not being deleted yet.',
  tags: ['Tenants'],
  ...forOperators,
  request: { params },
  responses: { 200: json(tenantSchema, 'It is open.'), ...writeProblems },
})

const renameRoute = createRoute({
  method: 'patch',
  path: '/tenants/{tenant_id}',
  summary: 'Give a studio another name or address',
  description:
    '`name` is what operators and authenticator apps call it. What its site and its messages call it is the studio’s own, in each of its languages: its staff change that, and this does not touch it. The address it had leads to the new one from then on, and stays its own.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    params,
    body: bodyOf(
      z.object({
        name: z.string().max(500).optional(),
        slug: z.string().max(64).optional(),
        confirm: confirm.optional(),
      }),
      'What changes; another slug wants the one it has in `confirm`.',
    ),
  },
  responses: { 200: json(tenantSchema, 'As it is now.'), ...writeProblems },
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/tenants/{tenant_id}',
  summary: 'Close a studio, to be deleted',
  description:
    'It is closed at once and deleted when the grace period is over; until then `/resume` opens it again.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    params,
    body: bodyOf(
      z.object({ confirm, reason, grace_days: z.int().min(0).max(90).default(30) }),
      'Why, and until when anybody may change their mind.',
    ),
  },
  responses: {
    202: json(tenantSchema, 'It is closed; `delete_at` says when it is deleted.'),
    ...writeProblems,
  },
})

const cloneRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/clone',
  summary: 'Make a training copy of a studio',
  description:
    'The same services, hours and bookings, by clients who are nobody; nothing leaves it. `/tenants/{tenant_id}/steps` of the copy says how far it is.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    params,
    body: bodyOf(
      z.object({ slug: z.string().max(64), name: z.string().max(500).optional() }),
      'What the copy is called.',
    ),
  },
  responses: { 202: json(tenantSchema, 'The copy, which is being made.'), ...writeProblems },
})

const moveRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/move',
  summary: 'Move a studio into a fresh database',
  description:
    'In the `place` that is named, or else where databases are made now. Until all of it has arrived the studio answers 503.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    params,
    body: bodyOf(
      z.object({
        confirm,
        place: z.string().max(64).optional().openapi({
          description:
            'One of the groups of Turso that the platform is set up with, and not the one it is in; `local` on a server of one’s own. Another word is refused with those there are.',
        }),
      }),
      'That it is meant, and where to.',
    ),
  },
  responses: { 202: json(tenantSchema, 'It has begun.'), ...writeProblems },
})

const receiptSchema = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    body: z.record(z.string(), z.unknown()).openapi({ description: 'What was deleted: counts and hashes.' }),
    sha256: z.string().openapi({ description: 'Of `body` as it was written, without white space.' }),
    intact: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .openapi('DeletionReceipt')

const receiptRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}/receipt',
  summary: 'What was deleted of a studio that is gone',
  tags: ['Tenants'],
  ...forOperators,
  request: { params },
  responses: { 200: json(receiptSchema, 'The receipt.'), ...readProblems },
})

/** What becomes of a studio: closed, open, renamed, gone. */
export const lifecycleApi = new OpenAPIHono<AppEnv>()

lifecycleApi.openapi(suspendRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  const { reminds: remindsSuspended, ...wish } = c.req.valid('json')
  return c.json(toTenantJson(await suspendTenant(c.var.platform, { ...wish, tenant, remindsSuspended })), 200)
})

lifecycleApi.openapi(resumeRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  return c.json(toTenantJson(await resumeTenant(c.var.platform, { tenant })), 200)
})

lifecycleApi.openapi(renameRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  return c.json(toTenantJson(await renameTenant(c.var.platform, { ...c.req.valid('json'), tenant })), 200)
})

lifecycleApi.openapi(deleteRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  const { grace_days: graceDays, ...wish } = c.req.valid('json')
  return c.json(toTenantJson(await deleteTenant(c.var.platform, { ...wish, tenant, graceDays })), 202)
})

lifecycleApi.openapi(cloneRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  const { tenantId } = await cloneTenant(c.var.platform, { ...c.req.valid('json'), tenant })
  return c.json(toTenantJson(await getTenant(c.var.platform, tenantId)), 202)
})

lifecycleApi.openapi(moveRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  const { tenantId } = await moveTenant(c.var.platform, { ...c.req.valid('json'), tenant })
  return c.json(toTenantJson(await getTenant(c.var.platform, tenantId)), 202)
})

lifecycleApi.openapi(receiptRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  const { tenantId, isIntact, createdAt, ...receipt } = await getDeletionReceipt(c.var.platform, { tenant })
  const answer = { ...receipt, tenant_id: tenantId, intact: isIntact, created_at: toInstant(createdAt) }
  return c.json(answer, 200)
})
