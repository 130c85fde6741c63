import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { requireLogin } from '../../tenants/access/require-login.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { AppError } from '../../tenants/errors.ts'
import { eraseClient, type Erasure } from '../../tenants/privacy/erase-client.ts'
import { exportClient, type PersonExport } from '../../tenants/privacy/export-client.ts'
import type { AppEnv } from '../app-env.ts'
import { forPerson, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { toSnake } from './snake-case.ts'
import { bodyOf, forStaffPerson, idParam, personProblems } from './staff-route.ts'

const query = z.object({
  format: z.enum(['json', 'csv']).default('json').openapi({
    description: '`csv`: a line for each field, as `record,id,field,value`.',
  }),
})
const exportSchema = z
  .object({
    studio: z.string(),
    client_id: z.string(),
    exported_at: z.iso.datetime(),
    records: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).openapi({
      description:
        'By kind: `profile`, `dependents`, `bookings`, `messages`, `consents` … `names` says what the ids stand for.',
    }),
  })
  .openapi('PersonExport')
const exported = {
  description: 'All there is, to be kept as a file. It is not kept here, and no link leads to it.',
  content: {
    'application/json': { schema: exportSchema },
    'text/csv': { schema: z.string() },
  },
}
const wishSchema = z
  .object({
    cancel_upcoming: z.boolean().default(false).openapi({
      description:
        'What is booked and waited for is cancelled, each by its own terms. Else it is in the way.',
    }),
  })
  .openapi('ErasureWish')
const erasureSchema = z
  .object({
    client_id: z.string(),
    kept_login: z
      .literal('staff')
      .nullable()
      .openapi({ description: '`staff`: the login is also that of somebody who works here, and goes on.' }),
  })
  .openapi('Erasure')

const cannotBeUndone =
  'Cannot be undone: names, addresses, notes and the login are gone for good, amounts stay without a name. Needs a sign-in, or `POST /users/reauthenticate`, within the last ten minutes.'
const params = idParam('client_id')

const exportRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path: '/clients/{client_id}/export',
  summary: 'All that is known of a client',
  request: { params, query },
  responses: { 200: exported, ...personProblems },
})
const eraseRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path: '/clients/{client_id}/erase',
  summary: 'Forget a client',
  description: `${cannotBeUndone} No key may do it.`,
  request: { params, body: bodyOf(wishSchema, 'What becomes of their bookings.') },
  responses: { 200: json(erasureSchema, 'Forgotten.'), ...personProblems },
})
const exportMeRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: '/users/me/export',
  summary: 'All that is known of me',
  request: { query },
  responses: {
    200: exported,
    ...personWriteProblems,
    ...problems('reauthentication_required', 'not_found'),
  },
})
const eraseMeRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: '/users/me/erase',
  summary: 'Forget me',
  description: cannotBeUndone,
  request: { body: bodyOf(wishSchema, 'What becomes of my bookings.') },
  responses: {
    200: json(erasureSchema, 'Forgotten; the token opens nothing any more.'),
    ...personWriteProblems,
    ...problems('reauthentication_required', 'not_found', 'conflict'),
  },
})

export const privacyApi = new OpenAPIHono<AppEnv>()
  .openapi(exportRoute, async (c) => {
    const clientId = c.req.valid('param').client_id
    return answerExport(c, await exportClient(c.var.ctx, { clientId }), c.req.valid('query').format)
  })
  .openapi(eraseRoute, async (c) => {
    const clientId = c.req.valid('param').client_id
    const { cancel_upcoming: cancelUpcoming } = c.req.valid('json')
    return c.json(toErasureJson(await eraseClient(c.var.ctx, { clientId, cancelUpcoming })), 200)
  })
  .openapi(exportMeRoute, async (c) => {
    const clientId = requireOwnId(c.var.ctx)
    return answerExport(c, await exportClient(c.var.ctx, { clientId }), c.req.valid('query').format)
  })
  .openapi(eraseMeRoute, async (c) => {
    const clientId = requireOwnId(c.var.ctx)
    const { cancel_upcoming: cancelUpcoming } = c.req.valid('json')
    return c.json(toErasureJson(await eraseClient(c.var.ctx, { clientId, cancelUpcoming })), 200)
  })

function requireOwnId(ctx: TenantContext): string {
  const { clientId } = requireLogin(ctx)
  if (clientId === null) throw new AppError('not_found', 'You are not a client here.')
  return clientId
}

async function answerExport(c: Context<AppEnv>, person: PersonExport, format: 'json' | 'csv') {
  // Ids are letters of ours: nothing in the name has to be quoted.
  const filename = `${person.clientId.replaceAll(/[^a-z0-9_]/g, '')}.${format}`
  c.header('Content-Disposition', `attachment; filename="${filename}"`)
  c.header('Cache-Control', 'private, no-store')
  if (format === 'json') return c.json(toSnake(person), 200)
  // Asked for seldom: not worth its part of every start.
  const { toCsv } = await import('../../tenants/privacy/to-csv.ts')
  return c.body(toCsv(person), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
}

function toErasureJson({ clientId, keptLogin }: Erasure): z.output<typeof erasureSchema> {
  return { client_id: clientId, kept_login: keptLogin }
}
