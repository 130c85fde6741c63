import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { readKeyUse, resealSecrets } from '../../tenants/operators/reseal-secrets.ts'
import { decodeCursor, encodeCursor } from '../api/cursor.ts'
import { json } from '../api/responses.ts'
import { bodyOf } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'

const keysRoute = createRoute({
  method: 'get',
  path: '/secrets',
  summary: 'Which keys databases’ tokens are sealed with',
  tags: ['Secrets'],
  ...forOperators,
  responses: {
    200: json(
      z.object({
        tenants: z.int(),
        keys: z.array(z.object({ id: z.string(), is_newest: z.boolean(), tokens: z.int() })),
      }),
      'The ids of keys, never keys.',
    ),
    ...readProblems,
  },
})

const resealRoute = createRoute({
  method: 'post',
  path: '/secrets/reseal',
  summary: 'Seal with the newest key what an older one sealed',
  description: 'Twenty studios at a time: go on with `next_cursor` until it is null. Safe to repeat.',
  tags: ['Secrets'],
  ...forOperators,
  request: { body: bodyOf(z.object({ cursor: z.string().max(200).optional() }), 'Where to go on.') },
  responses: {
    200: json(
      z.object({
        resealed: z.int(),
        tenants: z.int().openapi({ description: 'How many studios were looked at.' }),
        failed: z
          .array(z.string())
          .openapi({ description: 'Ids of studios whose secrets are not all sealed anew.' }),
        next_cursor: z.string().nullable(),
      }),
      'What was done.',
    ),
    ...writeProblems,
  },
})

/** For taking a key out of `SECRET_KEYS`: `docs/runbooks/rotate-secrets.md`. */
export const secretsApi = new OpenAPIHono<AppEnv>()

secretsApi.openapi(keysRoute, async (c) => {
  const { keys, tenants } = await readKeyUse(c.var.platform)
  return c.json(
    { tenants, keys: keys.map(({ id, isNewest, tokens }) => ({ id, is_newest: isNewest, tokens })) },
    200,
  )
})

secretsApi.openapi(resealRoute, async (c) => {
  const { cursor } = c.req.valid('json')
  const after = cursor === undefined ? null : (decodeCursor(cursor) ?? null)
  const { resealed, tenants, failed, nextAfter } = await resealSecrets(c.var.platform, after)
  const next_cursor = nextAfter === null ? null : encodeCursor(nextAfter)
  return c.json({ resealed, tenants, failed, next_cursor }, 200)
})
