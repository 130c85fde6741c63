import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { localizedText } from './columns.ts'
import { services, windowKinds } from './services.ts'

/** Clients for whom some rules differ, such as "short-term members". */
export const clientGroups = sqliteTable('client_groups', {
  id: text('id').primaryKey(),
  name: localizedText('name').notNull(),
})

/** A booking window of one group: for one service, or all. The same words as in `services`. */
export const groupWindows = sqliteTable(
  'group_windows',
  {
    id: text('id').primaryKey(),
    clientGroupId: text('client_group_id')
      .notNull()
      .references(() => clientGroups.id),
    serviceId: text('service_id').references(() => services.id),
    windowKind: text('window_kind', { enum: windowKinds }).notNull(),
    windowDays: integer('window_days').notNull(),
    opensAtMinute: integer('opens_at_minute').notNull().default(0),
    windowFromOn: text('window_from_on'),
    windowToOn: text('window_to_on'),
  },
  (t) => [index('group_windows_group_idx').on(t.clientGroupId)],
)

export type GroupWindowRow = typeof groupWindows.$inferSelect
