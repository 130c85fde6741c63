import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bulkDeeds, changeBookings, MOST_AT_ONCE } from '../../tenants/bookings/change-bookings.ts'
import type { AppEnv } from '../app-env.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, writeProblems } from './staff-route.ts'

const bulkSchema = z
  .object({
    booking_ids: z.array(z.string()).openapi({ description: `At most ${MOST_AT_ONCE}.` }),
    deed: z.enum(bulkDeeds),
    reason: z.string().nullish().openapi({ description: 'Of a cancellation or a no.' }),
    is_by_studio: z
      .boolean()
      .nullish()
      .openapi({ description: 'Cancelling: it is the studio’s doing, so nothing is owed.' }),
  })
  .openapi('BulkChange')
const outcomeSchema = z
  .object({
    booking_id: z.string(),
    ok: z.boolean(),
    code: z.string().nullable().openapi({ description: 'Of the problem it would have been alone.' }),
    reason: z.string().nullable(),
  })
  .openapi('BulkOutcome')

const bulkRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/bookings/bulk',
  summary: 'Do the same to many bookings',
  description:
    'Each as it would be done alone: some may be done and others not. Again changes nothing of what was done.',
  request: { body: bodyOf(bulkSchema, 'What, to which.') },
  responses: {
    200: json(z.object({ data: z.array(outcomeSchema) }), 'What became of each, in their order.'),
    ...writeProblems,
    ...problems('rate_limited'),
  },
})

export const bookingBulkApi = new OpenAPIHono<AppEnv>().openapi(bulkRoute, async (c) => {
  const { booking_ids: bookingIds, is_by_studio: isByStudio, ...change } = c.req.valid('json')
  const outcomes = await changeBookings(c.var.ctx, { ...change, bookingIds, isByStudio })
  const data = outcomes.map((one) => ({
    booking_id: one.bookingId,
    ok: one.ok,
    code: one.ok ? null : one.code,
    reason: one.ok ? null : one.reason,
  }))
  return c.json({ data }, 200)
})
