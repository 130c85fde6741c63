import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bookingSeries } from './booking-series.ts'
import { clients, dependents } from './clients.ts'
import { gapRules, locales, takenResources } from './columns.ts'
import { locations } from './locations.ts'
import { services } from './services.ts'
import { sessions } from './sessions.ts'
import { trainers } from './trainers.ts'

export const bookingStatuses = [
  'pending',
  'confirmed',
  'checked_in',
  'completed',
  'no_show',
  'cancelled',
  'declined',
  'expired',
] as const
export type BookingStatus = (typeof bookingStatuses)[number]
export const bookingSources = ['portal', 'api', 'waitlist', 'staff', 'import', 'seed'] as const
export const cancelKinds = ['free', 'late', 'studio'] as const

/**
 * One person's place: in a session, or alone with a trainer. Unless it is cancelled, declined or expired it takes
 * that place, and the trainer's and resources' time (`occupancies.ts`): the guard in `tenants/bookings/guard.ts`
 * decides, and the triggers in the migrations refuse whatever comes by another way.
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
    // Deferred in the migration: the client's row may follow in the same batch.
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    // As given with this booking. Whoever holds its link sees these, never what the studio knows of the client.
    contactFirstName: text('contact_first_name').notNull(),
    contactLastName: text('contact_last_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    contactPhone: text('contact_phone'),
    // Empty: alone with the trainer.
    sessionId: text('session_id').references(() => sessions.id),
    // Who comes, when it is not the client: a dependent, or a guest of theirs, who may be unnamed.
    dependentId: text('dependent_id').references(() => dependents.id),
    attendeeFirstName: text('attendee_first_name'),
    attendeeLastName: text('attendee_last_name'),
    // Booked together: the id of the party's first booking, and 1, 2 … for the guests.
    partyId: text('party_id'),
    guestPosition: integer('guest_position').notNull().default(0),
    // The client's own series, and which of its dates.
    seriesId: text('series_id').references(() => bookingSeries.id),
    seriesPosition: integer('series_position'),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    // With the buffers as they were when booked.
    occupiedFrom: integer('occupied_from').notNull(),
    occupiedUntil: integer('occupied_until').notNull(),
    gapRule: text('gap_rule', { enum: gapRules }).notNull().default('max'),
    takes: takenResources('takes').notNull().default([]),
    status: text('status', { enum: bookingStatuses }).notNull(),
    // When the status, or the time, was last decided.
    statusAt: integer('status_at').notNull().default(0),
    // `pending`: without an answer by then, the place is free again.
    expiresAt: integer('expires_at'),
    // The command that made it what it is (its event's id).
    changeId: text('change_id'),
    // Raised by every change; messages carry the version they speak of, and the calendar file its SEQUENCE.
    version: integer('version').notNull().default(1),
    // Copied from the service: a later change must not rewrite what was agreed.
    priceMinor: integer('price_minor').notNull(),
    currency: text('currency').notNull(),
    // The policy agreed to, and what follows from it for this time.
    policyId: text('policy_id'),
    policyVersion: integer('policy_version'),
    freeCancelUntil: integer('free_cancel_until').notNull(),
    rescheduleUntil: integer('reschedule_until'),
    rescheduleCount: integer('reschedule_count').notNull().default(0),
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
    cancelKind: text('cancel_kind', { enum: cancelKinds }),
    checkedInAt: integer('checked_in_at'),
    // Why staff booked it although something is in the way.
    overrideReason: text('override_reason'),
  },
  (t) => [
    index('bookings_start_idx').on(t.startsAt),
    index('bookings_trainer_start_idx').on(t.trainerId, t.startsAt),
    index('bookings_client_idx').on(t.clientId, t.startsAt),
    // "Whose client is this?"
    index('bookings_trainer_client_idx').on(t.trainerId, t.clientId),
    index('bookings_session_idx').on(t.sessionId),
    index('bookings_party_idx').on(t.partyId),
    index('bookings_series_idx').on(t.seriesId),
    index('bookings_pending_idx')
      .on(t.expiresAt)
      .where(sql`${t.status} = 'pending'`),
    // "What is over?": neither asked for only, nor settled.
    index('bookings_open_idx')
      .on(t.endsAt)
      .where(sql`${t.status} IN ('confirmed', 'checked_in')`),
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
