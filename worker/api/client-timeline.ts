import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { listBookings } from '../../tenants/bookings/list-bookings.ts'
import { findManageUrl } from '../../tenants/bookings/manage-url.ts'
import { getClient } from '../../tenants/clients/get-client.ts'
import { listTimeline, type TimelineEntry } from '../../tenants/clients/timeline/list-timeline.ts'
import { timelineKinds } from '../../tenants/clients/timeline/timeline-parts.ts'
import type { AppEnv } from '../app-env.ts'
import { bookingSchema, toBookingJson } from './booking-json.ts'
import { decodePosition, encodePosition } from './instant-cursor.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { pageOf, pageQuery } from './page.ts'
import { json } from './responses.ts'
import { forStaff, idParam, readProblems } from './staff-route.ts'

const orNull = z.string().nullable()

const entrySchema = z
  .object({
    id: z.string(),
    kind: z.enum(timelineKinds),
    at: z.iso.datetime().openapi({ description: 'Of a message to come: when it is planned.' }),
    what: z.string().openapi({
      description: 'Kind of the booking’s event, of the message, of the consent or of the charge.',
      example: 'booked',
    }),
    actor: orNull.openapi({ description: 'Who did it, as the audit log says.' }),
    text: orNull.openapi({ description: 'A note’s text, or the sentence that was agreed to.' }),
    state: orNull.openapi({
      description:
        'Of a message, what the vendor said came of it, once they did; of a charge; of a consent `given` or `taken_back`.',
    }),
    booking_id: orNull,
    start_time: z.iso.datetime().nullable().openapi({ description: 'Of that booking.' }),
    channel: orNull.openapi({ description: 'Of a message.' }),
    amount: moneySchema.nullable().openapi({ description: 'Of a charge.' }),
  })
  .openapi('TimelineEntry')

const path = '/clients/{client_id}'
const params = idParam('client_id')

const timelineRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: `${path}/timeline`,
  summary: 'What happened between a client and the studio',
  description:
    'What is about bookings as far as the rights to bookings, messages and money go. A trainer reads of their own.',
  request: { params, query: pageQuery.extend({ kind: z.enum(timelineKinds).optional() }) },
  responses: { 200: json(pageOf(entrySchema), 'The newest first.'), ...readProblems },
})
const bookingsRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: `${path}/bookings`,
  summary: 'A client’s bookings',
  description: 'A trainer sees those with them. `GET /bookings?client_id=` narrows them further.',
  request: { params, query: pageQuery },
  responses: { 200: json(pageOf(bookingSchema), 'The latest first.'), ...readProblems },
})

const packagesRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: `${path}/packages`,
  summary: 'What a client has paid for in advance',
  description: 'Studios sell no packages yet: the list is empty.',
  request: { params, query: pageQuery },
  responses: {
    200: json(pageOf(z.object({ id: z.string() }).openapi('ClientPackage')), 'The newest first.'),
    ...readProblems,
  },
})

export const clientTimelineApi = new OpenAPIHono<AppEnv>()
  .openapi(packagesRoute, async (c) => {
    await getClient(c.var.ctx, { clientId: c.req.valid('param').client_id })
    return c.json({ data: [], next_cursor: null }, 200)
  })
  .openapi(timelineRoute, async (c) => {
    const { limit, cursor, kind } = c.req.valid('query')
    const { client_id: clientId } = c.req.valid('param')
    const last = cursor === undefined ? null : decodePosition(cursor)
    const before = last && { at: last.startsAt, id: last.id }
    const { entries, hasMore } = await listTimeline(c.var.ctx, { clientId, kind, limit, before })
    const end = entries.at(-1)
    const next_cursor = hasMore && end ? encodePosition({ startsAt: end.at, id: end.id }) : null
    return c.json({ data: entries.map(toJson), next_cursor }, 200)
  })
  .openapi(bookingsRoute, async (c) => {
    const { ctx } = c.var
    const { limit, cursor } = c.req.valid('query')
    const { id: clientId } = await getClient(ctx, { clientId: c.req.valid('param').client_id })
    const after = cursor === undefined ? null : decodePosition(cursor)
    const { bookings, hasMore } = await listBookings(ctx, { clientId, limit, after, order: 'latest' })
    const data = await Promise.all(
      bookings.map(async (booking) => toBookingJson(booking, await findManageUrl(ctx, booking))),
    )
    const last = bookings.at(-1)
    return c.json({ data, next_cursor: hasMore && last ? encodePosition(last) : null }, 200)
  })

function toJson(entry: TimelineEntry): z.output<typeof entrySchema> {
  const { id, kind, at, what, actor, text, state, bookingId, startsAt, channel } = entry
  const { amountMinor, currency } = entry
  return {
    id,
    kind,
    what,
    actor,
    text,
    state,
    channel,
    at: toInstant(at),
    booking_id: bookingId,
    start_time: startsAt === null ? null : toInstant(startsAt),
    amount: amountMinor === null || currency === null ? null : { amount_minor: amountMinor, currency },
  }
}
