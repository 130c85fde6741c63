import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addBackDate } from '../../tenants/series/add-back-date.ts'
import { bookSeries } from '../../tenants/series/book-series.ts'
import { cancelSeriesRest, seriesScopes } from '../../tenants/series/cancel-series-rest.ts'
import { getSeries } from '../../tenants/series/get-series.ts'
import { previewSeries } from '../../tenants/series/preview-series.ts'
import { conflictPolicies } from '../../tenants/series/series-input.ts'
import { SeriesRefused } from '../../tenants/series/series-refused.ts'
import type { AppEnv } from '../app-env.ts'
import { managed, manageTokenOf } from './booking-json.ts'
import { seriesPreviewSchema, seriesSchema, toPreviewJson, toSeriesJson } from './booking-series-json.ts'
import { despiteBlockField, idempotencyHeader, toClientInput, whoFields } from './bookings.ts'
import { holdField, partyFields, toHoldInput, toPartyInput } from './party-json.ts'
import { problemSchema } from './problem-schema.ts'
import { answerProblem } from './problem.ts'
import { json, problems } from './responses.ts'
import { bodyOf } from './staff-route.ts'

const instant = z.iso.datetime({
  offset: true,
  error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
})

const on = z.string().openapi({ description: 'The date as the preview names it.', example: '2027-01-19' })
const skipSchema = z.strictObject({ on, skip: z.literal(true) })
const insteadSchema = z.strictObject({
  on,
  start_time: instant.openapi({ description: 'Booked instead, such as one of its alternatives.' }),
  trainer_id: z.string().nullish(),
})

const wishSchema = z.object({
  service_id: z.string().openapi({ description: 'Id or slug of a service, or of a class.' }),
  trainer_id: z
    .string()
    .nullish()
    .openapi({ description: 'Id or slug. Without it, one for all dates who has time for most of them.' }),
  location_id: z.string().nullish(),
  start_time: instant.openapi({
    description: 'The first date. The others are at the same time of the clocks of the place.',
    example: '2027-01-05T15:00:00Z',
  }),
  count: z.int().openapi({ description: 'How many dates, 2 to 52.' }),
  every_n_weeks: z.int().optional().openapi({ description: '1 to 4; 1 when left out.' }),
  duration_minutes: z.int().nullish(),
  guests: partyFields.guests,
  conflict_policy: z.enum(conflictPolicies).optional().openapi({
    description:
      'What becomes of dates that cannot be had and that no choice is about. `ask`, when left out: nothing is booked. `skip`: they are left out. `shift`: the first alternative is booked. `all_or_nothing`: every date as wished, or nothing.',
  }),
  choices: z
    .array(z.union([skipSchema, insteadSchema]))
    .nullish()
    .openapi({ description: 'What becomes of single dates.' }),
})

const previewRoute = createRoute({
  method: 'post',
  path: '/bookings/series/preview',
  summary: 'What would become of a series',
  description: 'Every date with what is in its way and other times. Nothing is booked or kept.',
  request: {
    body: bodyOf(
      wishSchema
        .extend({
          client_email: z
            .string()
            .nullish()
            .openapi({ description: 'Staff only: whose other bookings and limits count as well.' }),
          client_id: z.string().nullish().openapi({ description: 'The same, by their id.' }),
        })
        .openapi('SeriesWish'),
      'What is wished for.',
    ),
  },
  responses: {
    200: json(seriesPreviewSchema, 'The dates.'),
    ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found', 'unsupported_media_type'),
    ...problems('invalid_input', 'rate_limited', 'unavailable'),
  },
})

const seriesProblemSchema = problemSchema
  .extend({ series: seriesPreviewSchema.optional().openapi({ description: 'The dates as they are now.' }) })
  .openapi('SeriesProblem')

const bookRoute = createRoute({
  method: 'post',
  path: '/bookings/series',
  summary: 'Book a series, all in one step',
  description:
    'All dates that are left after choices and policy are booked, or none. Send an `Idempotency-Key` of your own, new for each series, and send the same again whenever you are not sure what became of it.',
  request: {
    headers: idempotencyHeader,
    body: bodyOf(
      wishSchema
        .extend({
          preview_version: z.string().nullish().openapi({
            description: 'Of the preview that was seen: when anything in it has changed, nothing is booked.',
          }),
          ...whoFields,
          despite_block: despiteBlockField,
          attendee: partyFields.attendee,
          hold: holdField,
          notes: z.string().nullish(),
        })
        .openapi('NewBookingSeries'),
      'What to book, and for whom.',
    ),
  },
  responses: {
    201: json(seriesSchema, 'Booked, or asked for where the studio approves bookings.'),
    ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found', 'unsupported_media_type'),
    ...problems(
      'invalid_input',
      'slot_unavailable',
      'not_allowed',
      'rate_limited',
      'unavailable',
      'outcome_unknown',
    ),
    409: {
      content: { 'application/problem+json': { schema: seriesProblemSchema } },
      description:
        '`conflict`: a date cannot be had and is not left out. `changed_meanwhile`: it is not what was previewed. Both bring the dates as they are now. Or `slot_taken`, `session_full`, `idempotency_key_reused`.',
    },
  },
})

const bySeries = { params: z.object({ series_id: z.string() }), query: managed.query }
/** By the manage token of any booking of the series, as its client, or as staff: a trainer when all of it is theirs. */
const security: Record<string, string[]>[] = [{ manageToken: [] }, { personToken: [] }, { staffKey: [] }]
const changeProblems = {
  ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found', 'unsupported_media_type'),
  ...problems('invalid_input', 'rate_limited', 'unavailable', 'outcome_unknown'),
}

const getRoute = createRoute({
  method: 'get',
  path: '/bookings/series/{series_id}',
  summary: 'One series with its bookings',
  security,
  request: bySeries,
  responses: {
    200: json(seriesSchema, 'As it is now.'),
    ...problems('forbidden', 'not_found', 'unavailable'),
  },
})

const cancelRoute = createRoute({
  method: 'post',
  path: '/bookings/series/{series_id}/cancel',
  summary: 'Cancel the rest of a series',
  description:
    'Each date free or late by its own terms, all told in one message. What has begun or is over stays. A single date is cancelled by `/bookings/{id}/cancel`.',
  security,
  request: {
    ...bySeries,
    body: bodyOf(
      z
        .object({
          scope: z.enum(seriesScopes).openapi({ description: '`following`: `booking_id` and all after it.' }),
          booking_id: z.string().nullish(),
          reason: z.string().nullish(),
        })
        .openapi('SeriesCancellation'),
      'Which dates, and why.',
    ),
  },
  responses: { 200: json(seriesSchema, 'As it is now.'), ...changeProblems },
})

const addRoute = createRoute({
  method: 'post',
  path: '/bookings/series/{series_id}/dates',
  summary: 'Add a date to a series',
  description: 'One of `open_dates`, or another: with the same trainer, at the same place.',
  security,
  request: {
    ...bySeries,
    headers: idempotencyHeader,
    body: bodyOf(z.object({ start_time: instant }).openapi('NewSeriesDate'), 'When.'),
  },
  responses: {
    201: json(seriesSchema, 'As it is now.'),
    ...changeProblems,
    ...problems('slot_taken', 'session_full', 'idempotency_key_reused'),
    ...problems('invalid_input', 'slot_unavailable', 'not_allowed', 'unsupported_media_type'),
  },
})

export const bookingSeriesApi = new OpenAPIHono<AppEnv>()
  .openapi(previewRoute, async (c) => {
    const body = c.req.valid('json')
    const preview = await previewSeries(c.var.ctx, {
      ...toWish(body),
      clientEmail: body.client_email,
      clientId: body.client_id,
    })
    return c.json(toPreviewJson(preview), 200)
  })
  .openapi(bookRoute, async (c) => {
    const { ctx } = c.var
    const body = c.req.valid('json')
    const { series } = await bookSeries(ctx, {
      ...toWish(body),
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID(),
      previewVersion: body.preview_version,
      client: body.client && toClientInput(body.client),
      clientId: body.client_id,
      despiteBlock: body.despite_block,
      attendee: toPartyInput(body).attendee,
      hold: toHoldInput(body.hold),
      notes: body.notes,
      source: ctx.actor.kind === 'staff' ? 'staff' : 'api',
      host: new URL(ctx.origin).host,
    })
    return c.json(await toSeriesJson(ctx, series), 201)
  })
  .openapi(getRoute, async (c) => {
    const { series_id: seriesId } = c.req.valid('param')
    const series = await getSeries(c.var.ctx, { seriesId, manageToken: manageTokenOf(c) })
    return c.json(await toSeriesJson(c.var.ctx, series), 200)
  })
  .openapi(cancelRoute, async (c) => {
    const { scope, booking_id: bookingId, reason } = c.req.valid('json')
    const { series_id: seriesId } = c.req.valid('param')
    const manageToken = manageTokenOf(c)
    const series = await cancelSeriesRest(c.var.ctx, { seriesId, manageToken, scope, bookingId, reason })
    return c.json(await toSeriesJson(c.var.ctx, series), 200)
  })
  .openapi(addRoute, async (c) => {
    const series = await addBackDate(c.var.ctx, {
      seriesId: c.req.valid('param').series_id,
      manageToken: manageTokenOf(c),
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID(),
      startsAt: Date.parse(c.req.valid('json').start_time),
    })
    return c.json(await toSeriesJson(c.var.ctx, series), 201)
  })

// A series that is refused as a whole comes with its dates as they are now. Everything else is for the API to answer.
bookingSeriesApi.onError((error, c) => {
  if (!(error instanceof SeriesRefused)) throw error
  return answerProblem(c, error, { series: toPreviewJson(error.preview) })
})

function toWish(body: z.output<typeof wishSchema>) {
  return {
    serviceId: body.service_id,
    trainerId: body.trainer_id,
    locationId: body.location_id,
    startsAt: Date.parse(body.start_time),
    count: body.count,
    everyNWeeks: body.every_n_weeks,
    durationMinutes: body.duration_minutes,
    conflictPolicy: body.conflict_policy,
    guests: toPartyInput(body).guests,
    choices: body.choices?.map(toChoice),
  }
}

function toChoice(choice: z.output<typeof skipSchema> | z.output<typeof insteadSchema>) {
  if ('skip' in choice) return choice
  return { on: choice.on, startsAt: Date.parse(choice.start_time), trainerId: choice.trainer_id }
}
