import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { cancelSession } from '../../tenants/classes/cancel-session.ts'
import { changeSession, type ChangedSessionView } from '../../tenants/classes/change-session.ts'
import { createSession } from '../../tenants/classes/create-session.ts'
import { getRoster } from '../../tenants/classes/get-roster.ts'
import { getSession } from '../../tenants/classes/get-session.ts'
import { listTimetable } from '../../tenants/classes/list-timetable.ts'
import { previewNewSession } from '../../tenants/classes/preview-new-session.ts'
import { previewSessionChange } from '../../tenants/classes/preview-session-change.ts'
import { substituteTrainer } from '../../tenants/classes/substitute-trainer.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import { rosterSchema, toRosterJson } from './roster-json.ts'
import {
  affectedSessionSchema,
  instantInput,
  overrideInput,
  plannedDateSchema,
  sessionInput,
  sessionSchema,
  toAffectedSessionJson,
  toPlannedJson,
  toSessionJson,
} from './session-json.ts'
import { toCamel } from './snake-case.ts'
import { bodyOf, forStaff, idParam, readProblems, writeProblems } from './staff-route.ts'

const version = z.int().nullish().openapi({ description: 'Changes it only when it is as it was seen.' })
const ofSession = {
  ...sessionInput,
  start_time: instantInput,
  price_minor: z.int().openapi({ description: 'In the currency’s smallest unit.' }),
  override_reason: overrideInput,
}
const newSessionSchema = z
  .object({
    service_id: z.string().openapi({ description: 'Id or slug.' }),
    ...z.object(ofSession).partial().shape,
  })
  .required({ trainer_id: true, start_time: true })
  .openapi('NewSession')
const changeSchema = z
  .object({ ...ofSession, version })
  .partial()
  .openapi('SessionChange')
const previewSchema = z
  .object({ date: plannedDateSchema, affected_sessions: z.array(affectedSessionSchema) })
  .openapi('SessionChangePreview')
const changedSchema = sessionSchema
  .extend({
    affected_sessions: z.array(affectedSessionSchema).openapi({ description: 'Who is told of the change.' }),
  })
  .openapi('ChangedSession')

const path = '/sessions'
const one = `${path}/{session_id}`
const params = idParam('session_id')
const date = (description: string) =>
  z.iso.date('Not a date: use YYYY-MM-DD.').openapi({ description, example: '2027-01-05' })

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'The timetable',
  description: 'Sessions in the order of their start, the cancelled ones too. At most 62 days.',
  request: {
    query: pageQuery.extend({
      from: date('The first day, local to the place.'),
      to: date('The last day, local to the place.'),
      service_id: z.string().optional().openapi({ description: 'Id or slug.' }),
      trainer_id: z.string().optional().openapi({ description: 'Id or slug.' }),
      location_id: z.string().optional(),
    }),
  },
  responses: {
    200: json(pageOf(sessionSchema), 'The sessions.'),
    ...problems('not_found', 'invalid_input', 'unavailable'),
  },
})
const getRoute = createRoute({
  method: 'get',
  path: one,
  summary: 'One session',
  request: { params },
  responses: { 200: json(sessionSchema, 'The session.'), ...problems('not_found', 'unavailable') },
})
const createSessionRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Put on a class once',
  description: 'What is not given comes from the service.',
  request: { body: bodyOf(newSessionSchema, 'What, when and with whom.') },
  responses: { 201: json(sessionSchema, 'It takes place.'), ...writeProblems },
})
const previewNewRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/preview`,
  summary: 'What putting on a class once would mean',
  request: { body: bodyOf(newSessionSchema, 'What, when and with whom.') },
  responses: { 200: json(plannedDateSchema, 'What is in the way, if anything.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change one session',
  description:
    'What is not given stays; later edits of its series leave what is. Whoever is booked goes along and is told, nobody loses a place, and whoever waits gets the places there are more.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: {
    200: json(changedSchema, 'The session as it is now.'),
    ...writeProblems,
    ...problems('already_started', 'conflict', 'changed_meanwhile'),
  },
})
const previewRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/preview`,
  summary: 'What a change of one session would mean',
  request: { params, body: bodyOf(changeSchema, 'What would become different.') },
  responses: { 200: json(previewSchema, 'What is in the way, and who would be told.'), ...writeProblems },
})
const rosterRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: `${one}/roster`,
  summary: 'Who comes, and who waits',
  request: { params },
  responses: { 200: json(rosterSchema, 'Each party together.'), ...readProblems },
})
const cancelRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/cancel`,
  summary: 'Cancel one session',
  description: 'Everybody is told once; nobody owes anything. Again changes nothing.',
  request: {
    params,
    body: bodyOf(
      z.object({ reason: z.string().nullish().openapi({ description: 'Told to everybody in it.' }) }),
      'Why.',
    ),
  },
  responses: { 200: json(sessionSchema, 'It does not take place.'), ...writeProblems },
})
const substituteRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/substitute`,
  summary: 'Have somebody else give one session',
  description: 'Everybody is told, and may cancel free of charge until it starts.',
  request: {
    params,
    body: bodyOf(
      z.object({ trainer_id: sessionInput.trainer_id, version, override_reason: overrideInput }),
      'Who gives it.',
    ),
  },
  responses: { 200: json(changedSchema, 'The session as it is now.'), ...writeProblems },
})

export const sessionsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const query = c.req.valid('query')
    const sessions = await listTimetable(c.var.ctx, {
      fromOn: query.from,
      toOn: query.to,
      serviceId: query.service_id ?? null,
      trainerId: query.trainer_id ?? null,
      locationId: query.location_id ?? null,
    })
    const { data, next_cursor } = takePage(sessions, query)
    return c.json({ data: data.map(toSessionJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    return c.json(toSessionJson(await getSession(c.var.ctx, c.req.valid('param').session_id)), 200)
  })
  .openapi(createSessionRoute, async (c) => {
    return c.json(toSessionJson(await createSession(c.var.ctx, toNew(c.req.valid('json')))), 201)
  })
  .openapi(previewNewRoute, async (c) => {
    return c.json(toPlannedJson(await previewNewSession(c.var.ctx, toNew(c.req.valid('json')))), 200)
  })
  .openapi(changeRoute, async (c) => {
    const sessionId = c.req.valid('param').session_id
    return c.json(
      toChangedJson(await changeSession(c.var.ctx, toChange(sessionId, c.req.valid('json')))),
      200,
    )
  })
  .openapi(previewRoute, async (c) => {
    const change = toChange(c.req.valid('param').session_id, c.req.valid('json'))
    const { date: planned, affected } = await previewSessionChange(c.var.ctx, change)
    return c.json(
      { date: toPlannedJson(planned), affected_sessions: affected.map(toAffectedSessionJson) },
      200,
    )
  })
  .openapi(rosterRoute, async (c) => {
    return c.json(toRosterJson(await getRoster(c.var.ctx, c.req.valid('param').session_id)), 200)
  })
  .openapi(cancelRoute, async (c) => {
    const sessionId = c.req.valid('param').session_id
    const session = await cancelSession(c.var.ctx, { sessionId, ...c.req.valid('json') })
    return c.json(toSessionJson(session), 200)
  })
  .openapi(substituteRoute, async (c) => {
    const sessionId = c.req.valid('param').session_id
    const changed = await substituteTrainer(c.var.ctx, { sessionId, ...toCamel(c.req.valid('json')) })
    return c.json(toChangedJson(changed), 200)
  })

function toNew({ start_time, ...body }: z.output<typeof newSessionSchema>) {
  return { ...toCamel(body), startsAt: Date.parse(start_time) }
}

function toChange(sessionId: string, { start_time, ...body }: z.output<typeof changeSchema>) {
  return {
    sessionId,
    ...toCamel(body),
    ...(start_time === undefined ? {} : { startsAt: Date.parse(start_time) }),
  }
}

function toChangedJson({ session, affected }: ChangedSessionView): z.output<typeof changedSchema> {
  return { ...toSessionJson(session), affected_sessions: affected.map(toAffectedSessionJson) }
}
