import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { json, problems } from './responses.ts'

const newBookingSchema = z
  .object({
    service_id: z.string().openapi({ description: 'Id or slug.' }),
    trainer_id: z
      .string()
      .nullish()
      .openapi({ description: 'Id or slug. Without it, whoever is free then and least busy that day.' }),
    start_time: z.iso
      .datetime({ offset: true, error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.' })
      .openapi({ example: '2027-01-05T09:00:00Z' }),
    client: z.object({
      first_name: z.string(),
      last_name: z.string(),
      email: z.string(),
      phone: z.string().nullish().openapi({ description: 'With the country code.' }),
      locale: z.enum(locales).nullish().openapi({ description: 'Language of messages.' }),
      time_zone: z.string().nullish().openapi({ description: 'IANA name, when it is not the studio’s.' }),
    }),
    notes: z.string().nullish(),
  })
  .openapi('NewBooking')

const createdBookingSchema = z
  .object({
    id: z.string().openapi({ example: 'bkg_4t1h' }),
    trainer_id: z.string(),
    service_id: z.string(),
    client_id: z.string(),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    status: z.enum(['confirmed', 'cancelled']),
    confirmation_sent: z.boolean().openapi({
      description: 'A confirmation is written down to be sent, together with the booking itself.',
    }),
    manage_url: z.url().openapi({ description: 'Whoever has it may see and cancel this booking.' }),
  })
  .openapi('CreatedBooking')

const bookingSchema = createdBookingSchema
  .extend({
    time_zone: z.string(),
    location_id: z.string(),
    price: moneySchema,
    free_cancel_until: z.iso.datetime(),
    client: z.object({
      first_name: z.string(),
      last_name: z.string(),
      email: z.string(),
      phone: z.string().nullable(),
    }),
    notes: z.string().nullable(),
    created_at: z.iso.datetime(),
    cancelled_at: z.iso.datetime().nullable(),
  })
  .openapi('Booking')

const createBookingRoute = createRoute({
  method: 'post',
  path: '/bookings',
  summary: 'Book a time',
  description:
    'Send an `Idempotency-Key` of your own, new for each booking, and send the same again whenever you are not sure what became of it: the same key and body are the same booking, and the answer is again 201 with that booking as it is now. Without a key every request is another booking.',
  request: {
    headers: z.object({
      'idempotency-key': z
        .string()
        .regex(/^[\x21-\x7e]{1,255}$/, 'A key is 1 to 255 printable ASCII characters without spaces.')
        .optional(),
    }),
    body: { ...json(newBookingSchema, 'What to book, and for whom.'), required: true },
  },
  responses: {
    201: json(createdBookingSchema, 'Booked.'),
    ...problems('bad_request', 'not_found', 'slot_taken', 'idempotency_key_reused', 'unsupported_media_type'),
    ...problems('invalid_input', 'slot_unavailable', 'rate_limited', 'unavailable', 'outcome_unknown'),
  },
})

const managed = {
  params: z.object({ booking_id: z.string() }),
  query: z.object({
    token: z
      .string()
      .optional()
      .openapi({ description: 'The manage token, where no `Authorization` header can be sent.' }),
  }),
}

const getBookingRoute = createRoute({
  method: 'get',
  path: '/bookings/{booking_id}',
  summary: 'One booking',
  description: 'With the token from its `manage_url`, as `Authorization: Bearer <token>`.',
  security: [{ manageToken: [] }],
  request: managed,
  responses: { 200: json(bookingSchema, 'The booking.'), ...problems('not_found', 'unavailable') },
})

const cancelBookingRoute = createRoute({
  method: 'post',
  path: '/bookings/{booking_id}/cancel',
  summary: 'Cancel a booking',
  description: 'Cancelling what is cancelled changes nothing.',
  security: [{ manageToken: [] }],
  request: {
    ...managed,
    body: json(z.object({ reason: z.string().nullish() }), 'May be left out.'),
  },
  responses: {
    200: json(bookingSchema, 'The booking, cancelled.'),
    ...problems('not_found', 'already_started', 'invalid_input', 'unavailable', 'outcome_unknown'),
  },
})

export const bookingsApi = new OpenAPIHono<AppEnv>()
  .openapi(createBookingRoute, async (c) => {
    const { ctx } = c.var
    const { service_id, trainer_id, start_time, client, notes } = c.req.valid('json')
    const { booking } = await createBooking(ctx, {
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID(),
      serviceId: service_id,
      trainerId: trainer_id,
      startsAt: Date.parse(start_time),
      client: {
        firstName: client.first_name,
        lastName: client.last_name,
        email: client.email,
        phone: client.phone,
        locale: client.locale,
        timeZone: client.time_zone,
      },
      notes,
      source: 'api',
      host: new URL(ctx.origin).host,
    })
    return c.json(toCreatedJson(booking, await makeManageUrl(ctx, booking.id)), 201)
  })
  .openapi(getBookingRoute, async (c) => {
    const { booking_id: bookingId } = c.req.valid('param')
    const booking = await getBooking(c.var.ctx, { bookingId, manageToken: manageTokenOf(c) })
    return c.json(toJson(booking, await makeManageUrl(c.var.ctx, bookingId)), 200)
  })
  .openapi(cancelBookingRoute, async (c) => {
    const { booking_id: bookingId } = c.req.valid('param')
    const { reason } = c.req.valid('json')
    const booking = await cancelBooking(c.var.ctx, {
      bookingId,
      manageToken: manageTokenOf(c),
      reason: reason ?? null,
    })
    return c.json(toJson(booking, await makeManageUrl(c.var.ctx, bookingId)), 200)
  })

/** The header wins: addresses end up in logs. Without a token the booking is not found, as with a wrong one. */
function manageTokenOf(c: Context<AppEnv>): string {
  const [, bearer] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  return bearer ?? c.req.query('token') ?? ''
}

function toCreatedJson(booking: BookingView, manageUrl: string): z.output<typeof createdBookingSchema> {
  return {
    id: booking.id,
    trainer_id: booking.trainerId,
    service_id: booking.serviceId,
    client_id: booking.clientId,
    start_time: toInstant(booking.startsAt),
    end_time: toInstant(booking.endsAt),
    status: booking.status,
    confirmation_sent: ['planned', 'claimed', 'sent'].includes(booking.confirmationState),
    manage_url: manageUrl,
  }
}

function toJson(booking: BookingView, manageUrl: string): z.output<typeof bookingSchema> {
  const { firstName, lastName, email, phone } = booking.client
  return {
    ...toCreatedJson(booking, manageUrl),
    time_zone: booking.timeZone,
    location_id: booking.locationId,
    price: { amount_minor: booking.priceMinor, currency: booking.currency },
    free_cancel_until: toInstant(booking.freeCancelUntil),
    client: { first_name: firstName, last_name: lastName, email, phone },
    notes: booking.notes,
    created_at: toInstant(booking.createdAt),
    cancelled_at: booking.cancelledAt === null ? null : toInstant(booking.cancelledAt),
  }
}
