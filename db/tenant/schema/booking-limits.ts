import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { clientGroups } from './client-groups.ts'
import { services } from './services.ts'
import { trainers } from './trainers.ts'

export const limitSubjects = ['trainer', 'client', 'service'] as const
export const limitPeriods = ['day', 'week', 'open', 'ever'] as const

/**
 * How much may be booked: of one trainer (or each), by one client, of one service. Local days and weeks of the place;
 * `open`: bookings that have not ended; `ever`: all that were not cancelled in time ("one free taster per person").
 */
export const bookingLimits = sqliteTable(
  'booking_limits',
  {
    id: text('id').primaryKey(),
    subject: text('subject', { enum: limitSubjects }).notNull(),
    // Only for this trainer, this service, this group of clients; empty: each of them, each on its own.
    trainerId: text('trainer_id').references(() => trainers.id),
    serviceId: text('service_id').references(() => services.id),
    clientGroupId: text('client_group_id').references(() => clientGroups.id),
    period: text('period', { enum: limitPeriods }).notNull(),
    maxBookings: integer('max_bookings'),
    maxMinutes: integer('max_minutes'),
  },
  (t) => [check('booking_limits_max', sql`${t.maxBookings} IS NOT NULL OR ${t.maxMinutes} IS NOT NULL`)],
)

export type BookingLimitRow = typeof bookingLimits.$inferSelect
