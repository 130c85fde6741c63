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
  },
  (t) => [
    index('hostnames_tenant_idx').on(t.tenantId),
    check('hostnames_belong_to_someone', sql`(${t.kind} = 'platform') = (${t.tenantId} IS NULL)`),
  ],
)
