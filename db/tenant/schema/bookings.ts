import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { clients } from './clients.ts'
import { locales } from './columns.ts'
import { locations } from './locations.ts'
import { services } from './services.ts'
import { trainers } from './trainers.ts'

export const bookingStatuses = ['confirmed', 'cancelled'] as const
export const bookingSources = ['portal', 'api', 'seed'] as const

/**
 * One client's time with a trainer. Two confirmed rows of one trainer never overlap, buffers included: the
 * guarded insert in `tenants/bookings/commit-bookings.ts` decides, and the triggers in the migrations refuse
 * whatever comes by another way.
 */
export const bookings = sqliteTable(
  'bookings',
  {
    // Made from the idempotency key, so that a retry finds its own row.
    id: text('id').primaryKey(),
    // SHA-256 of what was asked for: the same key with another request is refused.
    requestHash: text('request_hash').notNull(),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    // The client's row is written after the booking that needs it, in the same batch (deferred in the migration).
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    // As given with this booking. Whoever holds its link sees these, never what the studio knows of the client.
    contactFirstName: text('contact_first_name').notNull(),
    contactLastName: text('contact_last_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    contactPhone: text('contact_phone'),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    // With the buffers as they were when booked.
    occupiedFrom: integer('occupied_from').notNull(),
    occupiedUntil: integer('occupied_until').notNull(),
    status: text('status', { enum: bookingStatuses }).notNull(),
    // Raised by every change; messages carry the version they speak of, and the calendar file its SEQUENCE.
    version: integer('version').notNull().default(1),
    // Copied from the service: a later change must not rewrite what was agreed.
    priceMinor: integer('price_minor').notNull(),
    currency: text('currency').notNull(),
    freeCancelUntil: integer('free_cancel_until').notNull(),
    notes: text('notes'),
    locale: text('locale', { enum: locales }).notNull(),
    // The zone the client was shown beside the studio's, when it differed.
    clientTimeZone: text('client_time_zone'),
    // The host the booking was made on: links in messages lead back there.
    host: text('host').notNull(),
    source: text('source', { enum: bookingSources }).notNull(),
    createdAt: integer('created_at').notNull(),
    cancelledAt: integer('cancelled_at'),
    cancelReason: text('cancel_reason'),
  },
  (t) => [
    // Every availability read and every guard asks "this trainer, starts in this range".
    index('bookings_trainer_start_idx').on(t.trainerId, t.startsAt),
    index('bookings_client_idx').on(t.clientId, t.startsAt),
    check('bookings_end_after_start', sql`${t.endsAt} > ${t.startsAt}`),
    // The bounds that let an overlap search stay in one index range.
    check('bookings_length', sql`${t.endsAt} - ${t.startsAt} <= 43200000`),
    check(
      'bookings_buffers',
      sql`${t.startsAt} - ${t.occupiedFrom} BETWEEN 0 AND 14400000 AND ${t.occupiedUntil} - ${t.endsAt} BETWEEN 0 AND 14400000`,
    ),
  ],
)

export type BookingRow = typeof bookings.$inferSelect
