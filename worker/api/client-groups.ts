import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeClientGroup } from '../../tenants/clients/change-client-group.ts'
import { createClientGroup } from '../../tenants/clients/create-client-group.ts'
import { deleteClientGroup } from '../../tenants/clients/delete-client-group.ts'
import { getClientGroup } from '../../tenants/clients/get-client-group.ts'
import { listClientGroups, type ClientGroup } from '../../tenants/clients/list-client-groups.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import {
  bodyOf,
  forStaff,
  gone,
  idParam,
  readProblems,
  spokenText,
  textSchema,
  writeProblems,
} from './staff-route.ts'
import { toOpensAt, toOpensAtMinute, windowAnswer, windowFields } from './window-json.ts'

const serviceId = z.string().nullable().openapi({ description: 'Null: all services without one here.' })

const newSchema = z
  .object({
    name: textSchema,
    windows: z
      .array(z.object({ ...windowFields, service_id: serviceId }).partial())
      .optional()
      .openapi({ description: 'How far ahead these clients book, instead of what the services say.' }),
  })
  .openapi('NewClientGroup')
const changeSchema = newSchema.partial().openapi('ClientGroupChange')
const groupSchema = z
  .object({
    id: z.string().openapi({ example: 'grp_4t1h' }),
    name: spokenText,
    members: z.int().openapi({ description: 'How many clients are in it.' }),
    windows: z.array(z.object({ ...windowAnswer, service_id: serviceId })),
  })
  .openapi('ClientGroup')

const path = '/client-groups'
const one = `${path}/{client_group_id}` as const
const params = idParam('client_group_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Clients for whom some rules differ',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(groupSchema), 'All groups.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One group of clients',
  request: { params },
  responses: { 200: json(groupSchema, 'The group.'), ...readProblems },
})
const createGroupRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Make a group of clients',
  request: { body: bodyOf(newSchema, 'The group.') },
  responses: { 201: json(groupSchema, 'Made; nobody is in it yet.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a group of clients',
  description: 'What is not given stays; windows are given whole.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(groupSchema, 'The group as it is now.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Dissolve a group of clients',
  description: 'Its clients stay. While limits or policies are for it, it is refused: `in_use`.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const clientGroupsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listClientGroups(c.var.ctx), c.req.valid('query'))
    return c.json({ data: data.map(toJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const clientGroupId = c.req.valid('param').client_group_id
    return c.json(toJson(await getClientGroup(c.var.ctx, { clientGroupId })), 200)
  })
  .openapi(createGroupRoute, async (c) => {
    const { name, windows } = c.req.valid('json')
    return c.json(toJson(await createClientGroup(c.var.ctx, { name, windows: toWindows(windows) })), 201)
  })
  .openapi(changeRoute, async (c) => {
    const clientGroupId = c.req.valid('param').client_group_id
    const { name, windows } = c.req.valid('json')
    const changes = { name, windows: toWindows(windows) }
    return c.json(toJson(await changeClientGroup(c.var.ctx, { clientGroupId, ...changes })), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteClientGroup(c.var.ctx, { clientGroupId: c.req.valid('param').client_group_id })
    return c.body(null, 204)
  })

function toWindows(windows: z.output<typeof newSchema>['windows']) {
  return windows?.map((window) => toCamel(toOpensAtMinute(window)))
}

function toJson({ windows, ...group }: ClientGroup): z.output<typeof groupSchema> {
  return { ...group, windows: windows.map((window) => toOpensAt(toSnake(window))) }
}
