import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { confirmSeries } from '../../tenants/series/confirm-series.ts'
import { declineSeries } from '../../tenants/series/decline-series.ts'
import type { AppEnv } from '../app-env.ts'
import { seriesSchema, toSeriesJson } from './booking-series-json.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, idParam, writeProblems } from './staff-route.ts'

const request = { params: idParam('series_id') }
const answer = { 200: json(seriesSchema, 'The series as it is now.'), ...writeProblems }

const confirmRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/bookings/series/{series_id}/confirm',
  summary: 'Say yes to a series',
  description:
    'To all dates that still wait, in one step. Whether their places are still theirs is asked again: if one is not, none is confirmed.',
  request,
  responses: { ...answer, ...problems('changed_meanwhile', 'slot_taken', 'session_full') },
})

const declineRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/bookings/series/{series_id}/decline',
  summary: 'Say no to a series',
  description: 'To all dates that still wait: their places are free, and the client is told once.',
  request: {
    ...request,
    body: bodyOf(z.object({ reason: z.string().nullish() }).openapi('SeriesDecline'), 'Why.'),
  },
  responses: answer,
})

export const bookingSeriesAnswersApi = new OpenAPIHono<AppEnv>()
  .openapi(confirmRoute, async (c) => {
    const series = await confirmSeries(c.var.ctx, { seriesId: c.req.valid('param').series_id })
    return c.json(await toSeriesJson(c.var.ctx, series), 200)
  })
  .openapi(declineRoute, async (c) => {
    const { reason } = c.req.valid('json')
    const series = await declineSeries(c.var.ctx, { seriesId: c.req.valid('param').series_id, reason })
    return c.json(await toSeriesJson(c.var.ctx, series), 200)
  })
