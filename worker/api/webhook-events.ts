import { z, type OpenAPIHono } from '@hono/zod-openapi'
import { webhookEventTypes, type WebhookEventType } from '../../tenants/webhooks/webhook-event-types.ts'
import type { AppEnv } from '../app-env.ts'
import { json } from './responses.ts'
import { webhookDataSchemas } from './webhook-json.ts'

const told: Record<WebhookEventType, string> = {
  'booking.created': 'Somebody booked, or was booked for',
  'booking.requested': 'Somebody asked for a time that has to be confirmed',
  'booking.confirmed': 'A request was confirmed',
  'booking.declined': 'A request was declined, or nobody answered it in time',
  'booking.moved':
    'A booking is at another time, in another place or with another trainer, also with its class',
  'booking.cancelled': 'A booking was cancelled',
  'booking.checked_in': 'Somebody came',
  'booking.no_show': 'Somebody did not come',
  'booking.completed': 'A booking is over',
  'booking.updated': 'A check-in or a no-show was taken back',
  'client.created': 'A new client',
  'client.updated': 'What is known of a client has changed',
  'client.merged': 'A client turned out to be another: `merged_into_id`',
  'client.erased': 'A client was forgotten: forget them, too',
  'session.created': 'A new class on a date',
  'session.changed': 'A class on a date was changed',
  'session.cancelled': 'A class on a date was cancelled',
  'charge.owed': 'A late cancellation or an absence costs something',
  'charge.waived': 'Nothing is owed for it any more',
}

/** Puts what is sent to endpoints into the API's description. */
export function describeWebhooks(api: OpenAPIHono<AppEnv>): void {
  for (const type of webhookEventTypes) {
    // The first half of every name.
    const kind = type.split('.')[0] as keyof typeof webhookDataSchemas
    const event = z.object({
      id: z
        .string()
        .openapi({ description: 'Also `webhook-id`; the same at every attempt.', example: 'whe_4t1h' }),
      type: z.literal(type),
      created_at: z.iso.datetime().openapi({ description: 'When it happened.' }),
      data: webhookDataSchemas[kind],
    })
    api.openAPIRegistry.registerWebhook({
      method: 'post',
      path: type,
      summary: told[type],
      description:
        'Signed as standardwebhooks.com says: `webhook-id`, `webhook-timestamp`, `webhook-signature`.',
      request: { body: { ...json(event, 'What happened.'), required: true } },
      responses: {
        '2XX': { description: 'Taken. Any other answer, or none in ten seconds: it is sent again.' },
      },
    })
  }
}
