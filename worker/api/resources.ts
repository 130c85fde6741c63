import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { archiveResource } from '../../tenants/studio/archive-resource.ts'
import { changeResource } from '../../tenants/studio/change-resource.ts'
import { createResource } from '../../tenants/studio/create-resource.ts'
import { getResource } from '../../tenants/studio/get-resource.ts'
import { listResources } from '../../tenants/studio/list-resources.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  gone,
  idParam,
  readProblems,
  spokenText,
  textSchema,
  writeProblems,
} from './staff-route.ts'

const decided = z.object({
  location_id: z.string(),
  kind: z.enum(['room', 'equipment']),
  name: textSchema,
  pool: z.string().openapi({
    description: 'Services ask for units of a pool; any resource in it will do.',
    example: 'reformers',
  }),
  units: z.int().openapi({ description: 'How many of it there are.' }),
  buffer_before_minutes: z.int().openapi({ description: 'Kept free before each use.' }),
  buffer_after_minutes: z.int().openapi({ description: 'And after it.' }),
  gap_rule: z
    .enum(['max', 'sum'])
    .openapi({ description: 'Between two uses: the wider of the two, or both.' }),
  position: z.int().openapi({ description: 'The first of a pool that is free is taken.' }),
})
const newSchema = decided
  .partial()
  .required({ location_id: true, name: true, pool: true })
  .openapi('NewResource')
const changeSchema = decided
  .partial()
  .extend({
    status: z.literal('active').optional().openapi({ description: 'Takes it into use again.' }),
    edition: editionSeen,
  })
  .openapi('ResourceChange')
const resourceSchema = decided
  .extend({
    id: z.string().openapi({ example: 'res_4t1h' }),
    edition: editionAnswer,
    name: spokenText,
    status: z.enum(['active', 'archived']),
  })
  .openapi('Resource')

const path = '/resources'
const one = `${path}/{resource_id}` as const
const params = idParam('resource_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Rooms and equipment',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(resourceSchema), 'In order, those out of use last.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One room or piece of equipment',
  request: { params },
  responses: { 200: json(resourceSchema, 'The resource.'), ...readProblems },
})
const createResourceRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add a room or equipment',
  request: { body: bodyOf(newSchema, 'The resource.') },
  responses: { 201: json(resourceSchema, 'Added.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a room or equipment',
  description: 'What is not given stays. Fewer units than are promised to come is refused: `units_taken`.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(resourceSchema, 'The resource as it is now.'), ...changeProblems },
})
const archiveRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Take a room or equipment out of use',
  description: 'What is booked keeps it.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const resourcesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listResources(c.var.ctx), c.req.valid('query'))
    return c.json({ data: toSnake(data), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const resourceId = c.req.valid('param').resource_id
    return c.json(toSnake(await getResource(c.var.ctx, { resourceId })), 200)
  })
  .openapi(createResourceRoute, async (c) => {
    return c.json(toSnake(await createResource(c.var.ctx, toCamel(c.req.valid('json')))), 201)
  })
  .openapi(changeRoute, async (c) => {
    const resourceId = c.req.valid('param').resource_id
    return c.json(
      toSnake(await changeResource(c.var.ctx, { resourceId, ...toCamel(c.req.valid('json')) })),
      200,
    )
  })
  .openapi(archiveRoute, async (c) => {
    await archiveResource(c.var.ctx, { resourceId: c.req.valid('param').resource_id })
    return c.body(null, 204)
  })
