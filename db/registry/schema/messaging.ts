import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/** Whose inbound text messages come to which number or messaging service. */
export const smsSenders = sqliteTable('sms_senders', {
  sender: text('sender').primaryKey(),
  tenantId: text('tenant_id')
    .notNull()
    .references(() => tenants.id),
  createdAt: integer('created_at').notNull(),
})

/** Text messages to one number on one UTC day, over all studios; the number is a keyed hash. */
export const smsNumberCounts = sqliteTable(
  'sms_number_counts',
  {
    dayOn: text('day_on').notNull(),
    phoneHash: text('phone_hash').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.dayOn, t.phoneHash] })],
)

/** What the queues gave up on. */
export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: text('id').primaryKey(),
    // `messages`, `work`.
    queue: text('queue').notNull(),
    // As it says itself; it may be of no studio.
    tenantId: text('tenant_id'),
    // JSON: ids and instants.
    body: text('body').notNull(),
    attempts: integer('attempts').notNull(),
    diedAt: integer('died_at').notNull(),
    replayedAt: integer('replayed_at'),
    // The operator, as the audit log writes it.
    replayedBy: text('replayed_by'),
  },
  (t) => [index('dead_letters_died_idx').on(t.diedAt)],
)

/** What became of messages in one hour of UTC, by studio and vendor. */
export const messageTallies = sqliteTable(
  'message_tallies',
  {
    hourAt: integer('hour_at').notNull(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    vendor: text('vendor', { enum: ['resend', 'twilio', 'push', 'webhook'] }).notNull(),
    sent: integer('sent').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    retried: integer('retried').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.hourAt, t.vendor, t.tenantId] })],
)

/** What waits in a studio's outbox, as the last visit left it. */
export const tenantBacklogs = sqliteTable(
  'tenant_backlogs',
  {
    tenantId: text('tenant_id')
      .primaryKey()
      .references(() => tenants.id),
    // Due by then and not settled.
    due: integer('due').notNull(),
    oldestDueAt: integer('oldest_due_at'),
    unknown: integer('unknown').notNull().default(0),
    at: integer('at').notNull(),
  },
  (t) => [index('tenant_backlogs_oldest_idx').on(t.oldestDueAt)],
)

/** Which studio's mail may come from which domain. One that was never proven is lent for some days. */
export const mailDomains = sqliteTable('mail_domains', {
  domain: text('domain').primaryKey(),
  tenantId: text('tenant_id')
    .notNull()
    .references(() => tenants.id),
  createdAt: integer('created_at').notNull(),
  provenAt: integer('proven_at'),
})
