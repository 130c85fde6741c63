import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from '../../access/users.ts'
import { clientGroups } from './client-groups.ts'
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
  clientGroupId: text('client_group_id').references(() => clientGroups.id),
  // Who signs in as this client. One person is one client here.
  userId: text('user_id')
    .unique()
    .references(() => users.id),
  createdAt: integer('created_at').notNull(),
  // Set when the person asked to be forgotten: what is left has no name.
  erasedAt: integer('erased_at'),
})

/** A child or another person somebody books for. */
export const dependents = sqliteTable(
  'dependents',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('dependents_client_idx').on(t.clientId)],
)

export type ClientRow = typeof clients.$inferSelect
export type DependentRow = typeof dependents.$inferSelect
