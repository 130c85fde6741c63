import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { fitnessLevels } from '../../tenants/clients/client-input.ts'
import { builtInSegments } from '../../tenants/clients/segments/built-in-segments.ts'
import { changeSegment } from '../../tenants/clients/segments/change-segment.ts'
import { createSegment } from '../../tenants/clients/segments/create-segment.ts'
import { deleteSegment } from '../../tenants/clients/segments/delete-segment.ts'
import { listSegments, type Segment } from '../../tenants/clients/segments/list-segments.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const filterSchema = z
  .object({
    segment: z.enum(builtInSegments).nullable(),
    tag_id: z.string().nullable(),
    client_group_id: z.string().nullable(),
    fitness_level: z.enum(fitnessLevels).nullable(),
    is_blocked: z.boolean().nullable(),
  })
  .partial()
  .openapi({ description: 'All of it has to hold, at least one thing.' })
const newSchema = z.object({ name: z.string(), filter: filterSchema }).openapi('NewSegment')
const changeSchema = newSchema.partial().openapi('SegmentChange')
const segmentSchema = newSchema.extend({ id: z.string().openapi({ example: 'seg_4t1h' }) }).openapi('Segment')

const path = '/segments'
const one = `${path}/{segment_id}` as const
const params = idParam('segment_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Saved filters of clients',
  description: 'Besides those that are always there, by which `GET /clients` can be asked.',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(segmentSchema), 'By name.'), ...readProblems },
})
const createSegmentRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Save a filter of clients',
  request: { body: bodyOf(newSchema, 'The segment.') },
  responses: { 201: json(segmentSchema, 'Saved.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a segment',
  request: { params, body: bodyOf(changeSchema, 'What becomes different; a filter is given whole.') },
  responses: { 200: json(segmentSchema, 'The segment as it is now.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Delete a segment; its clients stay',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const segmentsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listSegments(c.var.ctx), c.req.valid('query'))
    return c.json({ data: data.map(toJson), next_cursor }, 200)
  })
  .openapi(createSegmentRoute, async (c) => {
    const { name, filter } = c.req.valid('json')
    return c.json(toJson(await createSegment(c.var.ctx, { name, filter: toFilter(filter) })), 201)
  })
  .openapi(changeRoute, async (c) => {
    const { name, filter } = c.req.valid('json')
    const changes = { name, filter: filter && toFilter(filter) }
    const segmentId = c.req.valid('param').segment_id
    return c.json(toJson(await changeSegment(c.var.ctx, { segmentId, ...changes })), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteSegment(c.var.ctx, { segmentId: c.req.valid('param').segment_id })
    return c.body(null, 204)
  })

function toFilter(filter: z.output<typeof filterSchema>): Segment['filter'] {
  return {
    segment: filter.segment,
    tagId: filter.tag_id,
    clientGroupId: filter.client_group_id,
    fitnessLevel: filter.fitness_level,
    isBlocked: filter.is_blocked,
  }
}

function toJson({ id, name, filter }: Segment): z.output<typeof segmentSchema> {
  const { segment, tagId, clientGroupId, fitnessLevel, isBlocked } = filter
  return {
    id,
    name,
    filter: {
      segment: segment ?? null,
      tag_id: tagId ?? null,
      client_group_id: clientGroupId ?? null,
      fitness_level: fitnessLevel ?? null,
      is_blocked: isBlocked ?? null,
    },
  }
}
