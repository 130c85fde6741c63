import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { getHold } from '../../tenants/holds/get-hold.ts'
import type { HoldView } from '../../tenants/holds/hold-view.ts'
import { placeHold, type PlaceHoldInput } from '../../tenants/holds/place-hold.ts'
import { releaseHold } from '../../tenants/holds/release-hold.ts'
import { renewHold } from '../../tenants/holds/renew-hold.ts'
import type { AppEnv } from '../app-env.ts'
import { idempotencyHeader } from './bookings.ts'
import { toInstant } from './instant.ts'
import { json, problems } from './responses.ts'
import { bodyOf } from './staff-route.ts'

const NEEDED = 'This is needed, unless there is a session_id.'
const isPlaceOr =
  (field: 'service_id' | 'trainer_id' | 'start_time') =>
  (
    hold: { session_id?: string | null | undefined } & { [Key in typeof field]?: string | null | undefined },
  ) =>
    Boolean(hold.session_id ?? hold[field])

const newHoldSchema = z
  .object({
    session_id: z.string().nullish().openapi({ description: 'A class: places in this session. Or:' }),
    quantity: z.int().min(1).max(51).nullish().openapi({ description: 'How many places; without it, one.' }),
    service_id: z.string().nullish().openapi({ description: 'Id or slug.' }),
    trainer_id: z.string().nullish().openapi({ description: 'Id or slug.' }),
    location_id: z.string().nullish(),
    start_time: z.iso
      .datetime({
        offset: true,
        error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
      })
      .nullish()
      .openapi({ example: '2027-01-05T09:00:00Z' }),
    duration_minutes: z.int().min(1).max(720).nullish(),
  })
  .refine(isPlaceOr('service_id'), { path: ['service_id'], error: NEEDED })
  .refine(isPlaceOr('trainer_id'), { path: ['trainer_id'], error: NEEDED })
  .refine(isPlaceOr('start_time'), { path: ['start_time'], error: NEEDED })
  .openapi('NewHold')
type NewHold = z.output<typeof newHoldSchema>

const holdSchema = z
  .object({
    id: z.string().openapi({ example: 'hld_4t1h' }),
    session_id: z.string().nullable(),
    quantity: z.int(),
    service_id: z.string(),
    trainer_id: z.string(),
    location_id: z.string(),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    status: z.enum(['active', 'consumed', 'released', 'expired']),
    expires_at: z.iso.datetime().openapi({ description: 'From then on anybody may have it.' }),
    renewable_until: z.iso.datetime().openapi({ description: 'Renewing never lasts longer than that.' }),
  })
  .openapi('Hold')

const secretHeader = z.object({
  'hold-secret': z
    .string('A secret of your own is needed.')
    .min(16, 'A secret has at least 16 characters.')
    .max(200, 'A secret has at most 200 characters.')
    .openapi({ description: 'Chosen by the visitor’s browser or program: whoever has it has their holds.' }),
})

/** For a route: one hold, for whoever has its secret. */
const ofHold = { headers: secretHeader, params: z.object({ hold_id: z.string() }) }
const holdProblems = problems('not_found', 'invalid_input', 'unavailable')

const placeRoute = createRoute({
  method: 'post',
  path: '/holds',
  summary: 'Keep a time, or places in a class, while somebody fills the form',
  description:
    'For five minutes; send `hold` with the booking to use it up. The same `Idempotency-Key`, or the same wish with the same secret, is the same hold, kept five minutes from now. One secret keeps two places at most.',
  request: {
    headers: secretHeader.extend(idempotencyHeader.shape),
    body: bodyOf(newHoldSchema, 'What to keep.'),
  },
  responses: {
    201: json(holdSchema, 'Kept.'),
    ...problems('bad_request', 'not_found', 'slot_taken', 'session_full', 'conflict'),
    ...problems('idempotency_key_reused', 'unsupported_media_type', 'invalid_input', 'slot_unavailable'),
    ...problems('not_allowed', 'rate_limited', 'unavailable', 'outcome_unknown'),
  },
})

const getRoute = createRoute({
  method: 'get',
  path: '/holds/{hold_id}',
  summary: 'One hold',
  request: ofHold,
  responses: { 200: json(holdSchema, 'The hold, as it is now.'), ...holdProblems },
})

const renewRoute = createRoute({
  method: 'patch',
  path: '/holds/{hold_id}',
  summary: 'Keep it longer',
  description: 'Five minutes from now, a quarter of an hour in all. What was given up or has ended stays so.',
  request: ofHold,
  responses: {
    200: json(holdSchema, 'Kept.'),
    ...holdProblems,
    ...problems('conflict', 'outcome_unknown'),
  },
})

const releaseRoute = createRoute({
  method: 'delete',
  path: '/holds/{hold_id}',
  summary: 'Give it back',
  description:
    'By its id, or by the `Idempotency-Key` of an attempt whose answer has not come yet: that one keeps nothing then.',
  request: ofHold,
  responses: { 204: { description: 'Free for everybody.' }, ...holdProblems },
})

export const holdsApi = new OpenAPIHono<AppEnv>()
  .openapi(placeRoute, async (c) => {
    const headers = c.req.valid('header')
    const hold = await placeHold(c.var.ctx, {
      attemptKey: headers['idempotency-key'] ?? crypto.randomUUID(),
      holderSecret: headers['hold-secret'],
      wish: toWish(c.req.valid('json')),
    })
    return c.json(toJson(hold), 201)
  })
  .openapi(getRoute, async (c) => c.json(toJson(await getHold(c.var.ctx, heldBy(c))), 200))
  .openapi(renewRoute, async (c) => c.json(toJson(await renewHold(c.var.ctx, heldBy(c))), 200))
  .openapi(releaseRoute, async (c) => {
    const { holdId, holderSecret } = heldBy(c)
    await releaseHold(c.var.ctx, { holdIdOrAttemptKey: holdId, holderSecret })
    return c.body(null, 204)
  })

/** Which hold, and by what right. */
function heldBy(c: Context<AppEnv>): { holdId: string; holderSecret: string } {
  return { holdId: c.req.param('hold_id') ?? '', holderSecret: c.req.header('hold-secret') ?? '' }
}

function toWish(body: NewHold): PlaceHoldInput['wish'] {
  if (body.session_id) return { sessionId: body.session_id, quantity: body.quantity ?? 1 }
  return {
    serviceId: body.service_id ?? '',
    trainerId: body.trainer_id ?? '',
    locationId: body.location_id,
    startsAt: Date.parse(body.start_time ?? ''),
    durationMinutes: body.duration_minutes,
  }
}

function toJson(hold: HoldView): z.output<typeof holdSchema> {
  return {
    id: hold.id,
    session_id: hold.sessionId,
    quantity: hold.quantity,
    service_id: hold.serviceId,
    trainer_id: hold.trainerId,
    location_id: hold.locationId,
    start_time: toInstant(hold.startsAt),
    end_time: toInstant(hold.endsAt),
    status: hold.status,
    expires_at: toInstant(hold.expiresAt),
    renewable_until: toInstant(hold.renewableUntil),
  }
}
