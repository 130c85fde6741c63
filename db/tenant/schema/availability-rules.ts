import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { locations } from './locations.ts'
import { trainers } from './trainers.ts'

export const availabilityRuleKinds = ['open', 'break'] as const

/**
 * Weekly hours: on this weekday the trainer works from one local minute of the day to another, in the zone of the
 * place. A `break` is cut out of them.
 */
export const availabilityRules = sqliteTable(
  'availability_rules',
  {
    id: text('id').primaryKey(),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    // Without a place: the trainer's main one; a break: at every place.
    locationId: text('location_id').references(() => locations.id),
    kind: text('kind', { enum: availabilityRuleKinds }).notNull().default('open'),
    // ISO: 1 is Monday, 7 is Sunday.
    weekday: integer('weekday').notNull(),
    // Local minutes of the day; an end of 1440 is midnight, beyond it the next morning.
    startMinute: integer('start_minute').notNull(),
    endMinute: integer('end_minute').notNull(),
    // Local dates, inclusive; empty means always.
    validFromOn: text('valid_from_on'),
    validToOn: text('valid_to_on'),
    // Every n-th week, counted from the ISO week in which `anchorOn` lies; 1 needs no anchor.
    everyNWeeks: integer('every_n_weeks').notNull().default(1),
    anchorOn: text('anchor_on'),
  },
  (t) => [
    index('availability_rules_trainer_idx').on(t.trainerId),
    check('availability_rules_weekday', sql`${t.weekday} BETWEEN 1 AND 7`),
    check(
      'availability_rules_minutes',
      sql`${t.startMinute} BETWEEN 0 AND 1439 AND ${t.endMinute} > ${t.startMinute} AND ${t.endMinute} <= 2880`,
    ),
  ],
)

export type AvailabilityRuleRow = typeof availabilityRules.$inferSelect
