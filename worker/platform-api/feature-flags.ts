import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { AppError } from '../../tenants/errors.ts'
import {
  deleteFlag,
  listFlags,
  listTenantFlags,
  putFlag,
  setTenantFlag,
  type FlagEntry,
  type TenantFlag,
} from '../../tenants/operators/feature-flags.ts'
import { getTenant } from '../../tenants/operators/list-tenants.ts'
import type { OperatorContext } from '../../tenants/operators/platform-context.ts'
import { toInstant } from '../api/instant.ts'
import { json } from '../api/responses.ts'
import { bodyOf } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'

const key = z.string().max(64).openapi({ description: 'A word for programs, such as `server_timing`.' })
const tenantId = z.string().max(64).openapi({ description: 'Id or slug.' })
const byKey = z.object({ key })
const ofTenant = z.object({ tenant_id: tenantId })
const ofBoth = z.object({ tenant_id: tenantId, key })

const flagSchema = z
  .object({
    key: z.string(),
    description: z.string(),
    is_on: z.boolean().openapi({ description: 'For studios that say nothing else.' }),
    on_at: z.int().openapi({ description: 'How many studios have it on of their own.' }),
    off_at: z.int().openapi({ description: 'And off.' }),
    updated_at: z.iso.datetime(),
  })
  .openapi('FeatureFlag')

const tenantFlagSchema = z
  .object({
    key: z.string(),
    description: z.string(),
    is_on: z.boolean().openapi({ description: 'What it is at this studio.' }),
    own: z.boolean().nullable().openapi({ description: 'What was said for it alone; null: nothing.' }),
  })
  .openapi('TenantFeatureFlag')

const listRoute = createRoute({
  method: 'get',
  path: '/feature-flags',
  summary: 'Every flag, by key',
  tags: ['Feature flags'],
  ...forOperators,
  responses: { 200: json(z.object({ data: z.array(flagSchema) }), 'The flags.'), ...readProblems },
})

const putRoute = createRoute({
  method: 'put',
  path: '/feature-flags/{key}',
  summary: 'Make a flag, or say it anew',
  description: 'In effect everywhere within 60 s.',
  tags: ['Feature flags'],
  ...forOperators,
  request: {
    params: byKey,
    body: bodyOf(
      z.object({ description: z.string(), is_on: z.boolean() }),
      'What it does, and whether it does.',
    ),
  },
  responses: { 200: json(flagSchema, 'As it is now.'), ...writeProblems },
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/feature-flags/{key}',
  summary: 'Forget a flag, and what studios say of it',
  tags: ['Feature flags'],
  ...forOperators,
  request: { params: byKey },
  responses: { 204: { description: 'It is gone.' }, ...writeProblems },
})

const listTenantRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}/feature-flags',
  summary: 'Every flag, as it is at one studio',
  tags: ['Feature flags'],
  ...forOperators,
  request: { params: ofTenant },
  responses: { 200: json(z.object({ data: z.array(tenantFlagSchema) }), 'The flags.'), ...readProblems },
})

const setTenantRoute = createRoute({
  method: 'put',
  path: '/tenants/{tenant_id}/feature-flags/{key}',
  summary: 'Say what a flag is at one studio',
  description: 'In effect everywhere within 60 s.',
  tags: ['Feature flags'],
  ...forOperators,
  request: {
    params: ofBoth,
    body: bodyOf(
      z.object({ is_on: z.boolean().nullable().openapi({ description: 'Null: as everywhere.' }) }),
      'Whether it is on.',
    ),
  },
  responses: { 200: json(tenantFlagSchema, 'As it is now.'), ...writeProblems },
})

/** Ways the product can behave, for one studio after the other. */
export const featureFlagsApi = new OpenAPIHono<AppEnv>()

featureFlagsApi.openapi(listRoute, async (c) => {
  const flags = await listFlags(c.var.platform)
  return c.json({ data: flags.map(toFlagJson) }, 200)
})

featureFlagsApi.openapi(putRoute, async (c) => {
  const { description, is_on: isOn } = c.req.valid('json')
  const { key: wanted } = c.req.valid('param')
  await putFlag(c.var.platform, { key: wanted, description, isOn })
  const flags = await listFlags(c.var.platform)
  return c.json(toFlagJson(oneOf(flags, wanted)), 200)
})

featureFlagsApi.openapi(deleteRoute, async (c) => {
  await deleteFlag(c.var.platform, c.req.valid('param'))
  return c.body(null, 204)
})

featureFlagsApi.openapi(listTenantRoute, async (c) => {
  const flags = await flagsOf(c.var.platform, c.req.valid('param').tenant_id)
  return c.json({ data: flags.map(toTenantFlagJson) }, 200)
})

featureFlagsApi.openapi(setTenantRoute, async (c) => {
  const { tenant_id: idOrSlug, key: wanted } = c.req.valid('param')
  const { id } = await getTenant(c.var.platform, idOrSlug)
  await setTenantFlag(c.var.platform, { tenantId: id, key: wanted, isOn: c.req.valid('json').is_on })
  return c.json(toTenantFlagJson(oneOf(await listTenantFlags(c.var.platform, id), wanted)), 200)
})

async function flagsOf(platform: OperatorContext, idOrSlug: string): Promise<TenantFlag[]> {
  return listTenantFlags(platform, (await getTenant(platform, idOrSlug)).id)
}

/** It was there a moment ago. */
function oneOf<Flag extends { key: string }>(flags: readonly Flag[], wanted: string): Flag {
  const found = flags.find((flag) => flag.key === wanted)
  if (!found) throw new AppError('not_found', 'There is no such flag any more.')
  return found
}

function toFlagJson({ key: name, description, isOn, onAt, offAt, updatedAt }: FlagEntry) {
  const updated_at = toInstant(updatedAt)
  return { key: name, description, is_on: isOn, on_at: onAt, off_at: offAt, updated_at }
}

function toTenantFlagJson({ key: name, description, isOn, own }: TenantFlag) {
  return { key: name, description, is_on: own ?? isOn, own }
}
