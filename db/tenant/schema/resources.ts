import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { activeStatuses, edition, gapRules, localizedText } from './columns.ts'
import { locations } from './locations.ts'
import { services } from './services.ts'

export const resourceKinds = ['room', 'equipment'] as const

/** A room, or so many equal pieces of equipment. Its units are never promised twice at one time. */
export const resources = sqliteTable(
  'resources',
  {
    id: text('id').primaryKey(),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    kind: text('kind', { enum: resourceKinds }).notNull(),
    name: localizedText('name').notNull(),
    // Services ask for units of a pool; any resource in it will do.
    pool: text('pool').notNull(),
    units: integer('units').notNull().default(1),
    // Kept free around each use; `max`: the wider of the two between two uses, `sum`: both.
    bufferBeforeMinutes: integer('buffer_before_minutes').notNull().default(0),
    bufferAfterMinutes: integer('buffer_after_minutes').notNull().default(0),
    gapRule: text('gap_rule', { enum: gapRules }).notNull().default('max'),
    status: text('status', { enum: activeStatuses }).notNull().default('active'),
    position: integer('position').notNull().default(0),
    edition,
  },
  (t) => [
    check('resources_units', sql`${t.units} BETWEEN 1 AND 1000`),
    check(
      'resources_buffers',
      sql`${t.bufferBeforeMinutes} BETWEEN 0 AND 240 AND ${t.bufferAfterMinutes} BETWEEN 0 AND 240`,
    ),
  ],
)

export const resourceUses = ['session', 'head'] as const

/** What a service needs besides its trainer: units of a pool, once for all or for each person. */
export const serviceResources = sqliteTable(
  'service_resources',
  {
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    pool: text('pool').notNull(),
    units: integer('units').notNull().default(1),
    per: text('per', { enum: resourceUses }).notNull().default('session'),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.pool] })],
)

export type ResourceRow = typeof resources.$inferSelect
export type ServiceResourceRow = typeof serviceResources.$inferSelect
