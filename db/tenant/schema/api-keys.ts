import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Grants } from './staff.ts'

/** Keys with which staff's programs call the API. Only a SHA-256 of each is kept. */
export const apiKeys = sqliteTable('api_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  keyHash: text('key_hash').notNull().unique(),
  // The key's first letters, by which people tell it from others; empty for keys made before they were kept.
  hint: text('hint').notNull().default(''),
  // What it may do; empty: everything but what only people may.
  grants: text('grants', { mode: 'json' }).$type<Grants>(),
  createdBy: text('created_by'),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at'),
  // To the minute.
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
})

export type ApiKeyRow = typeof apiKeys.$inferSelect
