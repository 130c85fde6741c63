import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  bookingMessageKinds,
  deliveryStates,
  listBookingMessages,
  messageStates,
  type BookingMessage,
} from '../../tenants/messages/list-booking-messages.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { forStaff, idParam, readProblems } from './staff-route.ts'

const messageSchema = z
  .object({
    id: z.string(),
    kind: z.enum(bookingMessageKinds),
    lead_minutes: z.int().openapi({ description: 'Of a reminder: how long before the start. Else 0.' }),
    channel: z.string(),
    recipient: z.string(),
    locale: z.enum(locales),
    planned_at: z.iso.datetime(),
    state: z.enum(messageStates),
    reason: z.string().nullable().openapi({ description: 'Why it was skipped, or failed.' }),
    settled_at: z.iso.datetime().nullable(),
    delivery: z.enum(deliveryStates).nullable().openapi({ description: 'What the vendor said came of it.' }),
  })
  .openapi('BookingMessage')

const messagesRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/bookings/{booking_id}/messages',
  summary: 'What the client is told of a booking',
  request: { params: idParam('booking_id'), query: pageQuery },
  responses: { 200: json(pageOf(messageSchema), 'In the order in which they are planned.'), ...readProblems },
})

export const bookingMessagesApi = new OpenAPIHono<AppEnv>().openapi(messagesRoute, async (c) => {
  const bookingId = c.req.valid('param').booking_id
  const messages = await listBookingMessages(c.var.ctx, { bookingId })
  const { data, next_cursor } = takePage(messages, c.req.valid('query'))
  return c.json({ data: data.map(toMessageJson), next_cursor }, 200)
})

function toMessageJson(message: BookingMessage): z.output<typeof messageSchema> {
  const { id, channel, recipient, locale, state, reason, settledAt, delivery } = message
  return {
    id,
    // What is about a booking is of these kinds.
    kind: message.kind as z.output<typeof messageSchema>['kind'],
    lead_minutes: message.leadMinutes,
    channel,
    recipient,
    locale,
    planned_at: toInstant(message.plannedAt),
    state,
    reason,
    delivery,
    settled_at: settledAt === null ? null : toInstant(settledAt),
  }
}
