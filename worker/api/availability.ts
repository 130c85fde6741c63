import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { formatInstants } from '../../tenants/availability/format-instants.ts'
import type { RefusalDetails } from '../../tenants/availability/describe-refusal.ts'
import { explainTime, type TimeRefusal } from '../../tenants/availability/explain-time.ts'
import { listAvailableSlots, type AvailableSlot } from '../../tenants/availability/list-available-slots.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { json, problems } from './responses.ts'
import { forStaff, readProblems } from './staff-route.ts'

const slotsSchema = z
  .object({
    trainer_id: z.string().nullable().openapi({ description: 'Null when any trainer will do.' }),
    service_id: z.string(),
    time_zone: z.string().openapi({ description: 'Of the place: `from` and `to` are its days.' }),
    available_slots: z
      .array(z.iso.datetime())
      .openapi({ description: 'Possible starts, in order.', example: ['2027-01-05T09:00:00Z'] }),
    total: z.int(),
    slots: z
      .array(
        z.object({
          start_time: z.iso.datetime(),
          end_time: z.iso.datetime().openapi({ description: 'With the first of the trainers.' }),
          location_id: z.string(),
          trainer_ids: z.array(z.string()).openapi({ description: 'The least busy of that day first.' }),
        }),
      )
      .optional()
      .openapi({ description: 'With `detailed=true`: where, and who is free.' }),
  })
  .openapi('AvailableSlots')

const date = (description: string) =>
  z.iso.date('Not a date: use YYYY-MM-DD.').openapi({ description, example: '2027-01-05' })

/** What both routes may be asked about, besides when. */
const wish = {
  service_id: z.string().min(1).openapi({ description: 'Id or slug.' }),
  trainer_id: z.string().optional().openapi({ description: 'Id or slug. Without it: any trainer.' }),
  location_id: z.string().optional().openapi({ description: 'Without it: wherever they work.' }),
  duration_minutes: z.coerce
    .number()
    .int()
    .optional()
    .openapi({ description: 'One of the service’s, where there is a choice.' }),
  heads: z.coerce
    .number()
    .int()
    .min(1)
    .max(51)
    .optional()
    .openapi({ description: 'How many people come; 1 when left out.' }),
}

const listSlotsRoute = createRoute({
  method: 'get',
  path: '/availability/available-slots',
  summary: 'Times that can be booked',
  description:
    'Each of them, sent back unchanged as `start_time` at once, can be booked. At most 62 days, of one trainer or of all.',
  request: {
    query: z.object({
      ...wish,
      from: date('The first day, local to the place.'),
      to: date('The last day, local to the place.'),
      detailed: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Also where each time is and who is free then.' }),
    }),
  },
  responses: {
    200: json(slotsSchema, 'The times.'),
    ...problems('not_found', 'invalid_input', 'rate_limited', 'unavailable'),
  },
})

const detailsSchema = z
  .object({
    start_time: z.iso.datetime().optional().openapi({ description: 'From when on it is in the way …' }),
    end_time: z.iso.datetime().optional().openapi({ description: '… and until when.' }),
    source_id: z.string().optional().openapi({ description: 'The booking, session or hold that is.' }),
    what: z.string().optional().openapi({ description: 'Its service, and whose it is.' }),
    note: z.string().optional().openapi({ description: 'What the studio wrote about it.' }),
    opens_at: z.iso.datetime().optional().openapi({ description: 'From when on it can be booked.' }),
    earliest_time: z.iso.datetime().optional().openapi({ description: 'The earliest that can be booked.' }),
    resource_ids: z.array(z.string()).optional(),
    limit_id: z.string().optional(),
  })
  .openapi('RefusalDetails')

const refusalFields = {
  reason: z.string().openapi({ example: 'time_off' }),
  sentence: z.string().openapi({ example: 'On leave until 14 March.' }),
  details: detailsSchema,
}

const explanationSchema = z
  .object({
    ok: z.boolean(),
    trainer_id: z.string().nullable().openapi({ description: 'With whom it could be booked.' }),
    location_id: z.string().nullable().openapi({ description: 'And where.' }),
    reason: refusalFields.reason.nullable(),
    sentence: refusalFields.sentence.nullable(),
    details: detailsSchema.nullable(),
    others: z
      .array(z.object({ trainer_id: z.string(), location_id: z.string(), ...refusalFields }))
      .openapi({ description: 'Each trainer and place, when there are several and none can.' }),
  })
  .openapi('TimeExplanation')

const explainRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/availability/explain',
  summary: 'Why a time cannot be booked',
  description:
    'Everything that booking it now would ask, with the first thing that is in the way. For staff.',
  request: {
    query: z.object({
      ...wish,
      start_time: z.iso.datetime({
        offset: true,
        error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
      }),
      client_email: z
        .string()
        .optional()
        .openapi({ description: 'Also what this client’s group, limits and other bookings allow.' }),
    }),
  },
  responses: { 200: json(explanationSchema, 'Whether, and why not.'), ...readProblems },
})

const api = new OpenAPIHono<AppEnv>()

api.openapi(explainRoute, async (c) => {
  const { start_time, client_email, ...query } = c.req.valid('query')
  const explanation = await explainTime(c.var.ctx, {
    ...toWish(query),
    startsAt: Date.parse(start_time),
    clientEmail: client_email,
  })
  if (explanation.ok) {
    const { trainerId, locationId } = explanation
    const nothing = { reason: null, sentence: null, details: null, others: [] }
    return c.json({ ok: true, trainer_id: trainerId, location_id: locationId, ...nothing }, 200)
  }
  const others = explanation.others.map((other) => ({
    trainer_id: other.trainerId,
    location_id: other.locationId,
    ...toRefusalJson(other),
  }))
  const nobody = { ok: false, trainer_id: null, location_id: null }
  return c.json({ ...nobody, ...toRefusalJson(explanation), others }, 200)
})

api.openapi(listSlotsRoute, async (c) => {
  const { from, to, detailed, ...query } = c.req.valid('query')
  const { serviceId, trainerId, timeZone, slots } = await listAvailableSlots(c.var.ctx, {
    ...toWish(query),
    fromOn: from,
    toOn: to,
  })
  // At two places at the same time is one start.
  const starts = [...new Set(slots.map(({ startsAt }) => startsAt))]
  return c.json(
    {
      trainer_id: trainerId,
      service_id: serviceId,
      time_zone: timeZone,
      available_slots: formatInstants(starts),
      total: starts.length,
      ...(detailed === 'true' ? { slots: slots.map(toSlotJson) } : {}),
    },
    200,
  )
})

export const availabilityApi = api

const wishSchema = z.object(wish)

function toWish(query: z.output<typeof wishSchema>) {
  return {
    serviceId: query.service_id,
    trainerId: query.trainer_id ?? null,
    locationId: query.location_id ?? null,
    durationMinutes: query.duration_minutes ?? null,
    heads: query.heads,
  }
}

function toSlotJson({ startsAt, endsAt, locationId, trainerIds }: AvailableSlot) {
  const [start_time = '', end_time = ''] = formatInstants([startsAt, endsAt])
  return { start_time, end_time, location_id: locationId, trainer_ids: trainerIds }
}

function toRefusalJson({ reason, sentence, details }: TimeRefusal) {
  return { reason, sentence, details: toDetailsJson(details) }
}

function toDetailsJson(details: RefusalDetails): z.output<typeof detailsSchema> {
  const { startsAt, endsAt, opensAt, earliestAt, sourceId, what, note, resourceIds, limitId } = details
  return {
    ...(startsAt === undefined ? {} : { start_time: toInstant(startsAt) }),
    ...(endsAt === undefined ? {} : { end_time: toInstant(endsAt) }),
    ...(sourceId === undefined ? {} : { source_id: sourceId }),
    ...(what === undefined ? {} : { what }),
    ...(note === undefined ? {} : { note }),
    ...(opensAt === undefined ? {} : { opens_at: toInstant(opensAt) }),
    ...(earliestAt === undefined ? {} : { earliest_time: toInstant(earliestAt) }),
    ...(resourceIds === undefined ? {} : { resource_ids: resourceIds }),
    ...(limitId === undefined ? {} : { limit_id: limitId }),
  }
}
