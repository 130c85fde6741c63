import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { edition } from './columns.ts'

export const webhookStatuses = ['active', 'paused', 'disabled'] as const

/** Where the studio's own programs want to hear of what happens. */
export const webhookEndpoints = sqliteTable('webhook_endpoints', {
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  // Names of events, or `*`.
  events: text('events', { mode: 'json' }).$type<string[]>().notNull(),
  description: text('description').notNull().default(''),
  // Sealed (`tenants/access/sealed-text.ts`). For a day after a change both sign.
  secretSealed: text('secret_sealed').notNull(),
  oldSecretSealed: text('old_secret_sealed'),
  oldSecretUntil: integer('old_secret_until'),
  // `paused` by the studio; `disabled` by us, as nobody answered for days.
  status: text('status', { enum: webhookStatuses }).notNull().default('active'),
  statusReason: text('status_reason'),
  // Since when every attempt has failed.
  failingSince: integer('failing_since'),
  // After a failure: nothing is sent there before.
  retryAt: integer('retry_at'),
  author: text('author').notNull(),
  createdAt: integer('created_at').notNull(),
  edition,
})

/** What happened, once for all who want to hear of it; written by triggers in the batch that made it happen. */
export const webhookEvents = sqliteTable(
  'webhook_events',
  {
    id: text('id').primaryKey(),
    type: text('type').notNull(),
    // What it is about: a booking, a client, a session, a charge.
    subjectId: text('subject_id').notNull(),
    at: integer('at').notNull(),
    // What is sent, as it was when it was first tried: every attempt says the same.
    payload: text('payload'),
  },
  (t) => [
    index('webhook_events_at_idx').on(t.at),
    // What is forgotten with whom it is about.
    index('webhook_events_subject_idx').on(t.subjectId),
  ],
)

export const webhookDeliveryStates = ['planned', 'claimed', 'delivered', 'failed', 'skipped'] as const

/** One event on its way to one endpoint. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: text('id').primaryKey(),
    eventId: text('event_id')
      .notNull()
      .references(() => webhookEvents.id),
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id),
    // 0 at first; counted up whenever somebody replays it.
    copy: integer('copy').notNull().default(0),
    state: text('state', { enum: webhookDeliveryStates }).notNull().default('planned'),
    attempts: integer('attempts').notNull().default(0),
    // Since when it has been tried: three days, then it is given up.
    firstPlannedAt: integer('first_planned_at').notNull(),
    plannedAt: integer('planned_at').notNull(),
    claimedUntil: integer('claimed_until'),
    responseStatus: integer('response_status'),
    reason: text('reason'),
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_once_idx').on(t.eventId, t.endpointId, t.copy),
    index('webhook_deliveries_endpoint_idx').on(t.endpointId, t.firstPlannedAt),
    index('webhook_deliveries_due_idx')
      .on(t.state, t.endpointId, t.plannedAt)
      .where(sql`${t.state} IN ('planned', 'claimed')`),
  ],
)

export type WebhookEndpointRow = typeof webhookEndpoints.$inferSelect
export type WebhookEventRow = typeof webhookEvents.$inferSelect
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect
