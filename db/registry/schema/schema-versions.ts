import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/** What the last migration run found and did, a row a tenant; the tenant's own database holds the truth. */
export const schemaVersions = sqliteTable('schema_versions', {
  tenantId: text('tenant_id')
    .primaryKey()
    .references(() => tenants.id),
  version: integer('version').notNull(),
  // Why the last attempt stopped short, in the database's words.
  error: text('error'),
  checkedAt: integer('checked_at').notNull(),
})
