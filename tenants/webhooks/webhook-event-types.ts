import type { Right } from '../access/grants.ts'

/** What programs can hear of. The triggers `webhooks_of_…` of the studio's database write the same words. */
export const webhookEventTypes = [
  'booking.created',
  'booking.requested',
  'booking.confirmed',
  'booking.declined',
  'booking.moved',
  'booking.cancelled',
  'booking.checked_in',
  'booking.no_show',
  'booking.completed',
  'booking.updated',
  'client.created',
  'client.updated',
  'client.merged',
  'client.erased',
  'session.created',
  'session.changed',
  'session.cancelled',
  'charge.owed',
  'charge.waived',
] as const
export type WebhookEventType = (typeof webhookEventTypes)[number]

/** What somebody sends by hand, to see whether it arrives. */
export const TEST_EVENT = 'webhook.test' as const

/** All there are, and those to come. */
export const EVERY_EVENT = '*' as const

const rights: Record<string, Right> = {
  booking: 'bookings:view',
  client: 'clients:view',
  session: 'calendar:view',
  charge: 'money:view',
}

/** What whoever has these events sent somewhere must be allowed to see. */
export function rightsFor(events: readonly string[]): Right[] {
  const kinds = new Set(events.map((event) => event.split('.')[0]))
  return Object.entries(rights)
    .filter(([kind]) => kinds.has(EVERY_EVENT) || kinds.has(kind))
    .map(([, right]) => right)
}
