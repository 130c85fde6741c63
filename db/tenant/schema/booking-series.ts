import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { clients } from './clients.ts'
import { services } from './services.ts'

/** A client's own series: "Tuesdays 18:00, ten times". Its bookings carry its id and their place in it. */
export const bookingSeries = sqliteTable(
  'booking_series',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    // What was asked for: the dates that were skipped can be added back.
    wish: text('wish', { mode: 'json' })
      .$type<{ weekday: number; startMinute: number; everyNWeeks: number; fromOn: string; count: number }>()
      .notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('booking_series_client_idx').on(t.clientId)],
)

export type BookingSeriesRow = typeof bookingSeries.$inferSelect
