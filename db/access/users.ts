import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { locales } from '../tenant/schema/columns.ts'

/**
 * People who can sign in: in a studio's database its clients and staff, in the registry the platform's operators. Each
 * has proven the address: there is no row before.
 */
export const users = sqliteTable('users', {
  id: text('id').primaryKey(),
  // Lower case: one login per address.
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  locale: text('locale', { enum: locales }).notNull(),
  // `tenants/access/hash-password.ts`; empty for who signs in by link or passkey alone.
  passwordHash: text('password_hash'),
  passwordChangedAt: integer('password_changed_at'),
  status: text('status', { enum: ['active', 'disabled'] })
    .notNull()
    .default('active'),
  createdAt: integer('created_at').notNull(),
})

export type UserRow = typeof users.$inferSelect
