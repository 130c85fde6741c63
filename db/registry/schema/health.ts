import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/** What was asked of a studio in one hour of UTC, and how that went. `platform` is a tenant here. */
export const tenantHours = sqliteTable(
  'tenant_hours',
  {
    hourAt: integer('hour_at').notNull(),
    tenantId: text('tenant_id').notNull(),
    requests: integer('requests').notNull().default(0),
    // Answered 500 or above.
    errors: integer('errors').notNull().default(0),
    // Took longer than a second.
    slow: integer('slow').notNull().default(0),
    totalMs: integer('total_ms').notNull().default(0),
    // How many took up to 50, 100, 250, 500, 1000, 2500 ms and longer, JSON.
    buckets: text('buckets', { mode: 'json' }).$type<number[]>().notNull(),
    queries: integer('queries').notNull().default(0),
    slowQueries: integer('slow_queries').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.hourAt, t.tenantId] }),
    index('tenant_hours_tenant_idx').on(t.tenantId, t.hourAt),
  ],
)

/** What is known of a studio, as it was last looked at. */
export const tenantFacts = sqliteTable(
  'tenant_facts',
  {
    tenantId: text('tenant_id')
      .primaryKey()
      .references(() => tenants.id),
    databaseBytes: integer('database_bytes'),
    lastBookingAt: integer('last_booking_at'),
    trainers: integer('trainers'),
    clients: integer('clients'),
    bookingsThisMonth: integer('bookings_this_month'),
    smsThisMonth: integer('sms_this_month'),
    at: integer('at').notNull(),
  },
  (t) => [index('tenant_facts_booking_idx').on(t.lastBookingAt)],
)

/** What a studio used at the vendors' on one day of UTC, as they count it. Costs are made of it when it is read. */
export const tenantUsage = sqliteTable(
  'tenant_usage',
  {
    dayOn: text('day_on').notNull(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    rowsRead: integer('rows_read').notNull().default(0),
    rowsWritten: integer('rows_written').notNull().default(0),
    storageBytes: integer('storage_bytes').notNull().default(0),
    emails: integer('emails').notNull().default(0),
    smsParts: integer('sms_parts').notNull().default(0),
    hostnames: integer('hostnames').notNull().default(0),
    fileBytes: integer('file_bytes').notNull().default(0),
    // When the vendors were last asked about that day; empty: never.
    countedAt: integer('counted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.dayOn, t.tenantId] }),
    index('tenant_usage_tenant_idx').on(t.tenantId, t.dayOn),
  ],
)

/** That something which runs by the clock did run, and when last. */
export const heartbeats = sqliteTable('heartbeats', {
  // `fleet`: cron said that it is time, and the queue took it up.
  name: text('name').primaryKey(),
  at: integer('at').notNull(),
})

/** Something an operator should look at. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: text('id').primaryKey(),
    // Such as `errors`, `oldest_due`, `certificate`, `backup_late`.
    rule: text('rule').notNull(),
    // Empty for the platform's own.
    tenantId: text('tenant_id'),
    // A sentence without personal data.
    said: text('said').notNull(),
    openedAt: integer('opened_at').notNull(),
    // Still so by then.
    seenAt: integer('seen_at').notNull(),
    closedAt: integer('closed_at'),
    acknowledgedAt: integer('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    toldAt: integer('told_at'),
  },
  (t) => [
    uniqueIndex('alerts_open_idx')
      .on(t.rule, sql`ifnull(${t.tenantId}, '')`)
      .where(sql`${t.closedAt} IS NULL`),
    index('alerts_opened_idx').on(t.openedAt, t.id),
  ],
)

/** Who is told of alerts. */
export const alertTargets = sqliteTable('alert_targets', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['email', 'webhook'] }).notNull(),
  address: text('address').notNull(),
  // What webhooks are signed with; sealed.
  secretSealed: text('secret_sealed'),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  lastError: text('last_error'),
})

export type AlertRow = typeof alerts.$inferSelect
