import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { closeHolidays } from '../../tenants/schedules/close-holidays.ts'
import { listHolidays, type Holiday } from '../../tenants/schedules/list-holidays.ts'
import type { AppEnv } from '../app-env.ts'
import { affectedFields, toAffectedJson } from './affected.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, readProblems, writeProblems } from './staff-route.ts'

const holidaySchema = z
  .object({
    on: z.iso.date(),
    name: z.string(),
    override_id: z.string().nullable().openapi({
      description: 'The closed dates that came of it; null while the place is not closed for it.',
    }),
    ...affectedFields,
  })
  .openapi('Holiday')
const answer = z.object({ data: z.array(holidaySchema) }).openapi('Holidays')

const path = '/availability/holidays'

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'National holidays, and what is booked on them',
  description: 'Of the country or region in the place’s `holiday_region`.',
  request: {
    query: z.object({
      location_id: z.string(),
      year: z.coerce.number().int().openapi({ example: 2027 }),
    }),
  },
  responses: { 200: json(answer, 'In the order of their dates.'), ...readProblems },
})

const closeRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Close a place on national holidays',
  description:
    'Makes an override of each, with its name as reason; what was taken over before stays. Nothing is cancelled: the answer lists what stands in the way. To open again, delete the override.',
  request: {
    body: bodyOf(
      z
        .object({
          location_id: z.string(),
          dates: z
            .array(z.string())
            .openapi({ description: 'Holidays of one year.', example: ['2027-03-03'] }),
        })
        .openapi('ClosedHolidays'),
      'Where, and on which of them.',
    ),
  },
  responses: { 201: json(answer, 'Closed on each of them.'), ...writeProblems },
})

export const holidaysApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { location_id: locationId, year } = c.req.valid('query')
    return c.json({ data: (await listHolidays(c.var.ctx, { locationId, year })).map(toJson) }, 200)
  })
  .openapi(closeRoute, async (c) => {
    const { location_id: locationId, dates } = c.req.valid('json')
    return c.json({ data: (await closeHolidays(c.var.ctx, { locationId, dates })).map(toJson) }, 201)
  })

function toJson({ on, name, overrideId, affected }: Holiday): z.output<typeof holidaySchema> {
  return { on, name, override_id: overrideId, ...toAffectedJson(affected) }
}
