import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { classSeries } from './class-series.ts'
import { gapRules, takenResources } from './columns.ts'
import { locations } from './locations.ts'
import { services } from './services.ts'
import { trainers } from './trainers.ts'

export const sessionStatuses = ['scheduled', 'needs_trainer', 'cancelled'] as const

/** One class on one date, with places. While it is `scheduled`, it takes its trainers' and its resources' time. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    seriesId: text('series_id').references(() => classSeries.id),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    secondTrainerId: text('second_trainer_id').references(() => trainers.id),
    // The local date the series meant, whatever was changed since: the series' own name for this session.
    seriesOn: text('series_on'),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    // With the trainer's buffers.
    occupiedFrom: integer('occupied_from').notNull(),
    occupiedUntil: integer('occupied_until').notNull(),
    gapRule: text('gap_rule', { enum: gapRules }).notNull().default('max'),
    takes: takenResources('takes').notNull().default([]),
    capacity: integer('capacity').notNull(),
    onlineCapacity: integer('online_capacity'),
    walkInCapacity: integer('walk_in_capacity').notNull().default(0),
    minAttendance: integer('min_attendance').notNull().default(0),
    // When minimum attendance is decided; null: never, or done.
    decideAt: integer('decide_at'),
    priceMinor: integer('price_minor').notNull(),
    status: text('status', { enum: sessionStatuses }).notNull().default('scheduled'),
    cancelReason: text('cancel_reason'),
    // Names of the fields that were changed for this session alone: an edit of the series leaves them.
    changedFields: text('changed_fields', { mode: 'json' }).$type<string[]>().notNull().default([]),
    // Why staff put it there although something is in the way.
    overrideReason: text('override_reason'),
    version: integer('version').notNull().default(1),
    // When what it takes was last decided.
    statusAt: integer('status_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('sessions_start_idx').on(t.startsAt),
    index('sessions_second_trainer_idx')
      .on(t.secondTrainerId)
      .where(sql`${t.secondTrainerId} IS NOT NULL`),
    uniqueIndex('sessions_series_idx').on(t.seriesId, t.seriesOn),
    index('sessions_decide_idx')
      .on(t.decideAt)
      .where(sql`${t.decideAt} IS NOT NULL`),
    check('sessions_length', sql`${t.endsAt} > ${t.startsAt} AND ${t.endsAt} - ${t.startsAt} <= 43200000`),
    check(
      'sessions_buffers',
      sql`${t.startsAt} - ${t.occupiedFrom} BETWEEN 0 AND 14400000 AND ${t.occupiedUntil} - ${t.endsAt} BETWEEN 0 AND 14400000`,
    ),
    check('sessions_places', sql`${t.capacity} BETWEEN 0 AND 10000`),
  ],
)

export type SessionRow = typeof sessions.$inferSelect
