import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { cancelClassSeries } from '../../tenants/classes/cancel-class-series.ts'
import { changeClassSeries } from '../../tenants/classes/change-class-series.ts'
import { createClassSeries } from '../../tenants/classes/create-class-series.ts'
import { getClassSeries, type ClassSeries } from '../../tenants/classes/get-class-series.ts'
import { listClassSeries } from '../../tenants/classes/list-class-series.ts'
import { previewClassSeries } from '../../tenants/classes/preview-class-series.ts'
import { previewSeriesChange, type SeriesChangePreview } from '../../tenants/classes/preview-series-change.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import {
  affectedSessionSchema,
  overrideInput,
  plannedDateSchema,
  sessionInput,
  toAffectedSessionJson,
  toPlannedJson,
} from './session-json.ts'
import { toCamel } from './snake-case.ts'
import { bodyOf, dateQuery, forStaff, idParam, readProblems, writeProblems } from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const seriesInput = {
  ...sessionInput,
  weekdays: z.array(z.int()).openapi({ description: '1 is Monday, 7 is Sunday.', example: [2, 4] }),
  every_n_weeks: z.int().openapi({ description: '2: every other week, counted from the first.' }),
  start_time: wallTime.openapi({ description: 'HH:MM on the clock of the place, whatever the clocks do.' }),
  until_on: z.string().nullable().openapi({ description: 'The last date, YYYY-MM-DD; null: no end.' }),
  count: z.int().nullable().openapi({ description: 'Or so many dates.' }),
  except_on: z.array(z.string()).openapi({ description: 'Dates on which it does not take place.' }),
}
const choice = {
  on_conflict: z.enum(['refuse', 'skip']).optional().openapi({
    description: '`skip`: a date on which something is in the way is left out, or stays as it was.',
  }),
  override_reason: overrideInput,
}
const newSeriesSchema = z
  .object({
    service_id: z.string().openapi({ description: 'Id or slug.' }),
    from_on: z.string().openapi({ description: 'From this date on, YYYY-MM-DD.', example: '2027-01-05' }),
    ...z.object(seriesInput).partial().shape,
    ...choice,
  })
  .required({ trainer_id: true, weekdays: true, start_time: true })
  .openapi('NewClassSeries')
const changeSchema = z
  .object({
    scope: z.enum(['this', 'following', 'all']).openapi({
      description:
        'One session, it and all after it (they go on as a series of their own), or all that are to come.',
    }),
    session_id: z.string().nullish().openapi({ description: 'Of `this` and `following`.' }),
    ...z.object(seriesInput).partial().shape,
    ...choice,
    reason: z
      .string()
      .nullish()
      .openapi({ description: 'Told to whoever is booked on a date that is no more.' }),
  })
  .openapi('ClassSeriesChange')

const seriesFields = {
  id: z.string().openapi({ example: 'cse_4t1h' }),
  service_id: z.string(),
  trainer_id: z.string(),
  second_trainer_id: z.string().nullable(),
  location_id: z.string(),
  weekdays: z.array(z.int()),
  every_n_weeks: z.int(),
  start_time: z.string().openapi({ example: '18:00' }),
  duration_minutes: z.int(),
  from_on: z.iso.date(),
  until_on: z.iso.date().nullable(),
  count: z.int().nullable(),
  except_on: z.array(z.iso.date()),
  capacity: z.int(),
  online_capacity: z.int().nullable(),
  walk_in_capacity: z.int(),
  min_attendance: z.int(),
  resource_ids: z.array(z.string()),
  status: z.enum(['active', 'ended']),
  made_until_on: z.iso.date().nullable().openapi({ description: 'Sessions are there up to this date.' }),
  created_at: z.iso.datetime(),
}
const seriesSchema = z.object(seriesFields).openapi('ClassSeries')
const dates = z.array(plannedDateSchema)
const createdSchema = seriesSchema
  .extend({ session_ids: z.array(z.string()), dates })
  .openapi('CreatedClassSeries')
const previewSchema = z.object({ dates }).openapi('ClassSeriesPreview')
const affected_sessions = z.array(affectedSessionSchema).openapi({ description: 'Who is told.' })
const dropped_session_ids = z
  .array(z.string())
  .openapi({ description: 'Sessions that do not take place any more.' })
const changedSchema = z
  .object({
    series: seriesSchema.openapi({ description: 'The series that has the dates from now on.' }),
    dates: dates.openapi({ description: 'Sessions that take place otherwise than before, or in addition.' }),
    affected_sessions,
    kept_sessions: z
      .array(z.object({ session_id: z.string(), start_time: z.iso.datetime(), fields: z.array(z.string()) }))
      .openapi({ description: 'Sessions that were changed one by one, and what of them stays.' }),
    dropped_session_ids,
  })
  .openapi('ChangedClassSeries')
const endedSchema = z
  .object({ series: seriesSchema, affected_sessions, dropped_session_ids })
  .openapi('EndedClassSeries')

const path = '/class-series'
const one = `${path}/{series_id}`
const params = idParam('series_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Classes that come back',
  request: {
    query: pageQuery.extend({
      service_id: z.string().optional().openapi({ description: 'Id or slug.' }),
      trainer_id: z.string().optional().openapi({ description: 'Id or slug.' }),
      status: z.enum(['active', 'ended']).optional(),
    }),
  },
  responses: { 200: json(pageOf(seriesSchema), 'In the order in which they were made.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One of them',
  request: { params },
  responses: { 200: json(seriesSchema, 'The series.'), ...readProblems },
})
const createSeriesRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Have a class come back every week',
  description: 'Its sessions are there beyond what can be booked, and go on by themselves.',
  request: { body: bodyOf(newSeriesSchema, 'What, when and with whom.') },
  responses: { 201: json(createdSchema, 'The series and its dates.'), ...writeProblems },
})
const previewRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/preview`,
  summary: 'Which dates a new series would have',
  request: { body: bodyOf(newSeriesSchema, 'What, when and with whom.') },
  responses: { 200: json(previewSchema, 'Each date, and what is in its way.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a class that comes back',
  description:
    'What was changed for one session alone stays. Whoever is booked goes along with the session, to the date of the same week where the weekdays change, and is told.',
  request: { params, body: bodyOf(changeSchema, 'Which of it, and what becomes different.') },
  responses: {
    200: json(changedSchema, 'What became of it.'),
    ...writeProblems,
    ...problems('conflict', 'changed_meanwhile'),
  },
})
const previewChangeRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/preview`,
  summary: 'What such a change would mean',
  request: { params, body: bodyOf(changeSchema, 'Which of it, and what would become different.') },
  responses: { 200: json(changedSchema, 'What would become of it; nothing is written.'), ...writeProblems },
})
const endRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'End a class that comes back',
  description: 'From a date on, without one at once. Everybody who is booked is told and owes nothing.',
  request: {
    params,
    query: z.object({
      from: dateQuery('The first date that does not take place any more.'),
      reason: z.string().optional().openapi({ description: 'Told to everybody who is booked.' }),
    }),
  },
  responses: { 200: json(endedSchema, 'What became of it.'), ...writeProblems },
})

export const classSeriesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { limit, cursor, ...query } = c.req.valid('query')
    const { data, next_cursor } = takePage(await listClassSeries(c.var.ctx, toCamel(query)), {
      limit,
      cursor,
    })
    return c.json({ data: data.map(toSeriesJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    return c.json(toSeriesJson(await getClassSeries(c.var.ctx, c.req.valid('param').series_id)), 200)
  })
  .openapi(createSeriesRoute, async (c) => {
    const { start_time: startMinute, ...body } = c.req.valid('json')
    const created = await createClassSeries(c.var.ctx, { ...toCamel(body), startMinute })
    const { series, sessionIds: session_ids, dates: planned } = created
    return c.json({ ...toSeriesJson(series), session_ids, dates: planned.map(toPlannedJson) }, 201)
  })
  .openapi(previewRoute, async (c) => {
    const { start_time: startMinute, ...body } = c.req.valid('json')
    const planned = await previewClassSeries(c.var.ctx, { ...toCamel(body), startMinute })
    return c.json({ dates: planned.map(toPlannedJson) }, 200)
  })
  .openapi(changeRoute, async (c) => {
    const change = toChange(c.req.valid('param').series_id, c.req.valid('json'))
    return c.json(toChangedJson(await changeClassSeries(c.var.ctx, change)), 200)
  })
  .openapi(previewChangeRoute, async (c) => {
    const change = toChange(c.req.valid('param').series_id, c.req.valid('json'))
    return c.json(toChangedJson(await previewSeriesChange(c.var.ctx, change)), 200)
  })
  .openapi(endRoute, async (c) => {
    const { from, reason } = c.req.valid('query')
    const seriesId = c.req.valid('param').series_id
    const { series, affected, droppedIds } = await cancelClassSeries(c.var.ctx, {
      seriesId,
      fromOn: from,
      reason,
    })
    return c.json(
      {
        series: toSeriesJson(series),
        affected_sessions: affected.map(toAffectedSessionJson),
        dropped_session_ids: droppedIds,
      },
      200,
    )
  })

function toChange(seriesId: string, { start_time, ...body }: z.output<typeof changeSchema>) {
  return { seriesId, ...toCamel(body), startMinute: start_time }
}

function toChangedJson(changed: SeriesChangePreview): z.output<typeof changedSchema> {
  return {
    series: toSeriesJson(changed.series),
    dates: changed.dates.map(toPlannedJson),
    affected_sessions: changed.affected.map(toAffectedSessionJson),
    kept_sessions: changed.kept.map(({ sessionId, startsAt, fields }) => {
      return { session_id: sessionId, start_time: toInstant(startsAt), fields: fields.map(toFieldName) }
    }),
    dropped_session_ids: changed.droppedIds,
  }
}

/** `startsAt` is our word, `start_time` the API's. */
function toFieldName(field: string): string {
  return field === 'startsAt'
    ? 'start_time'
    : field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function toSeriesJson(series: ClassSeries): z.output<typeof seriesSchema> {
  return {
    id: series.id,
    service_id: series.serviceId,
    trainer_id: series.trainerId,
    second_trainer_id: series.secondTrainerId,
    location_id: series.locationId,
    weekdays: series.weekdays,
    every_n_weeks: series.everyNWeeks,
    start_time: toWallTime(series.startMinute),
    duration_minutes: series.durationMinutes,
    from_on: series.fromOn,
    until_on: series.untilOn,
    count: series.count,
    except_on: series.exceptOn,
    capacity: series.capacity,
    online_capacity: series.onlineCapacity,
    walk_in_capacity: series.walkInCapacity,
    min_attendance: series.minAttendance,
    resource_ids: series.resourceIds,
    status: series.status,
    made_until_on: series.madeUntilOn,
    created_at: toInstant(series.createdAt),
  }
}
