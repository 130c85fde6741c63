import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { listHistory, type BookingEvent } from '../../tenants/bookings/list-history.ts'
import { chargeKinds, chargeStates, listCharges, type Charge } from '../../tenants/policies/list-charges.ts'
import { waiveCharge } from '../../tenants/policies/waive-charge.ts'
import type { AppEnv } from '../app-env.ts'
import { changeProblems, refOf } from './booking-changes.ts'
import { managed } from './booking-json.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, idParam } from './staff-route.ts'

const path = '/bookings/{booking_id}'
const security: Record<string, string[]>[] = [{ manageToken: [] }, { personToken: [] }, { staffKey: [] }]

const stateSchema = z
  .object({
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    trainer_id: z.string(),
    location_id: z.string(),
    session_id: z.string().nullable().optional(),
    price_minor: z.int().optional(),
  })
  .partial()

const eventSchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ description: 'What happened.', example: 'moved' }),
    actor: z.string().openapi({
      description:
        'Who did it: `client`, `api`, `system`, `staff`, for staff `staff:usr_…` or `staff:key_…`.',
    }),
    at: z.iso.datetime(),
    cancel_kind: z.string().nullable().openapi({ description: 'Of a cancellation: free, late, studio.' }),
    from: stateSchema.nullable().openapi({ description: 'Where it was before it moved.' }),
    to: stateSchema.nullable(),
  })
  .openapi('BookingEvent')

export const chargeSchema = z
  .object({
    id: z.string(),
    kind: z.enum(chargeKinds),
    amount: moneySchema,
    loses_credit: z.boolean(),
    state: z.enum(chargeStates).openapi({
      description: '`pending`: nothing is owed if somebody else takes the place before the start.',
    }),
    reason: z
      .string()
      .nullable()
      .openapi({ description: 'Why it is waived: refilled, grace, staff, undone.' }),
    created_at: z.iso.datetime(),
    settled_at: z.iso.datetime().nullable(),
  })
  .openapi('Charge')

const readProblems = problems('forbidden', 'not_found', 'invalid_input', 'unavailable')

const historyRoute = createRoute({
  method: 'get',
  path: `${path}/history`,
  summary: 'What happened to a booking',
  security,
  request: { params: managed.params, query: managed.query.extend(pageQuery.shape) },
  responses: { 200: json(pageOf(eventSchema), 'In order.'), ...readProblems },
})

const chargesRoute = createRoute({
  method: 'get',
  path: `${path}/charges`,
  summary: 'What is owed for a booking not kept',
  security,
  request: managed,
  responses: { 200: json(pageOf(chargeSchema), 'One for each kind at most.'), ...readProblems },
})

const waiveRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/charges/waive`,
  summary: 'Forgive a late cancellation or a no-show',
  description: 'Nothing is owed for it, and it does not count against the client.',
  request: {
    params: idParam('booking_id'),
    body: bodyOf(z.object({ reason: z.string() }).openapi('Waiver'), 'Why.'),
  },
  responses: { 200: json(pageOf(chargeSchema), 'As they are now.'), ...changeProblems },
})

export const bookingRecordsApi = new OpenAPIHono<AppEnv>()
  .openapi(historyRoute, async (c) => {
    const events = await listHistory(c.var.ctx, refOf(c, c.req.valid('param')))
    const { data, next_cursor } = takePage(events, c.req.valid('query'))
    return c.json({ data: data.map(toEventJson), next_cursor }, 200)
  })
  .openapi(chargesRoute, async (c) => {
    const charges = await listCharges(c.var.ctx, refOf(c, c.req.valid('param')))
    return c.json({ data: charges.map(toChargeJson), next_cursor: null }, 200)
  })
  .openapi(waiveRoute, async (c) => {
    const bookingId = c.req.valid('param').booking_id
    const charges = await waiveCharge(c.var.ctx, { bookingId, reason: c.req.valid('json').reason })
    return c.json({ data: charges.map(toChargeJson), next_cursor: null }, 200)
  })

function toEventJson({ id, kind, actor, at, details }: BookingEvent): z.output<typeof eventSchema> {
  const cancelKind = details?.['kind']
  return {
    id,
    kind,
    actor,
    at: toInstant(at),
    cancel_kind: typeof cancelKind === 'string' ? cancelKind : null,
    from: toStateJson(details, 'from'),
    to: toStateJson(details, 'to'),
  }
}

/** What an event says of where a booking was, or is. */
function toStateJson(
  details: BookingEvent['details'],
  side: 'from' | 'to',
): z.output<typeof stateSchema> | null {
  const startsAt = details?.[`${side}StartsAt`]
  if (!details || typeof startsAt !== 'number') return null
  const text = (name: string) => {
    const value = details[`${side}${name}`]
    return typeof value === 'string' ? value : undefined
  }
  const number = (name: string) => {
    const value = details[`${side}${name}`]
    return typeof value === 'number' ? value : undefined
  }
  const state = {
    start_time: toInstant(startsAt),
    end_time: toInstant(number('EndsAt') ?? startsAt),
    trainer_id: text('TrainerId'),
    location_id: text('LocationId'),
    session_id: text('SessionId'),
    price_minor: number('PriceMinor'),
  }
  // Only what the event knows of.
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined))
}

export function toChargeJson(charge: Charge): z.output<typeof chargeSchema> {
  return {
    id: charge.id,
    kind: charge.kind,
    amount: { amount_minor: charge.amountMinor, currency: charge.currency },
    loses_credit: charge.losesCredit,
    state: charge.state,
    reason: charge.reason,
    created_at: toInstant(charge.createdAt),
    settled_at: charge.settledAt === null ? null : toInstant(charge.settledAt),
  }
}
