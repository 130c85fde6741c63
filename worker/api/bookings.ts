import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bookingSources, bookingStatuses } from '../../tenants/bookings/booking-view.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { listBookings } from '../../tenants/bookings/list-bookings.ts'
import { findManageUrl, makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import {
  bookingSchema,
  createdBookingSchema,
  managed,
  manageTokenOf,
  toBookingJson,
  toCreatedJson,
} from './booking-json.ts'
import { decodePosition, encodePosition } from './instant-cursor.ts'
import { pageOf, pageQuery } from './page.ts'
import { holdField, partyFields, toHoldInput, toPartyInput } from './party-json.ts'
import { json, problems } from './responses.ts'

const instant = z.iso.datetime({
  offset: true,
  error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
})

export const newClientSchema = z.object({
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  phone: z.string().nullish().openapi({ description: 'With the country code.' }),
  locale: z.enum(locales).nullish().openapi({ description: 'Language of messages.' }),
  time_zone: z.string().nullish().openapi({ description: 'IANA name, when it is not the studio’s.' }),
})

type NewClient = Omit<z.output<typeof newClientSchema>, 'email'>

export function toClientInput<Email>(client: NewClient & { email: Email }) {
  return {
    firstName: client.first_name,
    lastName: client.last_name,
    email: client.email,
    phone: client.phone,
    locale: client.locale,
    timeZone: client.time_zone,
  }
}

/** Who books, as a request names them. */
export const whoFields = {
  client: newClientSchema
    .extend({ email: z.string().nullable().openapi({ description: 'Null from staff only.' }) })
    .nullish()
    .openapi({ description: 'Who books: without a `client_id` needed.' }),
  client_id: z.string().nullish().openapi({ description: 'From staff: a client the studio knows.' }),
}

export const despiteBlockField = z.boolean().nullish().openapi({
  description:
    'Staff who may change every booking only: for a client they know to be blocked. Without it that is refused: `not_allowed`, reason `client_blocked`.',
})

/** Said beside whatever else is wrong, so that nobody corrects one field after the other. */
const needed = (field: string) => ({
  path: [field],
  error: 'This is needed, without a session.',
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
})

const newBookingSchema = z
  .object({
    session_id: z.string().nullish().openapi({ description: 'A class: a place in this session. Or:' }),
    service_id: z.string().nullish().openapi({ description: 'Id or slug.' }),
    trainer_id: z
      .string()
      .nullish()
      .openapi({ description: 'Id or slug. Without it, whoever is free then and least busy that day.' }),
    location_id: z.string().nullish(),
    start_time: instant.nullish().openapi({ example: '2027-01-05T09:00:00Z' }),
    duration_minutes: z
      .int()
      .nullish()
      .openapi({ description: 'One of the service’s, where there is a choice.' }),
    ...whoFields,
    ...partyFields,
    hold: holdField,
    override_reason: z.string().nullish().openapi({
      description:
        'Staff who may change every booking only: why it is booked although something is in the way.',
    }),
    despite_block: despiteBlockField,
    notes: z.string().nullish(),
  })
  .refine((body) => body.session_id || body.service_id, needed('service_id'))
  .refine((body) => body.session_id || body.start_time, needed('start_time'))
  .openapi('NewBooking')

/** Sent again with the same key, the same request is the same deed. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'A key is 1 to 255 printable ASCII characters without spaces.')
    .optional(),
})

const createBookingRoute = createRoute({
  method: 'post',
  path: '/bookings',
  summary: 'Book a time, or places in a class',
  description:
    'Send an `Idempotency-Key` of your own, new for each booking, and send the same again whenever you are not sure what became of it: the same key and body are the same booking, and the answer is again 201 with that booking as it is now. Without a key every request is another booking.',
  request: {
    headers: idempotencyHeader,
    body: { ...json(newBookingSchema, 'What to book, and for whom.'), required: true },
  },
  responses: {
    201: json(createdBookingSchema, 'Booked, or asked for where the studio approves bookings.'),
    ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found', 'slot_taken', 'session_full'),
    ...problems('idempotency_key_reused', 'unsupported_media_type', 'invalid_input', 'slot_unavailable'),
    ...problems('not_allowed', 'rate_limited', 'unavailable', 'outcome_unknown'),
  },
})

const getBookingRoute = createRoute({
  method: 'get',
  path: '/bookings/{booking_id}',
  summary: 'One booking',
  description:
    'With the token from its `manage_url`, as `Authorization: Bearer <token>`, the token of the client whose it is, or as staff: a trainer sees their own.',
  security: [{ manageToken: [] }, { personToken: [] }, { staffKey: [] }],
  request: managed,
  responses: {
    200: json(bookingSchema, 'The booking.'),
    ...problems('forbidden', 'not_found', 'unavailable'),
  },
})

const listBookingsRoute = createRoute({
  method: 'get',
  path: '/bookings',
  summary: 'Bookings by time',
  description: 'A trainer sees their own: alone with them, or in a class they give.',
  security: [{ staffKey: [] }],
  request: {
    query: pageQuery.extend({
      from: instant.optional().openapi({ description: 'Starts at or after this.' }),
      to: instant.optional().openapi({ description: 'Starts before this.' }),
      trainer_id: z.string().optional(),
      service_id: z.string().optional(),
      session_id: z.string().optional(),
      series_id: z.string().optional(),
      location_id: z.string().optional(),
      client_id: z.string().optional(),
      client_email: z.string().optional(),
      status: z.enum(bookingStatuses).optional(),
      source: z.enum(bookingSources).optional(),
      needs_answer: z.enum(['true']).optional().openapi({ description: 'Requests that still wait for one.' }),
      search: z.string().max(100).optional().openapi({
        description: 'Words of the client’s name, address or number, or a booking’s id, as far as typed.',
      }),
      order: z.enum(['earliest', 'latest']).default('earliest').openapi({ description: 'What comes first.' }),
    }),
  },
  responses: {
    200: json(pageOf(bookingSchema), 'Earliest first, unless asked otherwise.'),
    ...problems('unauthorized', 'forbidden', 'invalid_input', 'unavailable'),
  },
})

export const bookingsApi = new OpenAPIHono<AppEnv>()
  .openapi(createBookingRoute, async (c) => {
    const { ctx } = c.var
    const body = c.req.valid('json')
    const created = await createBooking(ctx, {
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID(),
      sessionId: body.session_id,
      serviceId: body.service_id,
      trainerId: body.trainer_id,
      locationId: body.location_id,
      startsAt: body.start_time ? Date.parse(body.start_time) : null,
      durationMinutes: body.duration_minutes,
      client: body.client && toClientInput(body.client),
      clientId: body.client_id,
      ...toPartyInput(body),
      hold: toHoldInput(body.hold),
      despiteBlock: body.despite_block,
      override: typeof body.override_reason === 'string' ? { reason: body.override_reason } : null,
      notes: body.notes,
      source: ctx.actor.kind === 'staff' ? 'staff' : 'api',
      host: new URL(ctx.origin).host,
    })
    return c.json(toCreatedJson(created, await makeManageUrl(ctx, created.booking.id)), 201)
  })
  .openapi(listBookingsRoute, async (c) => {
    const { ctx } = c.var
    const { limit, cursor, from, to, ...query } = c.req.valid('query')
    const { bookings, hasMore } = await listBookings(ctx, {
      limit,
      after: cursor === undefined ? null : decodePosition(cursor),
      from: from === undefined ? null : Date.parse(from),
      to: to === undefined ? null : Date.parse(to),
      trainerId: query.trainer_id,
      serviceId: query.service_id,
      sessionId: query.session_id,
      seriesId: query.series_id,
      locationId: query.location_id,
      clientId: query.client_id,
      clientEmail: query.client_email,
      status: query.status,
      source: query.source,
      needsAnswer: query.needs_answer === 'true',
      search: query.search,
      order: query.order,
    })
    const data = await Promise.all(
      bookings.map(async (booking) => toBookingJson(booking, await findManageUrl(ctx, booking))),
    )
    const last = bookings.at(-1)
    const next_cursor = hasMore && last ? encodePosition(last) : null
    return c.json({ data, next_cursor }, 200)
  })
  .openapi(getBookingRoute, async (c) => {
    const { booking_id: bookingId } = c.req.valid('param')
    const booking = await getBooking(c.var.ctx, { bookingId, manageToken: manageTokenOf(c) })
    return c.json(toBookingJson(booking, await findManageUrl(c.var.ctx, booking)), 200)
  })
