import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { blockClient } from '../../tenants/clients/block-client.ts'
import { changeClient } from '../../tenants/clients/change-client.ts'
import { createClient } from '../../tenants/clients/create-client.ts'
import { deleteClient } from '../../tenants/clients/delete-client.ts'
import { getClientRecord } from '../../tenants/clients/get-client-record.ts'
import { clientSorts, listClients } from '../../tenants/clients/list-clients.ts'
import { builtInSegments } from '../../tenants/clients/segments/built-in-segments.ts'
import { unblockClient } from '../../tenants/clients/unblock-client.ts'
import type { AppEnv } from '../app-env.ts'
import {
  clientFields,
  clientSchema,
  listedSchema,
  recordSchema,
  toClientChange,
  toClientJson,
  toListedJson,
  toRecordJson,
} from './client-json.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { pageOf, pageQuery } from './page.ts'
import { json } from './responses.ts'
import {
  bodyOf,
  changeProblems,
  editionSeen,
  forStaff,
  gone,
  idParam,
  readProblems,
  writeProblems,
} from './staff-route.ts'

const path = '/clients'
const one = `${path}/{client_id}` as const
const params = idParam('client_id')

const newSchema = clientFields.openapi('NewClient')
const changeSchema = clientFields.extend({ edition: editionSeen }).openapi('ClientChange')

const listQuery = pageQuery.extend({
  search: z.string().max(100).optional().openapi({
    description: 'Beginnings of words of a name, an address or a number; all of them.',
  }),
  segment: z.enum(builtInSegments).optional(),
  tag_id: z.string().optional(),
  client_group_id: z.string().optional(),
  blocked: z.enum(['true', 'false']).optional(),
  sort: z.enum(clientSorts).default('name'),
})

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Clients',
  description: 'A trainer sees their own. By `last_visit` those are left out who never came.',
  request: { query: listQuery },
  responses: { 200: json(pageOf(listedSchema), 'By name, unless asked otherwise.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One client',
  request: { params },
  responses: { 200: json(recordSchema, 'The client, and what is kept of them.'), ...readProblems },
})
const createClientRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Write down a client who has not booked yet',
  description: 'A name, an address or a number is enough.',
  request: { body: bodyOf(newSchema, 'The client.') },
  responses: { 201: json(clientSchema, 'Known from now on.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change what is known of a client',
  description: 'What is not given stays as it is. A trainer changes their own, but for the group.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(clientSchema, 'The client as they are now.'), ...changeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Delete a client who was written down by mistake',
  description:
    'Who booked, waited, agreed to something or has a login is erased or blocked instead: `has_history`.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})
const blockRoute = createRoute({
  ...forStaff,
  method: 'put',
  path: `${one}/block`,
  summary: 'Stop a client’s online booking',
  description: 'What is booked stays; they leave the waitlists they stand in. Staff may book for them.',
  request: {
    params,
    body: bodyOf(z.object({ reason: z.string() }).openapi('ClientBlock'), 'Why, for staff.'),
  },
  responses: { ...gone, ...writeProblems },
})
const unblockRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${one}/block`,
  summary: 'Let a client book online again',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const clientsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { limit, cursor, search, segment, sort, ...query } = c.req.valid('query')
    const { clients, hasMore } = await listClients(c.var.ctx, {
      search,
      segment,
      sort,
      tagId: query.tag_id,
      clientGroupId: query.client_group_id,
      isBlocked: query.blocked === undefined ? null : query.blocked === 'true',
      limit,
      // What is no cursor names nobody.
      after: cursor === undefined ? null : decodeCursor(cursor) || 'none',
    })
    const last = clients.at(-1)
    const next_cursor = hasMore && last ? encodeCursor(last.id) : null
    return c.json({ data: clients.map(toListedJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const clientId = c.req.valid('param').client_id
    return c.json(toRecordJson(await getClientRecord(c.var.ctx, { clientId })), 200)
  })
  .openapi(createClientRoute, async (c) => {
    return c.json(toClientJson(await createClient(c.var.ctx, toClientChange(c.req.valid('json')))), 201)
  })
  .openapi(changeRoute, async (c) => {
    const clientId = c.req.valid('param').client_id
    const { edition, ...body } = c.req.valid('json')
    return c.json(
      toClientJson(await changeClient(c.var.ctx, { clientId, edition, ...toClientChange(body) })),
      200,
    )
  })
  .openapi(deleteRoute, async (c) => {
    await deleteClient(c.var.ctx, { clientId: c.req.valid('param').client_id })
    return c.body(null, 204)
  })
  .openapi(blockRoute, async (c) => {
    const clientId = c.req.valid('param').client_id
    await blockClient(c.var.ctx, { clientId, reason: c.req.valid('json').reason })
    return c.body(null, 204)
  })
  .openapi(unblockRoute, async (c) => {
    await unblockClient(c.var.ctx, { clientId: c.req.valid('param').client_id })
    return c.body(null, 204)
  })
