import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getToday, type Today } from '../../tenants/today/get-today.ts'
import { newsKinds } from '../../tenants/today/select-changes.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { json } from './responses.ts'
import { personSchema, toPersonJson } from './roster-json.ts'
import { forStaff, readProblems } from './staff-route.ts'

const instant = z.iso.datetime()
const about = { service_id: z.string(), location_id: z.string(), start_time: instant }
const named = { first_name: z.string(), last_name: z.string() }

const entrySchema = z.object({
  kind: z.enum(['session', 'appointment']),
  id: z.string().openapi({ description: 'Of the session, or of the first booking.' }),
  ...about,
  end_time: instant,
  trainer_ids: z.array(z.string()),
  needs_trainer: z.boolean(),
  places: z
    .object({ capacity: z.int(), booked: z.int(), waiting: z.int() })
    .nullable()
    .openapi({ description: 'Of a class.' }),
  people: z.array(personSchema),
})

const todaySchema = z
  .object({
    date: z.iso.date().openapi({ description: 'Where the studio’s main place is.' }),
    time_zone: z.string(),
    trainer_id: z.string().nullable().openapi({ description: 'Null: the whole studio.' }),
    entries: z.array(entrySchema).openapi({ description: 'What takes place today, by time.' }),
    gaps: z
      .array(z.object({ trainer_id: z.string(), start_time: instant, end_time: instant }))
      .openapi({ description: 'Half an hour and more of a trainer’s hours with nothing in it.' }),
    requests: z
      .array(
        z.object({
          booking_id: z.string(),
          ...named,
          ...about,
          trainer_id: z.string(),
          expires_at: instant.nullable(),
          heads: z.int(),
        }),
      )
      .openapi({ description: 'What waits for an answer.' }),
    since: instant.openapi({ description: 'The same time yesterday.' }),
    waitlist_moves: z.array(
      z.object({
        entry_id: z.string(),
        status: z.enum(['promoted', 'offered']),
        at: instant,
        ...named,
        ...about,
      }),
    ),
    changes: z
      .array(
        z.object({
          kind: z.enum(newsKinds),
          at: instant,
          actor: z.string(),
          booking_id: z.string(),
          ...named,
          ...about,
          previous_start_time: instant.nullable(),
          count: z.int().openapi({ description: 'How many bookings it was.' }),
        }),
      )
      .openapi({ description: 'What happened to bookings since then, the last first.' }),
    numbers: z.object({
      booked: z.int(),
      booked_last_week: z.int(),
      came_in: z.int(),
      places_left: z.int(),
    }),
  })
  .openapi('Today')

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/today',
  summary: 'The day of the studio, or of one trainer',
  description: 'On the date of each place. For a trainer what they give.',
  request: { query: z.object({ trainer_id: z.string().optional() }) },
  responses: { 200: json(todaySchema, 'The day.'), ...readProblems },
})

export const todayApi = new OpenAPIHono<AppEnv>().openapi(getRoute, async (c) => {
  const { trainer_id: trainerId } = c.req.valid('query')
  return c.json(toTodayJson(await getToday(c.var.ctx, { trainerId })), 200)
})

function toTodayJson({
  on,
  timeZone,
  trainerId,
  since,
  numbers,
  ...day
}: Today): z.output<typeof todaySchema> {
  return {
    date: on,
    time_zone: timeZone,
    trainer_id: trainerId,
    since: toInstant(since),
    entries: day.entries.map(({ kind, id, endsAt, trainerIds, needsTrainer, places, people, ...entry }) => ({
      kind,
      id,
      ...aboutOf(entry),
      end_time: toInstant(endsAt),
      trainer_ids: trainerIds,
      needs_trainer: needsTrainer,
      places,
      people: people.map(toPersonJson),
    })),
    gaps: day.gaps.map((gap) => ({
      trainer_id: gap.trainerId,
      start_time: toInstant(gap.startsAt),
      end_time: toInstant(gap.endsAt),
    })),
    requests: day.requests.map((request) => ({
      booking_id: request.bookingId,
      ...nameOf(request),
      ...aboutOf(request),
      trainer_id: request.trainerId,
      expires_at: request.expiresAt === null ? null : toInstant(request.expiresAt),
      heads: request.heads,
    })),
    waitlist_moves: day.moves.map((move) => ({
      entry_id: move.id,
      status: move.status,
      at: toInstant(move.at),
      ...nameOf(move),
      ...aboutOf(move),
    })),
    changes: day.changes.map((change) => ({
      kind: change.kind,
      at: toInstant(change.at),
      actor: change.actor,
      booking_id: change.bookingId,
      ...nameOf(change),
      ...aboutOf(change),
      previous_start_time: change.fromStartsAt === null ? null : toInstant(change.fromStartsAt),
      count: change.count,
    })),
    numbers: {
      booked: numbers.booked,
      booked_last_week: numbers.bookedLastWeek,
      came_in: numbers.cameIn,
      places_left: numbers.placesLeft,
    },
  }
}

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) => ({
  first_name: firstName,
  last_name: lastName,
})

const aboutOf = (what: { serviceId: string; locationId: string; startsAt: number }) => ({
  service_id: what.serviceId,
  location_id: what.locationId,
  start_time: toInstant(what.startsAt),
})
