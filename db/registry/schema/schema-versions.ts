import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/**
 * What whoever last migrated, made or restored a tenant's database found and did; the database itself holds the truth. It
 * says too little rather than too much: whoever puts an older database in place writes the older version with it.
 */
export const schemaVersions = sqliteTable('schema_versions', {
  tenantId: text('tenant_id')
    .primaryKey()
    .references(() => tenants.id),
  version: integer('version').notNull(),
  // Why the last attempt stopped short, in the database's words.
  error: text('error'),
  checkedAt: integer('checked_at').notNull(),
})
