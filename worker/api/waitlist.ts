import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import { acceptOffer } from '../../tenants/waitlist/accept-offer.ts'
import { declineOffer } from '../../tenants/waitlist/decline-offer.ts'
import { getWaitlistEntry } from '../../tenants/waitlist/get-waitlist-entry.ts'
import { joinWaitlist } from '../../tenants/waitlist/join-waitlist.ts'
import { leaveWaitlist } from '../../tenants/waitlist/leave-waitlist.ts'
import { listWaitlist } from '../../tenants/waitlist/list-waitlist.ts'
import { offerPlace } from '../../tenants/waitlist/offer-place.ts'
import { waitlistStatuses } from '../../tenants/waitlist/waitlist-entry-view.ts'
import type { AppEnv } from '../app-env.ts'
import { createdBookingSchema, managed, manageTokenOf, toCreatedJson } from './booking-json.ts'
import { idempotencyHeader, newClientSchema, toClientInput } from './bookings.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, idParam, readProblems, writeProblems } from './staff-route.ts'
import { toEntryJson, waitlistEntrySchema } from './waitlist-json.ts'

const newEntrySchema = z
  .object({
    session_id: z.string().openapi({ description: 'The class that is full.' }),
    party_size: z
      .int()
      .nullish()
      .openapi({ description: 'How many places, all of them or none; without it, one.' }),
    client: newClientSchema,
  })
  .openapi('NewWaitlistEntry')

const joinRoute = createRoute({
  method: 'post',
  path: '/waitlist',
  summary: 'Wait for places in a class that is full',
  description:
    'In order of joining. With an `Idempotency-Key`, the same key and body are the same entry, as it is now.',
  request: {
    headers: idempotencyHeader,
    body: bodyOf(newEntrySchema, 'Which class, and for whom.'),
  },
  responses: {
    201: json(waitlistEntrySchema, 'In the line.'),
    ...problems('bad_request', 'unauthorized', 'not_found', 'conflict', 'idempotency_key_reused'),
    ...problems('changed_meanwhile', 'unsupported_media_type', 'invalid_input', 'slot_unavailable'),
    ...problems('not_allowed', 'rate_limited', 'unavailable'),
  },
})

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/waitlist',
  summary: 'The waitlist of a session',
  request: { query: pageQuery.extend({ session_id: z.string() }) },
  responses: {
    200: json(
      pageOf(waitlistEntrySchema).extend({
        places: z.record(z.enum(waitlistStatuses), z.int()).openapi({
          description: 'How many places were asked for, by what became of it: `unmet` could have been sold.',
        }),
      }),
      'Everybody who ever waited, in the order they came.',
    ),
    ...readProblems,
  },
})

/** For a route: one entry, for whoever has its token, its client, or staff. */
const ofEntry = {
  security: [{ manageToken: [] }, { personToken: [] }, { staffKey: [] }],
  request: { params: z.object({ entry_id: z.string() }), query: managed.query },
}
const entryProblems = problems('unauthorized', 'forbidden', 'not_found', 'unavailable')

const getEntryRoute = createRoute({
  ...ofEntry,
  method: 'get',
  path: '/waitlist/{entry_id}',
  summary: 'One place in a waitlist',
  description:
    'With the token from its `manage_url`, as `Authorization: Bearer <token>`, the token of the client whose it is, or as staff.',
  responses: { 200: json(waitlistEntrySchema, 'The entry.'), ...entryProblems },
})

const leaveRoute = createRoute({
  ...ofEntry,
  method: 'delete',
  path: '/waitlist/{entry_id}',
  summary: 'Leave a waitlist',
  description:
    'Until `leave_until`; whoever is offered a place, and staff, at any time. Again changes nothing.',
  responses: {
    200: json(waitlistEntrySchema, 'Out of the line.'),
    ...entryProblems,
    ...problems('conflict', 'not_allowed'),
  },
})

const offerRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/waitlist/{entry_id}/offer',
  summary: 'Offer free places to somebody who waits',
  description:
    'Kept and told as when it is their turn, and not in quiet hours. While others have waited longer it takes a reason, and staff who may change every booking. Again changes nothing.',
  request: {
    params: idParam('entry_id'),
    body: bodyOf(
      z.object({
        reason: z.string().nullish().openapi({ description: 'Why them, when others have waited longer.' }),
      }),
      'Why.',
    ),
  },
  responses: {
    200: json(waitlistEntrySchema, 'Asked, until `offer_expires_at`.'),
    ...writeProblems,
    ...problems('conflict', 'slot_taken', 'session_full', 'not_allowed', 'rate_limited', 'outcome_unknown'),
  },
})

const acceptRoute = createRoute({
  ...ofEntry,
  method: 'post',
  path: '/waitlist/{entry_id}/accept',
  summary: 'Take the place one is offered',
  description: 'Again gives the same booking, as does asking for what one was promoted to.',
  responses: {
    200: json(createdBookingSchema, 'Booked.'),
    ...entryProblems,
    ...problems('conflict', 'slot_taken', 'session_full', 'not_allowed', 'rate_limited', 'outcome_unknown'),
  },
})

const declineRoute = createRoute({
  ...ofEntry,
  method: 'post',
  path: '/waitlist/{entry_id}/decline',
  summary: 'Decline the place one is offered, and leave the line',
  description: 'The next who waits is asked. Again changes nothing.',
  responses: {
    200: json(waitlistEntrySchema, 'Out of the line.'),
    ...entryProblems,
    ...problems('conflict', 'rate_limited'),
  },
})

export const waitlistApi = new OpenAPIHono<AppEnv>()
  .openapi(joinRoute, async (c) => {
    const { ctx } = c.var
    const body = c.req.valid('json')
    const { entry } = await joinWaitlist(ctx, {
      idempotencyKey: c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID(),
      sessionId: body.session_id,
      partySize: body.party_size ?? 1,
      client: toClientInput(body.client),
      host: new URL(ctx.origin).host,
    })
    return c.json(await toEntryJson(ctx, entry), 201)
  })
  .openapi(listRoute, async (c) => {
    const { ctx } = c.var
    const { session_id: sessionId, ...page } = c.req.valid('query')
    const { entries, places } = await listWaitlist(ctx, { sessionId })
    const { data, next_cursor } = takePage(entries, page)
    return c.json(
      { data: await Promise.all(data.map((entry) => toEntryJson(ctx, entry))), next_cursor, places },
      200,
    )
  })
  .openapi(getEntryRoute, async (c) => {
    const { entry_id: entryId } = c.req.valid('param')
    const entry = await getWaitlistEntry(c.var.ctx, { entryId, token: manageTokenOf(c) })
    return c.json(await toEntryJson(c.var.ctx, entry), 200)
  })
  .openapi(leaveRoute, async (c) => {
    const { entry_id: entryId } = c.req.valid('param')
    const entry = await leaveWaitlist(c.var.ctx, { entryId, token: manageTokenOf(c) })
    return c.json(await toEntryJson(c.var.ctx, entry), 200)
  })
  .openapi(offerRoute, async (c) => {
    const { entry_id: entryId } = c.req.valid('param')
    const entry = await offerPlace(c.var.ctx, { entryId, ...c.req.valid('json') })
    return c.json(await toEntryJson(c.var.ctx, entry), 200)
  })
  .openapi(acceptRoute, async (c) => {
    const { entry_id: entryId } = c.req.valid('param')
    const accepted = await acceptOffer(c.var.ctx, { entryId, token: manageTokenOf(c) })
    return c.json(toCreatedJson(accepted, await makeManageUrl(c.var.ctx, accepted.booking.id)), 200)
  })
  .openapi(declineRoute, async (c) => {
    const { entry_id: entryId } = c.req.valid('param')
    const entry = await declineOffer(c.var.ctx, { entryId, token: manageTokenOf(c) })
    return c.json(await toEntryJson(c.var.ctx, entry), 200)
  })
