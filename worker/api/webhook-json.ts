import { z } from '@hono/zod-openapi'
import type { WebhookSubject } from '../../tenants/webhooks/read-subject.ts'
import { bookingSchema, toBookingJson } from './booking-json.ts'
import { chargeSchema, toChargeJson } from './booking-records.ts'
import { clientSchema, toClientJson } from './client-json.ts'
import { sessionSchema, toSessionJson } from './session-json.ts'

const goneSchema = z
  .object({ id: z.string() })
  .openapi('GoneObject', { description: 'Of what is no longer there, or was forgotten, nothing but its id.' })

export const webhookDataSchemas = {
  booking: z.union([bookingSchema, goneSchema]),
  client: z.union([
    clientSchema
      .extend({
        merged_into_id: z.string().nullable().openapi({ description: 'Who they turned out to be.' }),
      })
      .openapi('WebhookClient'),
    goneSchema,
  ]),
  session: z.union([sessionSchema, goneSchema]),
  charge: z.union([chargeSchema.extend({ booking_id: z.string() }).openapi('WebhookCharge'), goneSchema]),
}

/** What an event says of its subject: what the API would. Links that let somebody act are not among it. */
export function toWebhookData(subject: WebhookSubject): unknown {
  switch (subject.kind) {
    case 'booking':
      return toBookingJson(subject.booking, null)
    case 'client':
      return { ...toClientJson(subject.client), merged_into_id: subject.client.mergedIntoId }
    case 'session':
      return toSessionJson(subject.session)
    case 'charge':
      return { ...toChargeJson(subject.charge), booking_id: subject.charge.bookingId }
    case 'gone':
      return { id: subject.id }
  }
}
