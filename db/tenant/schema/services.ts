import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { localizedText } from './columns.ts'
import { trainers } from './trainers.ts'

export const serviceStatuses = ['active', 'archived'] as const
export const slotGrids = ['window', 'clock'] as const

/** The longest a service may last and the widest its buffers may be: they bound every overlap search. */
export const MAX_SERVICE_MINUTES = 12 * 60
export const MAX_BUFFER_MINUTES = 4 * 60

export const services = sqliteTable(
  'services',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: localizedText('name').notNull(),
    description: localizedText('description').notNull(),
    durationMinutes: integer('duration_minutes').notNull(),
    // Minutes between two possible starts, and how the starts are laid out (`tenants/availability/list-slots.ts`).
    intervalMinutes: integer('interval_minutes').notNull(),
    grid: text('grid', { enum: slotGrids }).notNull().default('window'),
    bufferBeforeMinutes: integer('buffer_before_minutes').notNull().default(0),
    bufferAfterMinutes: integer('buffer_after_minutes').notNull().default(0),
    // How long before the start booking closes, and how many days ahead it opens.
    minNoticeMinutes: integer('min_notice_minutes').notNull().default(0),
    windowDays: integer('window_days').notNull().default(60),
    // Cancelling is free until this long before the start.
    freeCancelMinutes: integer('free_cancel_minutes').notNull().default(0),
    priceMinor: integer('price_minor').notNull(),
    status: text('status', { enum: serviceStatuses }).notNull().default('active'),
    position: integer('position').notNull().default(0),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    check(
      'services_duration',
      sql`${t.durationMinutes} BETWEEN 1 AND ${sql.raw(String(MAX_SERVICE_MINUTES))}`,
    ),
    check('services_interval', sql`${t.intervalMinutes} BETWEEN 1 AND 1440`),
    check(
      'services_buffers',
      sql`${t.bufferBeforeMinutes} BETWEEN 0 AND ${sql.raw(String(MAX_BUFFER_MINUTES))} AND ${t.bufferAfterMinutes} BETWEEN 0 AND ${sql.raw(String(MAX_BUFFER_MINUTES))}`,
    ),
    check('services_price', sql`${t.priceMinor} >= 0`),
  ],
)

/** Which trainers give which service. */
export const serviceTrainers = sqliteTable(
  'service_trainers',
  {
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.trainerId] })],
)

export type ServiceRow = typeof services.$inferSelect
