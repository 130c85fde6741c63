import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { listMyBookings } from '../../tenants/account/list-my-bookings.ts'
import { listMyWaitlist } from '../../tenants/account/list-my-waitlist.ts'
import { makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import type { AppEnv } from '../app-env.ts'
import { bookingSchema, toBookingJson } from './booking-json.ts'
import { encodePosition, decodePosition } from './instant-cursor.ts'
import { moneySchema } from './money.ts'
import { pageOf, pageQuery } from './page.ts'
import { forPerson, personReadProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { toEntryJson, waitlistEntrySchema } from './waitlist-json.ts'

const myBookingSchema = bookingSchema
  .extend({
    heads: z.int().openapi({ description: 'How many come together: a party is one entry.' }),
    dates: z
      .int()
      .openapi({ description: 'How many dates of its series are to come: upcoming, a series is one entry.' }),
    total: moneySchema.openapi({ description: 'For all heads of this date.' }),
    can_move: z.boolean(),
    can_cancel: z.boolean(),
  })
  .openapi('MyBooking')

const bookingsRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: '/users/me/bookings',
  summary: 'My bookings',
  description: 'Those of the client who signed in, made as a guest under the same address or since.',
  request: {
    query: pageQuery.extend({
      when: z.enum(['upcoming', 'past']).default('upcoming').openapi({
        description: '`upcoming`: soonest first. `past`: what is over or given up, newest first.',
      }),
    }),
  },
  responses: {
    200: json(pageOf(myBookingSchema), 'None for who has not been a client yet.'),
    ...personReadProblems,
    ...problems('invalid_input'),
  },
})

const waitlistRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: '/users/me/waitlist',
  summary: 'The lines I stand in',
  responses: {
    200: json(z.object({ data: z.array(waitlistEntrySchema) }), 'Soonest class first.'),
    ...personReadProblems,
  },
})

export const meBookingsApi = new OpenAPIHono<AppEnv>()
  .openapi(bookingsRoute, async (c) => {
    const { ctx } = c.var
    const { when, limit, cursor } = c.req.valid('query')
    const after = cursor === undefined ? null : decodePosition(cursor)
    const { bookings, hasMore } = await listMyBookings(ctx, { when, limit, after })
    const data = await Promise.all(
      bookings.map(async (booking) => ({
        ...toBookingJson(booking, await makeManageUrl(ctx, booking.id)),
        heads: booking.heads,
        dates: booking.dates,
        total: { amount_minor: booking.totalMinor, currency: booking.currency },
        can_move: booking.canMove,
        can_cancel: booking.canCancel,
      })),
    )
    const last = bookings.at(-1)
    return c.json({ data, next_cursor: hasMore && last ? encodePosition(last) : null }, 200)
  })
  .openapi(waitlistRoute, async (c) => {
    const { ctx } = c.var
    const entries = await listMyWaitlist(ctx)
    return c.json({ data: await Promise.all(entries.map((entry) => toEntryJson(ctx, entry))) }, 200)
  })
