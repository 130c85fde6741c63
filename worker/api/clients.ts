import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createClient } from '../../tenants/clients/create-client.ts'
import { getClient } from '../../tenants/clients/get-client.ts'
import { listClients } from '../../tenants/clients/list-clients.ts'
import { putInGroup } from '../../tenants/clients/put-in-group.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { newClientSchema, toClientInput } from './bookings.ts'
import { toInstant } from './instant.ts'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from './page.ts'
import { json } from './responses.ts'
import { toSnake } from './snake-case.ts'
import { bodyOf, forStaff, idParam, readProblems, writeProblems } from './staff-route.ts'

const groupId = z.string().nullable().openapi({ description: 'The group whose rules are theirs.' })

const clientSchema = z
  .object({
    id: z.string().openapi({ example: 'cli_4t1h' }),
    email: z.string().nullable(),
    first_name: z.string(),
    last_name: z.string(),
    phone: z.string().nullable(),
    locale: z.enum(locales),
    time_zone: z.string().nullable(),
    client_group_id: groupId,
    created_at: z.iso.datetime(),
  })
  .openapi('Client')
const newSchema = newClientSchema.extend({ client_group_id: groupId.optional() }).openapi('NewClient')
const changeSchema = z.object({ client_group_id: groupId }).openapi('ClientChange')

const path = '/clients'
const one = `${path}/{client_id}` as const
const params = idParam('client_id')

const listQuery = pageQuery.extend({
  search: z.string().max(100).optional().openapi({ description: 'Part of a name, an address or a number.' }),
  client_group_id: z.string().optional(),
})

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Clients by name',
  request: { query: listQuery },
  responses: { 200: json(pageOf(clientSchema), 'In the order of their last names.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One client',
  request: { params },
  responses: { 200: json(clientSchema, 'The client.'), ...readProblems },
})
const createClientRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Write down a client who has not booked yet',
  request: { body: bodyOf(newSchema, 'The client.') },
  responses: { 201: json(clientSchema, 'Known from now on.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Put a client into a group, or into none',
  request: { params, body: bodyOf(changeSchema, 'The group.') },
  responses: { 200: json(clientSchema, 'The client as they are now.'), ...writeProblems },
})

export const clientsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { limit, cursor, search, client_group_id: clientGroupId } = c.req.valid('query')
    // What is no cursor names nobody.
    const after = cursor === undefined ? null : decodeCursor(cursor) || 'none'
    const { clients, hasMore } = await listClients(c.var.ctx, { search, clientGroupId, limit, after })
    const last = clients.at(-1)
    return c.json(
      { data: clients.map(toJson), next_cursor: hasMore && last ? encodeCursor(last.id) : null },
      200,
    )
  })
  .openapi(getRoute, async (c) => {
    return c.json(toJson(await getClient(c.var.ctx, { clientId: c.req.valid('param').client_id })), 200)
  })
  .openapi(createClientRoute, async (c) => {
    const body = c.req.valid('json')
    const input = { ...toClientInput(body), clientGroupId: body.client_group_id }
    return c.json(toJson(await createClient(c.var.ctx, input)), 201)
  })
  .openapi(changeRoute, async (c) => {
    const clientId = c.req.valid('param').client_id
    const clientGroupId = c.req.valid('json').client_group_id
    return c.json(toJson(await putInGroup(c.var.ctx, { clientId, clientGroupId })), 200)
  })

type Client = Awaited<ReturnType<typeof getClient>>

function toJson(client: Client): z.output<typeof clientSchema> {
  const { id, email, firstName, lastName, phone, locale, timeZone, clientGroupId, createdAt } = client
  const shown = { id, email, firstName, lastName, phone, locale, timeZone, clientGroupId }
  return { ...toSnake(shown), created_at: toInstant(createdAt) }
}
