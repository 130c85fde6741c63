import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { clients } from './clients.ts'
import { locales } from './columns.ts'
import { holds } from './holds.ts'
import { sessions } from './sessions.ts'

export const waitlistStatuses = ['waiting', 'offered', 'promoted', 'expired', 'left', 'unmet'] as const

/**
 * Somebody waiting for places in a session, in order of `joinedAt`. `unmet`: still waiting when it began, kept as what
 * the studio could have sold.
 */
export const waitlistEntries = sqliteTable(
  'waitlist_entries',
  {
    id: text('id').primaryKey(),
    requestHash: text('request_hash').notNull(),
    sessionId: text('session_id')
      .notNull()
      .references(() => sessions.id),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    partySize: integer('party_size').notNull().default(1),
    contactFirstName: text('contact_first_name').notNull(),
    contactLastName: text('contact_last_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    contactPhone: text('contact_phone'),
    locale: text('locale', { enum: locales }).notNull(),
    clientTimeZone: text('client_time_zone'),
    host: text('host').notNull(),
    joinedAt: integer('joined_at').notNull(),
    status: text('status', { enum: waitlistStatuses }).notNull().default('waiting'),
    statusAt: integer('status_at').notNull(),
    // Why the place that is free now passed by: `party_too_large`, `client_overlap` … Null: nobody may go before.
    skipReason: text('skip_reason'),
    // `offered`: the hold that keeps the place, and until when.
    holdId: text('hold_id').references(() => holds.id),
    offerExpiresAt: integer('offer_expires_at'),
    // `promoted`: what it became.
    bookingId: text('booking_id'),
  },
  (t) => [
    index('waitlist_entries_session_idx').on(t.sessionId, t.joinedAt),
    index('waitlist_entries_client_idx').on(t.clientId),
    // "Who got on since yesterday?"
    index('waitlist_entries_status_idx').on(t.statusAt),
    index('waitlist_entries_offer_idx')
      .on(t.offerExpiresAt)
      .where(sql`${t.status} = 'offered'`),
    // One place in one line.
    uniqueIndex('waitlist_entries_once_idx')
      .on(t.sessionId, t.clientId)
      .where(sql`${t.status} IN ('waiting', 'offered')`),
  ],
)

export type WaitlistEntryRow = typeof waitlistEntries.$inferSelect
