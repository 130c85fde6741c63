import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { formatInstants } from '../../tenants/availability/format-instants.ts'
import { listAvailableSlots } from '../../tenants/availability/list-available-slots.ts'
import type { AppEnv } from '../app-env.ts'
import { json, problems } from './responses.ts'

const slotsSchema = z
  .object({
    trainer_id: z.string().nullable().openapi({ description: 'Null when any trainer will do.' }),
    service_id: z.string(),
    time_zone: z.string().openapi({ description: 'Of the place: `from` and `to` are its days.' }),
    available_slots: z
      .array(z.iso.datetime())
      .openapi({ description: 'Possible starts, in order.', example: ['2027-01-05T09:00:00Z'] }),
    total: z.int(),
  })
  .openapi('AvailableSlots')

const date = (description: string) =>
  z.iso.date('Not a date: use YYYY-MM-DD.').openapi({ description, example: '2027-01-05' })

const listSlotsRoute = createRoute({
  method: 'get',
  path: '/availability/available-slots',
  summary: 'Times that can be booked',
  description: 'Each of them, sent back unchanged as `start_time` at once, can be booked. At most 62 days.',
  request: {
    query: z.object({
      service_id: z.string().min(1).openapi({ description: 'Id or slug.' }),
      trainer_id: z
        .string()
        .optional()
        .openapi({ description: 'Id or slug. Without it, times at which any trainer is free.' }),
      from: date('The first day, local to the place.'),
      to: date('The last day, local to the place.'),
    }),
  },
  responses: {
    200: json(slotsSchema, 'The times.'),
    ...problems('not_found', 'invalid_input', 'rate_limited', 'unavailable'),
  },
})

export const availabilityApi = new OpenAPIHono<AppEnv>().openapi(listSlotsRoute, async (c) => {
  const { service_id, trainer_id, from, to } = c.req.valid('query')
  const { serviceId, trainerId, timeZone, slots } = await listAvailableSlots(c.var.ctx, {
    serviceId: service_id,
    trainerId: trainer_id ?? null,
    fromOn: from,
    toOn: to,
  })
  return c.json(
    {
      trainer_id: trainerId,
      service_id: serviceId,
      time_zone: timeZone,
      available_slots: formatInstants(slots.map(({ startsAt }) => startsAt)),
      total: slots.length,
    },
    200,
  )
})
