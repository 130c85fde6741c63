import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const tenantStatuses = ['provisioning', 'active', 'suspended', 'archived'] as const

export const tenants = sqliteTable('tenants', {
  id: text('id').primaryKey(),
  // The studio's name in addresses: `<slug>.<platform domain>`.
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  status: text('status', { enum: tenantStatuses }).notNull(),
  databaseUrl: text('database_url').notNull(),
  // AES-GCM, with the tenant id as associated data; see `tenants/access/database-token.ts`.
  databaseTokenEncrypted: text('database_token_encrypted').notNull(),
  createdAt: integer('created_at').notNull(),
})

export type TenantRow = typeof tenants.$inferSelect
