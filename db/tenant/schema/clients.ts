import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import { users } from '../../access/users.ts'
import { clientGroups } from './client-groups.ts'
import { edition, locales } from './columns.ts'

export const fitnessLevels = ['beginner', 'intermediate', 'advanced'] as const

export const clients = sqliteTable(
  'clients',
  {
    id: text('id').primaryKey(),
    // Lower case: one client per address, however it was typed. Whoever staff wrote down may have none.
    email: text('email').unique(),
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
    // What staff know of them, for training them.
    fitnessLevel: text('fitness_level', { enum: fitnessLevels }),
    goals: text('goals'),
    preferences: text('preferences'),
    // A local date.
    bornOn: text('born_on'),
    // Since when they may book nothing themselves, and why.
    blockedAt: integer('blocked_at'),
    blockReason: text('block_reason'),
    // The client this one turned out to be: what was theirs is that one's now.
    mergedIntoId: text('merged_into_id').references((): AnySQLiteColumn => clients.id),
    // The import that wrote them down.
    importId: text('import_id'),
    // Since when mail to the address above is pointless or unwelcome; another address is a new start.
    mailRefusedAt: integer('mail_refused_at'),
    mailRefusal: text('mail_refusal', { enum: ['bounced', 'complained'] }),
    edition,
  },
  (t) => [
    index('clients_name_idx').on(t.lastName, t.firstName, t.id),
    index('clients_created_idx').on(t.createdAt, t.id),
    index('clients_phone_idx').on(t.phone),
    // Also for whoever deletes a client: the database looks for those who turned out to be them.
    index('clients_merged_idx')
      .on(t.mergedIntoId)
      .where(sql`${t.mergedIntoId} IS NOT NULL`),
    // Whose birthday is near, whatever the year; and who of a name has the same one.
    index('clients_birthday_idx')
      .on(sql`substr(${t.bornOn}, 6)`, t.lastName, t.firstName)
      .where(sql`${t.bornOn} IS NOT NULL`),
    index('clients_blocked_idx')
      .on(t.blockedAt)
      .where(sql`${t.blockedAt} IS NOT NULL`),
    index('clients_import_idx')
      .on(t.importId)
      .where(sql`${t.importId} IS NOT NULL`),
  ],
)

/** What the triggers on bookings keep of each client's, cancelled ones left out: what segments are made of. */
export const clientActivity = sqliteTable(
  'client_activity',
  {
    clientId: text('client_id')
      .primaryKey()
      .references(() => clients.id),
    bookings: integer('bookings').notNull(),
    firstStartsAt: integer('first_starts_at'),
    lastStartsAt: integer('last_starts_at'),
  },
  (t) => [index('client_activity_last_idx').on(t.lastStartsAt, t.clientId, t.bookings)],
)

/**
 * The words by which a client is found while somebody types: lower case, one row each, written by
 * `tenants/clients/index-clients.ts` for whoever is in `client_words_due`.
 */
export const clientWords = sqliteTable(
  'client_words',
  {
    word: text('word').notNull(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
  },
  (t) => [
    primaryKey({ columns: [t.word, t.clientId] }),
    index('client_words_client_idx').on(t.clientId, t.word),
  ],
)

/** Whose words are to be written anew: triggers say so, whoever writes a name, an address or a number. */
export const clientWordsDue = sqliteTable('client_words_due', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => clients.id, { onDelete: 'cascade' }),
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
export type NewClientRow = typeof clients.$inferInsert
export type DependentRow = typeof dependents.$inferSelect
