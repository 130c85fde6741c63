import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { edition } from './columns.ts'
import { locations } from './locations.ts'
import { services } from './services.ts'
import { trainers } from './trainers.ts'

export const seriesStatuses = ['active', 'ended'] as const

/**
 * A class that comes back: weekly on some days, at one local time (RFC 5545's `FREQ=WEEKLY` with INTERVAL, BYDAY and
 * UNTIL or COUNT). `tenants/classes/materialize-series.ts` makes sessions of it.
 */
export const classSeries = sqliteTable(
  'class_series',
  {
    id: text('id').primaryKey(),
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    secondTrainerId: text('second_trainer_id').references(() => trainers.id),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    // ISO weekdays, and the local minute of the day it starts at; it lasts so many elapsed minutes.
    weekdays: text('weekdays', { mode: 'json' }).$type<number[]>().notNull(),
    everyNWeeks: integer('every_n_weeks').notNull().default(1),
    startMinute: integer('start_minute').notNull(),
    durationMinutes: integer('duration_minutes').notNull(),
    // Local dates, inclusive. Weeks are counted from the first one's.
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on'),
    count: integer('count'),
    // Local dates on which it does not take place.
    exceptOn: text('except_on', { mode: 'json' }).$type<string[]>().notNull().default([]),
    capacity: integer('capacity').notNull(),
    onlineCapacity: integer('online_capacity'),
    walkInCapacity: integer('walk_in_capacity').notNull().default(0),
    minAttendance: integer('min_attendance').notNull().default(0),
    // Rooms and equipment, by id; what the service needs and is not named here is found in its pools.
    resourceIds: text('resource_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
    status: text('status', { enum: seriesStatuses }).notNull().default('active'),
    // Sessions are there up to this local date, inclusive.
    madeUntilOn: text('made_until_on'),
    createdAt: integer('created_at').notNull(),
    edition,
  },
  (t) => [check('class_series_minutes', sql`${t.startMinute} BETWEEN 0 AND 1439`)],
)

export type ClassSeriesRow = typeof classSeries.$inferSelect
