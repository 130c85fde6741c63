import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from '../../access/users.ts'

/** How much of what the studio's plan allows, as the registry last said. What is not there is not limited. */
export const planLimits = sqliteTable('plan_limits', {
  // `trainers`, `clients`, `bookings_per_month`, `sms_per_month`, `domains`; and `edition`: which word of the registry this is.
  key: text('key').primaryKey(),
  value: integer('value').notNull(),
})

/** How much is used of what plans limit, kept by triggers in the batch that uses it: now (`''`), or in a month, `2027-01` in UTC. */
export const usageCounts = sqliteTable(
  'usage_counts',
  {
    key: text('key').notNull(),
    period: text('period').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.period] })],
)

/** Operators of the platform in this studio's admin: the owner sees when, who and why, and lets them change things, or not. */
export const supportVisits = sqliteTable('support_visits', {
  id: text('id').primaryKey(),
  // As the registry's audit log names them.
  operator: text('operator').notNull(),
  operatorName: text('operator_name').notNull(),
  reason: text('reason').notNull(),
  // SHA-256 of the secret that opens it, then of the cookie's.
  secretHash: text('secret_hash').notNull().unique(),
  createdAt: integer('created_at').notNull(),
  enteredAt: integer('entered_at'),
  expiresAt: integer('expires_at').notNull(),
  endedAt: integer('ended_at'),
  // Until an owner allows it, they only look.
  writesAllowedAt: integer('writes_allowed_at'),
  writesAllowedBy: text('writes_allowed_by').references(() => users.id),
})

export type SupportVisitRow = typeof supportVisits.$inferSelect
