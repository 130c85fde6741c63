import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeLimit } from '../../tenants/limits/change-limit.ts'
import { createLimit } from '../../tenants/limits/create-limit.ts'
import { deleteLimit } from '../../tenants/limits/delete-limit.ts'
import { getLimit } from '../../tenants/limits/get-limit.ts'
import { listLimits } from '../../tenants/limits/list-limits.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const decided = z.object({
  subject: z.enum(['trainer', 'client', 'service']).openapi({
    description:
      'What is limited: a trainer’s time, what one client books, or how often a service is booked.',
  }),
  trainer_id: z.string().nullable().openapi({ description: 'Of trainers: this one. Null: each of them.' }),
  service_id: z.string().nullable().openapi({ description: 'Only this service. Null: each, or all.' }),
  client_group_id: z.string().nullable().openapi({ description: 'Of clients: those of this group.' }),
  period: z.enum(['day', 'week', 'open', 'ever']).openapi({
    description: 'Local day or week, bookings that are to come (`open`), or all there ever were.',
  }),
  max_bookings: z.int().nullable(),
  max_minutes: z.int().nullable(),
})
const newSchema = decided.partial().required({ subject: true, period: true }).openapi('NewBookingLimit')
const changeSchema = decided.partial().openapi('BookingLimitChange')
const limitSchema = decided
  .extend({ id: z.string().openapi({ example: 'lim_4t1h' }) })
  .openapi('BookingLimit')

const path = '/booking-limits'
const one = `${path}/{limit_id}` as const
const params = idParam('limit_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'How much may be booked',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(limitSchema), 'All limits.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One limit',
  request: { params },
  responses: { 200: json(limitSchema, 'The limit.'), ...readProblems },
})
const createLimitRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Limit how much may be booked',
  description: 'What is booked stays, and counts.',
  request: { body: bodyOf(newSchema, 'The limit.') },
  responses: { 201: json(limitSchema, 'It holds.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a limit',
  description: 'What is not given stays.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(limitSchema, 'The limit as it is now.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Lift a limit',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const bookingLimitsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listLimits(c.var.ctx), c.req.valid('query'))
    return c.json({ data: toSnake(data), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    return c.json(toSnake(await getLimit(c.var.ctx, { limitId: c.req.valid('param').limit_id })), 200)
  })
  .openapi(createLimitRoute, async (c) => {
    return c.json(toSnake(await createLimit(c.var.ctx, toCamel(c.req.valid('json')))), 201)
  })
  .openapi(changeRoute, async (c) => {
    const limitId = c.req.valid('param').limit_id
    return c.json(toSnake(await changeLimit(c.var.ctx, { limitId, ...toCamel(c.req.valid('json')) })), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteLimit(c.var.ctx, { limitId: c.req.valid('param').limit_id })
    return c.body(null, 204)
  })
