import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

export const hostnameKinds = ['platform', 'subdomain', 'custom'] as const

export const hostnames = sqliteTable(
  'hostnames',
  {
    // Lower case, without a port or a trailing dot.
    host: text('host').primaryKey(),
    kind: text('kind', { enum: hostnameKinds }).notNull(),
    // Empty for the platform's own host alone.
    tenantId: text('tenant_id').references(() => tenants.id),
    // The host that links in messages carry.
    isPrimary: integer('is_primary', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    // Whoever comes by it is sent to the main name.
    redirects: integer('redirects', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    index('hostnames_tenant_idx').on(t.tenantId),
    check('hostnames_belong_to_someone', sql`(${t.kind} = 'platform') = (${t.tenantId} IS NULL)`),
  ],
)

/** What the maker of certificates has of ours, as it was last seen: both of its state machines. */
export const customHostnames = sqliteTable(
  'custom_hostnames',
  {
    host: text('host').primaryKey(),
    // Empty: it is there, and nobody of ours is known to have asked for it.
    tenantId: text('tenant_id').references(() => tenants.id),
    // As the vendor knows it.
    providerId: text('provider_id').notNull(),
    status: text('status').notNull(),
    sslStatus: text('ssl_status').notNull(),
    // What it says is wrong, and the records it wants to see, JSON.
    said: text('said', { mode: 'json' }).$type<string[]>().notNull(),
    records: text('records', { mode: 'json' })
      .$type<{ type: string; name: string; value: string }[]>()
      .notNull(),
    checkedAt: integer('checked_at').notNull(),
    nextCheckAt: integer('next_check_at').notNull(),
    // Since when it should be there and does not work, or is there and should not be.
    brokenSince: integer('broken_since'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('custom_hostnames_check_idx').on(t.nextCheckAt),
    index('custom_hostnames_tenant_idx').on(t.tenantId),
  ],
)

export type CustomHostnameRow = typeof customHostnames.$inferSelect
