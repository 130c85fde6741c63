import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { checkIn } from '../../tenants/bookings/check-in.ts'
import { confirmBooking } from '../../tenants/bookings/confirm-booking.ts'
import { declineBooking } from '../../tenants/bookings/decline-booking.ts'
import { markNoShow } from '../../tenants/bookings/mark-no-show.ts'
import { undoCheckIn } from '../../tenants/bookings/undo-check-in.ts'
import { undoNoShow } from '../../tenants/bookings/undo-no-show.ts'
import type { AppEnv } from '../app-env.ts'
import { changeProblems, toJson } from './booking-changes.ts'
import { bookingSchema } from './booking-json.ts'
import { json, problems } from './responses.ts'
import { forStaff, idParam } from './staff-route.ts'

const path = '/bookings/{booking_id}'
const request = { params: idParam('booking_id') }
const answer = { 200: json(bookingSchema, 'The booking as it is now.'), ...changeProblems }

const confirmRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/confirm`,
  summary: 'Say yes to a request',
  description: 'For everybody of its party. Whether the place is still theirs is asked again.',
  request,
  responses: {
    ...answer,
    ...problems('already_started', 'changed_meanwhile', 'slot_taken', 'session_full'),
  },
})

const declineRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/decline`,
  summary: 'Say no to a request',
  description: 'For everybody of its party: the place is free, and the client is told.',
  request: {
    ...request,
    body: json(z.object({ reason: z.string().nullish() }).openapi('Decline'), 'Why.'),
  },
  responses: answer,
})

const checkInRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/check-in`,
  summary: 'Write down that somebody is there',
  description: 'Until a day after the end. Whoever was taken for a no-show owes nothing for that any more.',
  request,
  responses: answer,
})

const undoCheckInRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${path}/check-in`,
  summary: 'Take back that somebody is there',
  request,
  responses: answer,
})

const noShowRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/no-show`,
  summary: 'Write down that somebody did not come',
  description: 'Until a day after the end. What it costs follows from the policy agreed to, once.',
  request,
  responses: answer,
})

const undoNoShowRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${path}/no-show`,
  summary: 'Take back that somebody did not come',
  request,
  responses: answer,
})

export const bookingAnswersApi = new OpenAPIHono<AppEnv>()
  .openapi(confirmRoute, async (c) =>
    c.json(await toJson(c, await confirmBooking(c.var.ctx, idOf(c.req.valid('param')))), 200),
  )
  .openapi(declineRoute, async (c) => {
    const { reason } = c.req.valid('json')
    const booking = await declineBooking(c.var.ctx, { ...idOf(c.req.valid('param')), reason })
    return c.json(await toJson(c, booking), 200)
  })
  .openapi(checkInRoute, async (c) =>
    c.json(await toJson(c, await checkIn(c.var.ctx, idOf(c.req.valid('param')))), 200),
  )
  .openapi(undoCheckInRoute, async (c) =>
    c.json(await toJson(c, await undoCheckIn(c.var.ctx, idOf(c.req.valid('param')))), 200),
  )
  .openapi(noShowRoute, async (c) =>
    c.json(await toJson(c, await markNoShow(c.var.ctx, idOf(c.req.valid('param')))), 200),
  )
  .openapi(undoNoShowRoute, async (c) =>
    c.json(await toJson(c, await undoNoShow(c.var.ctx, idOf(c.req.valid('param')))), 200),
  )

function idOf({ booking_id: bookingId }: { booking_id: string }) {
  return { bookingId }
}
