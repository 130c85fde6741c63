import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { clients } from './clients.ts'
import { trainers } from './trainers.ts'

/** Secret addresses under which a calendar program finds the bookings of one trainer or one client. */
export const calendarFeeds = sqliteTable(
  'calendar_feeds',
  {
    id: text('id').primaryKey(),
    trainerId: text('trainer_id').references(() => trainers.id),
    clientId: text('client_id').references(() => clients.id),
    // SHA-256 of the secret: the address is shown once.
    tokenHash: text('token_hash').notNull().unique(),
    // What its owner calls it, such as a telephone.
    label: text('label').notNull().default(''),
    // As the audit log writes it.
    author: text('author').notNull(),
    createdAt: integer('created_at').notNull(),
    revokedAt: integer('revoked_at'),
    lastReadAt: integer('last_read_at'),
  },
  (t) => [
    check('calendar_feeds_are_ones', sql`(${t.trainerId} IS NULL) <> (${t.clientId} IS NULL)`),
    index('calendar_feeds_trainer_idx').on(t.trainerId),
    index('calendar_feeds_client_idx').on(t.clientId),
  ],
)

export type CalendarFeedRow = typeof calendarFeeds.$inferSelect
