import { sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { trainers } from './trainers.ts'

export type LocalWindow = { startMinute: number; endMinute: number }

/** One date that differs from the week: its windows replace the weekly ones, none closes the date. */
export const availabilityOverrides = sqliteTable(
  'availability_overrides',
  {
    id: text('id').primaryKey(),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    // Local date, YYYY-MM-DD.
    localDate: text('local_date').notNull(),
    windows: text('windows', { mode: 'json' }).$type<LocalWindow[]>().notNull(),
  },
  (t) => [uniqueIndex('availability_overrides_trainer_date_idx').on(t.trainerId, t.localDate)],
)
