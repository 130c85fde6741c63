import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { ApiKeyView } from '../../tenants/staff/api-key-view.ts'
import { createApiKey } from '../../tenants/staff/create-api-key.ts'
import { listApiKeys } from '../../tenants/staff/list-api-keys.ts'
import { revokeApiKey } from '../../tenants/staff/revoke-api-key.ts'
import type { AppEnv } from '../app-env.ts'
import { grantsSchema, newGrantsSchema } from './grants-json.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaffPerson, gone, idParam, personProblems, readProblems } from './staff-route.ts'

const newSchema = z
  .object({
    name: z.string(),
    grants: newGrantsSchema,
    expires_in_days: z
      .union([z.int(), z.literal('never')])
      .optional()
      .openapi({ description: 'By default 365. `never` is a choice of its own.' }),
  })
  .openapi('NewApiKey')
const keySchema = z
  .object({
    id: z.string().openapi({ example: 'key_4t1h' }),
    name: z.string(),
    hint: z.string().openapi({ description: 'How it begins.', example: 'thk_8Jx0…' }),
    grants: grantsSchema,
    created_by: z.string().nullable().openapi({ description: 'As the audit log says; null: the platform.' }),
    created_by_name: z.string().nullable(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    last_used_at: z.iso.datetime().nullable().openapi({ description: 'To the minute.' }),
  })
  .openapi('ApiKey')
const newKeySchema = keySchema
  .extend({ key: z.string().openapi({ description: 'Shown this once.' }) })
  .openapi('CreatedApiKey')

const path = '/api-keys'

const listRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path,
  summary: 'Keys of the studio’s programs',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(keySchema), 'Those in use, the newest first.'), ...readProblems },
})
const createKeyRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path,
  summary: 'Make a key',
  description: 'It can do no more than whoever makes it, and decides nothing about people’s access.',
  request: { body: bodyOf(newSchema, 'What it is for, and what it may do.') },
  responses: { 201: json(newKeySchema, 'Made.'), ...personProblems },
})
const revokeRoute = createRoute({
  ...forStaffPerson,
  method: 'delete',
  path: `${path}/{key_id}`,
  summary: 'Revoke a key',
  request: { params: idParam('key_id') },
  responses: { ...gone, ...personProblems },
})

export const apiKeysApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const keys = (await listApiKeys(c.var.ctx)).map(toKeyJson)
    return c.json(takePage(keys, c.req.valid('query')), 200)
  })
  .openapi(createKeyRoute, async (c) => {
    const { expires_in_days: expiresInDays, ...wish } = c.req.valid('json')
    const { apiKey, key } = await createApiKey(c.var.ctx, { ...wish, expiresInDays })
    return c.json({ ...toKeyJson(apiKey), key }, 201)
  })
  .openapi(revokeRoute, async (c) => {
    await revokeApiKey(c.var.ctx, { keyId: c.req.valid('param').key_id })
    return c.body(null, 204)
  })

function toKeyJson(key: ApiKeyView): z.output<typeof keySchema> {
  const when = (ms: number | null) => (ms === null ? null : toInstant(ms))
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    grants: key.grants,
    created_by: key.createdBy,
    created_by_name: key.createdByName,
    created_at: toInstant(key.createdAt),
    expires_at: when(key.expiresAt),
    last_used_at: when(key.lastUsedAt),
  }
}
