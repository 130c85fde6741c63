import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getWeek } from '../../tenants/schedules/get-week.ts'
import type { Week } from '../../tenants/schedules/read-week.ts'
import { replaceWeek } from '../../tenants/schedules/replace-week.ts'
import type { AppEnv } from '../app-env.ts'
import { affectedFields, toAffectedJson } from './affected.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, readProblems, writeProblems } from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const newRuleSchema = z.object({
  kind: z.enum(['open', 'break']).default('open'),
  location_id: z
    .string()
    .nullish()
    .openapi({ description: 'Without one: the trainer’s main place; a break: every place.' }),
  weekday: z.int().openapi({ description: 'ISO: 1 is Monday, 7 is Sunday.', example: 1 }),
  start_time: wallTime,
  end_time: wallTime,
  valid_from_on: z.string().nullish().openapi({ description: 'First date, YYYY-MM-DD.' }),
  valid_to_on: z.string().nullish().openapi({ description: 'Last date, YYYY-MM-DD.' }),
  every_n_weeks: z
    .int()
    .optional()
    .openapi({ description: 'Every n-th week, counted from the week of `anchor_on`.' }),
  anchor_on: z.string().nullish(),
})

const digest = z.string().openapi({ description: 'Tells this week from any other.' })

const newWeekSchema = z
  .object({
    rules: z.array(newRuleSchema),
    digest: digest
      .optional()
      .openapi({ description: 'Of the week as you read it: another one by now is not replaced (409).' }),
  })
  .openapi('NewWeek')

const weekSchema = z
  .object({
    trainer_id: z.string(),
    digest,
    rules: z.array(
      newRuleSchema.required().extend({
        id: z.string().openapi({ example: 'rul_4t1h' }),
        start_time: z.string(),
        end_time: z.string(),
      }),
    ),
  })
  .openapi('Week')

const path = '/availability/week'
const query = z.object({ trainer_id: z.string().openapi({ description: 'Id or slug.' }) })

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'The whole week of a trainer: hours and breaks',
  request: { query },
  responses: { 200: json(weekSchema, 'By weekday and start.'), ...readProblems },
})

const replaceRoute = createRoute({
  ...forStaff,
  method: 'put',
  path,
  summary: 'Replace the whole week of a trainer',
  description:
    'All at once or not at all. Rules that hold under the same conditions and overlap become one. Bookings stay: the answer lists those that this leaves outside the hours.',
  request: { query, body: bodyOf(newWeekSchema, 'Hours and breaks as they are to be.') },
  responses: {
    200: json(weekSchema.extend(affectedFields).openapi('ReplacedWeek'), 'The week as it is now.'),
    ...writeProblems,
    ...problems('conflict', 'changed_meanwhile'),
  },
})

export const weekApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, async (c) => {
    const week = await getWeek(c.var.ctx, { trainerId: c.req.valid('query').trainer_id })
    return c.json(toJson(week), 200)
  })
  .openapi(replaceRoute, async (c) => {
    const { rules, digest: seen } = c.req.valid('json')
    const { week, affected } = await replaceWeek(c.var.ctx, {
      trainerId: c.req.valid('query').trainer_id,
      rules: rules.map(toRule),
      digest: seen,
    })
    return c.json({ ...toJson(week), ...toAffectedJson(affected) }, 200)
  })

function toRule(rule: z.output<typeof newRuleSchema>) {
  return {
    kind: rule.kind,
    locationId: rule.location_id,
    weekday: rule.weekday,
    startMinute: rule.start_time,
    endMinute: rule.end_time,
    validFromOn: rule.valid_from_on,
    validToOn: rule.valid_to_on,
    everyNWeeks: rule.every_n_weeks,
    anchorOn: rule.anchor_on,
  }
}

function toJson({ trainerId, digest: itsDigest, rules }: Week): z.output<typeof weekSchema> {
  return {
    trainer_id: trainerId,
    digest: itsDigest,
    rules: rules.map((rule) => ({
      id: rule.id,
      kind: rule.kind,
      location_id: rule.locationId,
      weekday: rule.weekday,
      start_time: toWallTime(rule.startMinute),
      end_time: toWallTime(rule.endMinute),
      valid_from_on: rule.validFromOn,
      valid_to_on: rule.validToOn,
      every_n_weeks: rule.everyNWeeks,
      anchor_on: rule.anchorOn,
    })),
  }
}
