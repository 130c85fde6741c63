import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createTag } from '../../tenants/clients/tags/create-tag.ts'
import { deleteTag } from '../../tenants/clients/tags/delete-tag.ts'
import { listTags } from '../../tenants/clients/tags/list-tags.ts'
import { renameTag } from '../../tenants/clients/tags/rename-tag.ts'
import { tagClient } from '../../tenants/clients/tags/tag-client.ts'
import { untagClient } from '../../tenants/clients/tags/untag-client.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const tagSchema = z
  .object({
    id: z.string().openapi({ example: 'tag_4t1h' }),
    name: z.string(),
    clients: z.int().openapi({ description: 'How many have it.' }),
  })
  .openapi('Tag')
const newSchema = z.object({ name: z.string() }).openapi('NewTag')

const params = idParam('tag_id')
const ofClient = idParam('client_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/tags',
  summary: 'Words that clients are found by',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(tagSchema), 'By name.'), ...readProblems },
})
const createTagRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/tags',
  summary: 'Make a tag',
  description: 'One of each name, however it is typed: else `name_taken`.',
  request: { body: bodyOf(newSchema, 'The tag.') },
  responses: { 201: json(tagSchema, 'Made.'), ...writeProblems },
})
const renameRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: '/tags/{tag_id}',
  summary: 'Rename a tag',
  request: { params, body: bodyOf(newSchema, 'Its new name.') },
  responses: { 200: json(tagSchema, 'The tag.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: '/tags/{tag_id}',
  summary: 'Delete a tag, whoever has it',
  request: { params },
  responses: { ...gone, ...writeProblems },
})
const tagClientRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/clients/{client_id}/tags',
  summary: 'Put a tag on a client',
  description: 'It is made where there is none with the name.',
  request: { params: ofClient, body: bodyOf(newSchema, 'The tag.') },
  responses: { ...gone, ...writeProblems },
})
const untagRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: '/clients/{client_id}/tags/{tag_id}',
  summary: 'Take a tag off a client',
  request: { params: ofClient.extend(params.shape) },
  responses: { ...gone, ...writeProblems },
})

export const tagsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => c.json(takePage(await listTags(c.var.ctx), c.req.valid('query')), 200))
  .openapi(createTagRoute, async (c) => c.json(await createTag(c.var.ctx, c.req.valid('json')), 201))
  .openapi(renameRoute, async (c) => {
    const { tag_id: tagId } = c.req.valid('param')
    return c.json(await renameTag(c.var.ctx, { tagId, ...c.req.valid('json') }), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteTag(c.var.ctx, { tagId: c.req.valid('param').tag_id })
    return c.body(null, 204)
  })
  .openapi(tagClientRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    await tagClient(c.var.ctx, { clientId, ...c.req.valid('json') })
    return c.body(null, 204)
  })
  .openapi(untagRoute, async (c) => {
    const { client_id: clientId, tag_id: tagId } = c.req.valid('param')
    await untagClient(c.var.ctx, { clientId, tagId })
    return c.body(null, 204)
  })
