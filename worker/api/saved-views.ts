import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { deleteView } from '../../tenants/desk/saved-views/delete-view.ts'
import { listViews } from '../../tenants/desk/saved-views/list-views.ts'
import { saveView } from '../../tenants/desk/saved-views/save-view.ts'
import { viewPlaces } from '../../tenants/desk/saved-views/whose-views.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaffPerson, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const viewSchema = z
  .object({
    id: z.string().openapi({ example: 'viw_4t1h' }),
    name: z.string(),
    query: z.string().openapi({
      description: 'Of the list’s address in the admin, without the question mark.',
      example: 'when=upcoming&status=pending',
    }),
  })
  .openapi('SavedView')
const place = z.enum(viewPlaces).openapi({ description: 'Of which list.' })

const path = '/saved-views'
/** A view is a person's: a staff key has none. */
const forWhom = { ...forStaffPerson, security: [{ personToken: [] }] }

const listRoute = createRoute({
  ...forWhom,
  method: 'get',
  path,
  summary: 'The views of a list that you have saved',
  request: { query: pageQuery.extend({ place }) },
  responses: { 200: json(pageOf(viewSchema), 'By name.'), ...readProblems },
})
const saveRoute = createRoute({
  ...forWhom,
  method: 'post',
  path,
  summary: 'Save a view of a list',
  description: 'The same name again is that view anew. At most 30 of each list.',
  request: {
    body: bodyOf(
      z.object({ place, name: z.string(), query: z.string() }).openapi('NewSavedView'),
      'The view.',
    ),
  },
  responses: { 201: json(viewSchema, 'Saved.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forWhom,
  method: 'delete',
  path: `${path}/{view_id}`,
  summary: 'Forget a view of yours',
  request: { params: idParam('view_id') },
  responses: { ...gone, ...writeProblems },
})

export const savedViewsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const query = c.req.valid('query')
    return c.json(takePage(await listViews(c.var.ctx, { place: query.place }), query), 200)
  })
  .openapi(saveRoute, async (c) => c.json(await saveView(c.var.ctx, c.req.valid('json')), 201))
  .openapi(deleteRoute, async (c) => {
    await deleteView(c.var.ctx, { viewId: c.req.valid('param').view_id })
    return c.body(null, 204)
  })
