import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bookings } from './bookings.ts'

export const chargeKinds = ['late_cancel', 'no_show'] as const
export const chargeStates = ['pending', 'owed', 'waived'] as const

/** What is owed for a booking not kept. `pending` until the start while the place may still be filled again. */
export const charges = sqliteTable(
  'charges',
  {
    id: text('id').primaryKey(),
    bookingId: text('booking_id')
      .notNull()
      .references(() => bookings.id),
    kind: text('kind', { enum: chargeKinds }).notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency').notNull(),
    losesCredit: integer('loses_credit', { mode: 'boolean' }).notNull(),
    state: text('state', { enum: chargeStates }).notNull(),
    // Why it is waived: `refilled`, `grace`, `staff` …
    reason: text('reason'),
    createdAt: integer('created_at').notNull(),
    settledAt: integer('settled_at'),
  },
  (t) => [
    // Marked twice, charged once.
    uniqueIndex('charges_once_idx').on(t.bookingId, t.kind),
    // "Who owes something?"
    index('charges_owed_idx')
      .on(t.bookingId)
      .where(sql`${t.state} = 'owed'`),
  ],
)

export type ChargeRow = typeof charges.$inferSelect
