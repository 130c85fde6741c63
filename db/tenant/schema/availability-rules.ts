import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { trainers } from './trainers.ts'

/** Weekly hours: on this weekday the trainer works from one local minute of the day to another. */
export const availabilityRules = sqliteTable(
  'availability_rules',
  {
    id: text('id').primaryKey(),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    // ISO: 1 is Monday, 7 is Sunday.
    weekday: integer('weekday').notNull(),
    // Local minutes of the day; an end of 1440 is midnight, beyond it the next morning.
    startMinute: integer('start_minute').notNull(),
    endMinute: integer('end_minute').notNull(),
    // Local dates, inclusive; empty means always.
    validFromOn: text('valid_from_on'),
    validToOn: text('valid_to_on'),
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
