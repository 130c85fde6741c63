import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bookings } from './bookings.ts'

export const bookingEventKinds = [
  'booked',
  'requested',
  'confirmed',
  'declined',
  'expired',
  'moved',
  'cancelled',
  'checked_in',
  'check_in_undone',
  'no_show',
  'no_show_undone',
  'completed',
  'session_changed',
  'charge_waived',
] as const

/** What happened to a booking, by whom: the history that is never rewritten. */
export const bookingEvents = sqliteTable(
  'booking_events',
  {
    id: text('id').primaryKey(),
    bookingId: text('booking_id')
      .notNull()
      .references(() => bookings.id),
    kind: text('kind', { enum: bookingEventKinds }).notNull(),
    // `client`, `api`, `system`, `staff:key_…`.
    actor: text('actor').notNull(),
    // What it was before and became: instants in ms, ids; no personal data.
    details: text('details', { mode: 'json' }).$type<Record<string, string | number | null>>(),
    at: integer('at').notNull(),
  },
  (t) => [
    index('booking_events_booking_idx').on(t.bookingId, t.at),
    // "What has changed since yesterday?"
    index('booking_events_at_idx').on(t.at),
  ],
)
