import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { plans, type Limits } from './plans.ts'

/**
 * `provisioning`: being made, nobody sees it. `active`: open. `suspended`: closed for now, everything is kept. `moving`: its
 * database is on the way, for seconds. `deleting`: closed, gone at `delete_at` unless somebody changes their mind. `deleted`:
 * the row alone is left, so that its name and its links are never somebody else's. `archived`: closed for good, data kept.
 */
export const tenantStatuses = [
  'provisioning',
  'active',
  'suspended',
  'moving',
  'deleting',
  'deleted',
  'archived',
] as const

export const tenants = sqliteTable(
  'tenants',
  {
    id: text('id').primaryKey(),
    // The studio's name in addresses: `<slug>.<platform domain>`.
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    status: text('status', { enum: tenantStatuses }).notNull(),
    databaseUrl: text('database_url').notNull(),
    // AES-GCM, with the tenant id as associated data; see `tenants/access/database-token.ts`.
    databaseTokenEncrypted: text('database_token_encrypted').notNull(),
    createdAt: integer('created_at').notNull(),
    // When it is looked after next even if nothing says that it is due.
    sweepAt: integer('sweep_at').notNull().default(0),
    // What the database is called at its host; empty: as `databaseNameOf` has it. A restored one has another name.
    databaseName: text('database_name'),
    // Null: nothing is limited.
    planId: text('plan_id').references(() => plans.id),
    trialEndsAt: integer('trial_ends_at'),
    // What differs from the plan, agreed with this studio alone.
    ownLimits: text('own_limits', { mode: 'json' }).$type<Limits>(),
    // Raised whenever its limits change, and the one that its own database was last told.
    limitsEdition: integer('limits_edition').notNull().default(1),
    limitsPushed: integer('limits_pushed').notNull().default(0),
    suspendedAt: integer('suspended_at'),
    suspendReason: text('suspend_reason'),
    // Whether reminders of bookings that stand go out while it is suspended.
    remindsSuspended: integer('reminds_suspended', { mode: 'boolean' }).notNull().default(true),
    deleteAt: integer('delete_at'),
    // A training copy of that studio: it sends nothing.
    copyOf: text('copy_of'),
    // As the audit log writes it; empty for those made before it was kept.
    createdBy: text('created_by'),
  },
  (t) => [
    // Cron asks every minute: who was not looked after for long?
    index('tenants_sweep_idx')
      .on(t.sweepAt, t.id)
      .where(sql`${t.status} = 'active'`),
    index('tenants_created_idx').on(t.createdAt, t.id),
    index('tenants_limits_idx')
      .on(t.id)
      .where(sql`${t.limitsPushed} < ${t.limitsEdition}`),
    index('tenants_plan_idx').on(t.planId),
  ],
)

export type TenantRow = typeof tenants.$inferSelect
