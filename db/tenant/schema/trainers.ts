import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { activeStatuses, edition, localizedText } from './columns.ts'
import { locations } from './locations.ts'

export const trainers = sqliteTable('trainers', {
  id: text('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: localizedText('name').notNull(),
  speciality: localizedText('speciality').notNull(),
  bio: localizedText('bio').notNull(),
  // Where the trainer works; weekly hours are wall time in that place's zone.
  locationId: text('location_id')
    .notNull()
    .references(() => locations.id),
  isBookable: integer('is_bookable', { mode: 'boolean' }).notNull().default(true),
  position: integer('position').notNull().default(0),
  // Archived ones are in nobody's way: what they gave stays theirs.
  status: text('status', { enum: activeStatuses }).notNull().default('active'),
  photoId: text('photo_id'),
  createdAt: integer('created_at').notNull(),
  edition,
})

export type TrainerRow = typeof trainers.$inferSelect
