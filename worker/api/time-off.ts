import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createTimeOff } from '../../tenants/schedules/create-time-off.ts'
import { deleteTimeOff } from '../../tenants/schedules/delete-time-off.ts'
import { listTimeOff } from '../../tenants/schedules/list-time-off.ts'
import type { TimeOff } from '../../tenants/schedules/to-time-off.ts'
import type { AppEnv } from '../app-env.ts'
import { affectedFields, toAffectedJson } from './affected.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const instant = z.iso.datetime({
  offset: true,
  error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
})

const newTimeOffSchema = z
  .object({
    trainer_id: z.string().openapi({ description: 'Id or slug.' }),
    from_on: z.string().nullish().openapi({ description: 'Whole days: the first, YYYY-MM-DD. Or:' }),
    to_on: z.string().nullish().openapi({ description: 'The last; without it, one day.' }),
    start_time: instant.nullish().openapi({ description: 'Hours: from this instant' }),
    end_time: instant.nullish().openapi({ description: 'to this one.' }),
    substitute_trainer_id: z
      .string()
      .nullish()
      .openapi({ description: 'Id or slug of whoever gives the classes meanwhile.' }),
    reason: z.string().nullish().openapi({ description: 'For staff to see.' }),
  })
  .openapi('NewTimeOff')

const timeOffSchema = z
  .object({
    id: z.string().openapi({ example: 'off_4t1h' }),
    trainer_id: z.string(),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    is_all_day: z.boolean(),
    from_on: z.iso.date().nullable().openapi({ description: 'Of whole days.' }),
    to_on: z.iso.date().nullable(),
    substitute_trainer_id: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi('TimeOff')

const path = '/availability/time-off'

const listQuery = pageQuery.extend({
  trainer_id: z.string().optional().openapi({ description: 'Id or slug.' }),
  from: instant.optional().openapi({ description: 'Only what ends after this instant.' }),
  to: instant.optional().openapi({ description: 'Only what begins before this instant.' }),
})

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'When trainers are away',
  request: { query: listQuery },
  responses: { 200: json(pageOf(timeOffSchema), 'In order.'), ...readProblems },
})

const createTimeOffRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Send a trainer away',
  description:
    'Sessions go to the substitute who is free; the others need a trainer. Bookings stay: the answer lists what stands in the way.',
  request: { body: bodyOf(newTimeOffSchema, 'Who, and when.') },
  responses: {
    201: json(timeOffSchema.extend(affectedFields).openapi('CreatedTimeOff'), 'The trainer is away then.'),
    ...writeProblems,
  },
})

const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${path}/{time_off_id}`,
  summary: 'Take time off back',
  description: 'Sessions that were given to somebody else, or to nobody, stay so.',
  request: { params: idParam('time_off_id') },
  responses: { ...gone, ...writeProblems },
})

export const timeOffApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const query = c.req.valid('query')
    const away = await listTimeOff(c.var.ctx, {
      trainerId: query.trainer_id,
      from: toMs(query.from),
      until: toMs(query.to),
    })
    const { data, next_cursor } = takePage(away, query)
    return c.json({ data: data.map(toJson), next_cursor }, 200)
  })
  .openapi(createTimeOffRoute, async (c) => {
    const body = c.req.valid('json')
    const { timeOff, affected } = await createTimeOff(c.var.ctx, {
      trainerId: body.trainer_id,
      substituteTrainerId: body.substitute_trainer_id,
      fromOn: body.from_on,
      toOn: body.to_on,
      startsAt: toMs(body.start_time),
      endsAt: toMs(body.end_time),
      reason: body.reason,
    })
    return c.json({ ...toJson(timeOff), ...toAffectedJson(affected) }, 201)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteTimeOff(c.var.ctx, { timeOffId: c.req.valid('param').time_off_id })
    return c.body(null, 204)
  })

function toJson(away: TimeOff): z.output<typeof timeOffSchema> {
  return {
    id: away.id,
    trainer_id: away.trainerId,
    start_time: toInstant(away.startsAt),
    end_time: toInstant(away.endsAt),
    is_all_day: away.isAllDay,
    from_on: away.fromOn,
    to_on: away.toOn,
    substitute_trainer_id: away.substituteTrainerId,
    reason: away.reason,
  }
}

function toMs(instant: string | null | undefined): number | undefined {
  return instant ? Date.parse(instant) : undefined
}
