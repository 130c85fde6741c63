import { sql } from 'drizzle-orm'
import { check, index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { locations } from './locations.ts'
import { trainers } from './trainers.ts'

export type LocalWindow = { startMinute: number; endMinute: number }

/**
 * `replace`: these windows instead of the weekly ones (none closes the dates). `open`: these as well. `closed`: not
 * these (none: not at all). What wins over what: `tenants/availability/open-intervals.ts`.
 */
export const overrideKinds = ['open', 'closed', 'replace'] as const

/** Dates that differ from the week: of one trainer, or, without one, of everybody at the place. */
export const availabilityOverrides = sqliteTable(
  'availability_overrides',
  {
    id: text('id').primaryKey(),
    trainerId: text('trainer_id').references(() => trainers.id),
    // Without a place: wherever the trainer works.
    locationId: text('location_id').references(() => locations.id),
    kind: text('kind', { enum: overrideKinds }).notNull(),
    // Local dates, YYYY-MM-DD, both inclusive.
    fromOn: text('from_on').notNull(),
    toOn: text('to_on').notNull(),
    windows: text('windows', { mode: 'json' }).$type<LocalWindow[]>().notNull(),
    reason: text('reason'),
    // `BG:2027-03-03` for a national holiday that was taken over: taking it over again changes nothing.
    holiday: text('holiday'),
  },
  (t) => [
    index('availability_overrides_dates_idx').on(t.toOn, t.fromOn),
    check('availability_overrides_dates', sql`${t.toOn} >= ${t.fromOn}`),
    check('availability_overrides_owner', sql`${t.trainerId} IS NOT NULL OR ${t.locationId} IS NOT NULL`),
  ],
)

export type AvailabilityOverrideRow = typeof availabilityOverrides.$inferSelect
