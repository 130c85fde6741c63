import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { trainers } from './trainers.ts'

/** When a trainer is away: hard-closed, whatever the weekly hours or overrides say. */
export const timeOff = sqliteTable(
  'time_off',
  {
    id: text('id').primaryKey(),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    // Whole local dates, as they were given; the instants above are theirs in the trainer's zone.
    isAllDay: integer('is_all_day', { mode: 'boolean' }).notNull().default(false),
    // Who gives the classes meanwhile.
    substituteTrainerId: text('substitute_trainer_id').references(() => trainers.id),
    reason: text('reason'),
  },
  (t) => [
    // "Is this trainer away in this window?": asked for every slot list and inside every booking.
    index('time_off_trainer_idx').on(t.trainerId, t.endsAt, t.startsAt),
    check('time_off_ends_after_start', sql`${t.endsAt} > ${t.startsAt}`),
  ],
)

export type TimeOffRow = typeof timeOff.$inferSelect
