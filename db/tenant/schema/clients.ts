import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { locales } from './columns.ts'

export const clients = sqliteTable('clients', {
  id: text('id').primaryKey(),
  // Lower case: one client per address, however it was typed.
  email: text('email').notNull().unique(),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull(),
  // E.164.
  phone: text('phone'),
  locale: text('locale', { enum: locales }).notNull(),
  timeZone: text('time_zone'),
  createdAt: integer('created_at').notNull(),
})

export type ClientRow = typeof clients.$inferSelect
