import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeWeeklyRule } from '../../tenants/schedules/change-weekly-rule.ts'
import { createWeeklyRule } from '../../tenants/schedules/create-weekly-rule.ts'
import { deleteWeeklyRule } from '../../tenants/schedules/delete-weekly-rule.ts'
import { listWeeklyRules } from '../../tenants/schedules/list-weekly-rules.ts'
import { getWeeklyRule, type RuleKind, type WeeklyRule } from '../../tenants/schedules/weekly-rule.ts'
import type { TenantContext } from '../../tenants/context.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const changeSchema = z
  .object({
    location_id: z
      .string()
      .nullable()
      .openapi({ description: 'Without one: the trainer’s main place; a break: every place.' }),
    weekday: z.int().openapi({ description: 'ISO: 1 is Monday, 7 is Sunday.', example: 1 }),
    start_time: wallTime,
    end_time: wallTime,
    valid_from_on: z.string().nullable().openapi({ description: 'First date, YYYY-MM-DD.' }),
    valid_to_on: z.string().nullable().openapi({ description: 'Last date, YYYY-MM-DD.' }),
    every_n_weeks: z.int().openapi({ description: 'Every n-th week, counted from the week of `anchor_on`.' }),
    anchor_on: z.string().nullable(),
  })
  .partial()
  .openapi('WeeklyRuleChange')

const newSchema = changeSchema
  .required({ weekday: true, start_time: true, end_time: true })
  .extend({ trainer_id: z.string().openapi({ description: 'Id or slug.' }) })
  .openapi('NewWeeklyRule')

const ruleSchema = newSchema
  .required()
  .extend({ id: z.string().openapi({ example: 'rul_4t1h' }), start_time: z.string(), end_time: z.string() })
  .openapi('WeeklyRule')

const listQuery = pageQuery.extend({
  trainer_id: z.string().optional().openapi({ description: 'Id or slug. Without it, everybody’s.' }),
})
const ruleParam = idParam('rule_id')

/** Weekly hours at `path`, or breaks: the same words for both. */
const routes = <Path extends string>(path: Path, what: string) => ({
  list: createRoute({
    ...forStaff,
    method: 'get',
    path,
    summary: `${what}, by trainer and weekday`,
    request: { query: listQuery },
    responses: { 200: json(pageOf(ruleSchema), `${what}.`), ...readProblems },
  }),
  create: createRoute({
    ...forStaff,
    method: 'post',
    path,
    summary: `Add to: ${what.toLowerCase()}`,
    description: 'Those of one trainer may overlap.',
    request: { body: bodyOf(newSchema, 'Whose and when.') },
    responses: { 201: json(ruleSchema, 'Added.'), ...writeProblems },
  }),
  remove: createRoute({
    ...forStaff,
    method: 'delete',
    path: `${path}/{rule_id}` as const,
    summary: `Remove from: ${what.toLowerCase()}`,
    description: 'Bookings stay.',
    request: { params: ruleParam },
    responses: { ...gone, ...writeProblems },
  }),
})
const hours = routes('/availability', 'Weekly hours')
const breaks = routes('/availability/breaks', 'Weekly breaks')

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/availability/{rule_id}',
  summary: 'One of the weekly hours',
  request: { params: ruleParam },
  responses: { 200: json(ruleSchema, 'The hours.'), ...readProblems },
})

const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: '/availability/{rule_id}',
  summary: 'Change weekly hours',
  description: 'What is not given stays. Bookings stay.',
  request: { params: ruleParam, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(ruleSchema, 'The hours as they are now.'), ...writeProblems },
})

/** To be registered after all other addresses under `/availability/`: they would be ids here. */
export const weeklyRulesApi = new OpenAPIHono<AppEnv>()
  .openapi(breaks.list, async (c) => c.json(await listPage(c.var.ctx, 'break', c.req.valid('query')), 200))
  .openapi(breaks.create, async (c) => {
    const rule = await createWeeklyRule(c.var.ctx, toNew('break', c.req.valid('json')))
    return c.json(toJson(rule), 201)
  })
  .openapi(breaks.remove, async (c) => {
    await deleteWeeklyRule(c.var.ctx, { ruleId: c.req.valid('param').rule_id, kind: 'break' })
    return c.body(null, 204)
  })
  .openapi(hours.list, async (c) => c.json(await listPage(c.var.ctx, 'open', c.req.valid('query')), 200))
  .openapi(hours.create, async (c) => {
    const rule = await createWeeklyRule(c.var.ctx, toNew('open', c.req.valid('json')))
    return c.json(toJson(rule), 201)
  })
  .openapi(hours.remove, async (c) => {
    await deleteWeeklyRule(c.var.ctx, { ruleId: c.req.valid('param').rule_id, kind: 'open' })
    return c.body(null, 204)
  })
  .openapi(getRoute, async (c) => {
    const rule = await getWeeklyRule(c.var.ctx, { ruleId: c.req.valid('param').rule_id, kind: 'open' })
    return c.json(toJson(rule), 200)
  })
  .openapi(changeRoute, async (c) => {
    const ruleId = c.req.valid('param').rule_id
    const rule = await changeWeeklyRule(c.var.ctx, { ruleId, kind: 'open', ...toChange(c.req.valid('json')) })
    return c.json(toJson(rule), 200)
  })

async function listPage(ctx: TenantContext, kind: RuleKind, query: z.output<typeof listQuery>) {
  const rules = await listWeeklyRules(ctx, { kind, trainerId: query.trainer_id })
  const { data, next_cursor } = takePage(rules, query)
  return { data: data.map(toJson), next_cursor }
}

function toNew(kind: RuleKind, rule: z.output<typeof newSchema>) {
  const { weekday, start_time: startMinute, end_time: endMinute } = rule
  return { ...toChange(rule), kind, trainerId: rule.trainer_id, weekday, startMinute, endMinute }
}

function toChange(change: z.output<typeof changeSchema>) {
  return {
    locationId: change.location_id,
    weekday: change.weekday,
    startMinute: change.start_time,
    endMinute: change.end_time,
    validFromOn: change.valid_from_on,
    validToOn: change.valid_to_on,
    everyNWeeks: change.every_n_weeks,
    anchorOn: change.anchor_on,
  }
}

function toJson(rule: WeeklyRule): z.output<typeof ruleSchema> {
  return {
    id: rule.id,
    trainer_id: rule.trainerId,
    location_id: rule.locationId,
    weekday: rule.weekday,
    start_time: toWallTime(rule.startMinute),
    end_time: toWallTime(rule.endMinute),
    valid_from_on: rule.validFromOn,
    valid_to_on: rule.validToOn,
    every_n_weeks: rule.everyNWeeks,
    anchor_on: rule.anchorOn,
  }
}
