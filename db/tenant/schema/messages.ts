import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bookings } from './bookings.ts'
import { locales } from './columns.ts'
import { waitlistEntries } from './waitlist-entries.ts'

export const messageKinds = [
  'booking_confirmed',
  'booking_requested',
  'booking_declined',
  'booking_moved',
  'booking_cancelled',
  'session_changed',
  'series_confirmed',
  'waitlist_joined',
  'waitlist_offered',
  'waitlist_promoted',
  'waitlist_missed',
  'reminder',
] as const
export const messageStates = ['planned', 'claimed', 'sent', 'skipped', 'failed'] as const

/** The outbox: written in the booking's own batch, sent by `tenants/messages/send-due-messages.ts`. */
export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    // What it is about: a booking, or a place in a waitlist.
    bookingId: text('booking_id').references(() => bookings.id),
    waitlistEntryId: text('waitlist_entry_id').references(() => waitlistEntries.id),
    // The booking's version this message speaks of.
    bookingVersion: integer('booking_version').notNull(),
    kind: text('kind', { enum: messageKinds }).notNull(),
    // Reminders: how many minutes before the start; otherwise 0.
    leadMinutes: integer('lead_minutes').notNull().default(0),
    channel: text('channel', { enum: ['email'] }).notNull(),
    recipient: text('recipient').notNull(),
    locale: text('locale', { enum: locales }).notNull(),
    // Not before this instant; moved later after a failed attempt.
    plannedAt: integer('planned_at').notNull(),
    state: text('state', { enum: messageStates }).notNull().default('planned'),
    // While claimed: who gave it back by when, or it is free again.
    claimedUntil: integer('claimed_until'),
    attempts: integer('attempts').notNull().default(0),
    providerId: text('provider_id'),
    // Why it was skipped, or why the last attempt failed.
    reason: text('reason'),
    settledAt: integer('settled_at'),
  },
  (t) => [
    // "What is due?": only the rows still open.
    index('messages_due_idx')
      .on(t.plannedAt)
      .where(sql`${t.state} IN ('planned', 'claimed')`),
    // Whatever is run twice, one message is planned once.
    check('messages_about', sql`(${t.bookingId} IS NULL) <> (${t.waitlistEntryId} IS NULL)`),
    uniqueIndex('messages_once_idx').on(t.bookingId, t.kind, t.leadMinutes, t.channel, t.bookingVersion),
  ],
)

export type MessageRow = typeof messages.$inferSelect
