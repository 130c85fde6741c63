import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { archiveService } from '../../tenants/studio/archive-service.ts'
import { changeService } from '../../tenants/studio/change-service.ts'
import { createService } from '../../tenants/studio/create-service.ts'
import { getServiceDetails } from '../../tenants/studio/get-service-details.ts'
import { listServiceDetails } from '../../tenants/studio/list-service-details.ts'
import { orderServices } from '../../tenants/studio/order-services.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import {
  newServiceSchema,
  serviceChangeSchema,
  serviceDetailsSchema,
  toServiceFields,
  toServiceJson,
} from './service-json.ts'
import {
  bodyOf,
  changeProblems,
  forStaff,
  gone,
  idParam,
  readProblems,
  writeProblems,
} from './staff-route.ts'

const params = idParam('service_id', 'Id or slug.')
const one = '/services/{service_id}'

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/service-details',
  summary: 'All services as staff see them',
  request: { query: pageQuery },
  responses: {
    200: json(pageOf(serviceDetailsSchema), 'In the studio’s order, the archived ones last.'),
    ...readProblems,
  },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/service-details/{service_id}',
  summary: 'One service as staff see it',
  request: { params },
  responses: { 200: json(serviceDetailsSchema, 'The service.'), ...readProblems },
})
const createServiceRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/services',
  summary: 'Put a service on sale',
  request: { body: bodyOf(newServiceSchema, 'The service.') },
  responses: { 201: json(serviceDetailsSchema, 'On sale.'), ...writeProblems },
})
const orderRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/services/order',
  summary: 'Put services in an order',
  request: {
    body: bodyOf(z.object({ service_ids: z.array(z.string()) }), 'Those not named come after.'),
  },
  responses: { 204: { description: 'Done.' }, ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a service',
  description: 'What is not given stays, lists are given whole. What is booked stays as it was agreed.',
  request: { params, body: bodyOf(serviceChangeSchema, 'What becomes different.') },
  responses: { 200: json(serviceDetailsSchema, 'The service as it is now.'), ...changeProblems },
})
const archiveRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Take a service off sale',
  description: 'What is booked stays. A class whose sessions are to come is refused: `in_use`.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const serviceDetailsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listServiceDetails(c.var.ctx), c.req.valid('query'))
    return c.json({ data: data.map(toServiceJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const service = await getServiceDetails(c.var.ctx, c.req.valid('param').service_id)
    return c.json(toServiceJson(service), 200)
  })
  .openapi(createServiceRoute, async (c) => {
    const service = await createService(c.var.ctx, toServiceFields(c.req.valid('json')))
    return c.json(toServiceJson(service), 201)
  })
  .openapi(orderRoute, async (c) => {
    await orderServices(c.var.ctx, { serviceIds: c.req.valid('json').service_ids })
    return c.body(null, 204)
  })
  .openapi(changeRoute, async (c) => {
    const serviceId = c.req.valid('param').service_id
    const service = await changeService(c.var.ctx, { serviceId, ...toServiceFields(c.req.valid('json')) })
    return c.json(toServiceJson(service), 200)
  })
  .openapi(archiveRoute, async (c) => {
    await archiveService(c.var.ctx, { serviceId: c.req.valid('param').service_id })
    return c.body(null, 204)
  })
