import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Keys with which staff's programs call the API. Only a SHA-256 of each is kept. */
export const apiKeys = sqliteTable('api_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  keyHash: text('key_hash').notNull().unique(),
  createdAt: integer('created_at').notNull(),
  revokedAt: integer('revoked_at'),
})

export type ApiKeyRow = typeof apiKeys.$inferSelect
