import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bookings } from './bookings.ts'

export const bookingEventKinds = ['booked', 'cancelled'] as const

/** What happened to a booking, by whom: the history that is never rewritten. */
export const bookingEvents = sqliteTable(
  'booking_events',
  {
    id: text('id').primaryKey(),
    bookingId: text('booking_id')
      .notNull()
      .references(() => bookings.id),
    kind: text('kind', { enum: bookingEventKinds }).notNull(),
    // `client`, `api`, `system`.
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('booking_events_booking_idx').on(t.bookingId, t.at)],
)
