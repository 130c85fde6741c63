import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { gapRules, takenResources } from './columns.ts'
import { locations } from './locations.ts'
import { services } from './services.ts'
import { sessions } from './sessions.ts'
import { trainers } from './trainers.ts'

export const holdStatuses = ['active', 'consumed', 'released'] as const

/**
 * A place kept for somebody who fills the form, pays, or was offered it from the waitlist. Past `expiresAt` it counts
 * for nothing, whatever its status. The row stays as the tombstone of its attempt.
 */
export const holds = sqliteTable(
  'holds',
  {
    // Made from the attempt's key: a late request finds its own row, and a released one stays released.
    id: text('id').primaryKey(),
    // Whose it is: SHA-256 of the visitor's own secret, or the waitlist entry's id.
    holder: text('holder').notNull(),
    // With a session: places in it. Without: the trainer's time.
    sessionId: text('session_id').references(() => sessions.id),
    quantity: integer('quantity').notNull().default(1),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    occupiedFrom: integer('occupied_from').notNull(),
    occupiedUntil: integer('occupied_until').notNull(),
    gapRule: text('gap_rule', { enum: gapRules }).notNull().default('max'),
    takes: takenResources('takes').notNull().default([]),
    status: text('status', { enum: holdStatuses }).notNull().default('active'),
    // `consumed`: what it became.
    bookingId: text('booking_id'),
    // When it was last decided, and when it began: renewing ends 15 minutes after that.
    statusAt: integer('status_at').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('holds_active_idx')
      .on(t.expiresAt)
      .where(sql`${t.status} = 'active'`),
    index('holds_holder_idx').on(t.holder),
    index('holds_session_idx').on(t.sessionId),
  ],
)

export type HoldRow = typeof holds.$inferSelect
