import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { edition, localizedText } from './columns.ts'

export const locations = sqliteTable('locations', {
  id: text('id').primaryKey(),
  name: localizedText('name').notNull(),
  address: localizedText('address').notNull(),
  // IANA zone: opening hours and closing times of this place are wall time here.
  timeZone: text('time_zone').notNull(),
  latitude: text('latitude'),
  longitude: text('longitude'),
  // Whose national holidays apply, such as `BG` or `DE-BY`.
  holidayRegion: text('holiday_region'),
  // Where clients are shown the way; without one, made of the address.
  mapUrl: text('map_url'),
  position: integer('position').notNull().default(0),
  edition,
})

export type LocationRow = typeof locations.$inferSelect
