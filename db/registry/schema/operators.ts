import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from '../../access/users.ts'
import { tenants } from './tenants.ts'

/** Each may do what the ones before it may: look and help; run the fleet; decide who does, and what cannot be undone. */
export const operatorRoles = ['support', 'operator', 'administrator'] as const
export type OperatorRole = (typeof operatorRoles)[number]

/** What each of the platform's people may do. Nobody without a row is an operator. */
export const operators = sqliteTable('operators', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id),
  role: text('role', { enum: operatorRoles }).notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Keys for programs of operators: the API of the platform, and the command line. */
export const operatorKeys = sqliteTable('operator_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  role: text('role', { enum: operatorRoles }).notNull(),
  // SHA-256.
  keyHash: text('key_hash').notNull().unique(),
  hint: text('hint').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at'),
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
})

/** An operator in a studio's admin: why, how far, until when. The studio's own database has it too, for the owner to see. */
export const supportVisits = sqliteTable(
  'support_visits',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    // As the audit log writes it.
    operator: text('operator').notNull(),
    reason: text('reason').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [index('support_visits_tenant_idx').on(t.tenantId, t.createdAt)],
)

/** Ways the product can behave, for one studio after the other. */
export const featureFlags = sqliteTable('feature_flags', {
  key: text('key').primaryKey(),
  description: text('description').notNull(),
  // For studios that say nothing else.
  isOn: integer('is_on', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const tenantFlags = sqliteTable(
  'tenant_flags',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    key: text('key')
      .notNull()
      .references(() => featureFlags.key),
    isOn: integer('is_on', { mode: 'boolean' }).notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] })],
)

/** What studios are told: that something is repaired, or that something is new. */
export const notices = sqliteTable(
  'notices',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['maintenance', 'announcement'] }).notNull(),
    // Empty: everyone's.
    tenantId: text('tenant_id').references(() => tenants.id),
    // Maintenance may be said to clients, too.
    audience: text('audience', { enum: ['staff', 'everyone'] }).notNull(),
    // JSON, by locale.
    text: text('text', { mode: 'json' }).$type<{ en: string; bg: string }>().notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    withdrawnAt: integer('withdrawn_at'),
  },
  (t) => [index('notices_end_idx').on(t.endsAt)],
)
