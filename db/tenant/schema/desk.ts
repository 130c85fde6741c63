import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from '../../access/users.ts'

/** A list as somebody of the staff likes to see it: the query of its address. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    place: text('place', { enum: ['bookings', 'clients', 'calendar'] }).notNull(),
    name: text('name').notNull(),
    query: text('query').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('saved_views_user_idx').on(t.userId, t.place)],
)

/** Rows that are there to try things out with, and can be taken away together. */
export const sampleRows = sqliteTable(
  'sample_rows',
  {
    kind: text('kind', {
      enum: ['client', 'booking', 'session', 'class_series', 'service', 'trainer'],
    }).notNull(),
    rowId: text('row_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.rowId] })],
)

/** The whole studio as one file, made while somebody waits or does other things. */
export const downloads = sqliteTable('downloads', {
  id: text('id').primaryKey(),
  state: text('state', { enum: ['making', 'ready', 'failed', 'gone'] }).notNull(),
  storageKey: text('storage_key').notNull(),
  bytes: integer('bytes'),
  // How many rows there are in all, about, and how many are written; who writes them has it until then.
  rows: integer('rows').notNull().default(0),
  doneRows: integer('done_rows').notNull().default(0),
  claimedUntil: integer('claimed_until'),
  failure: text('failure'),
  author: text('author').notNull(),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
  expiresAt: integer('expires_at'),
})

export type SavedViewRow = typeof savedViews.$inferSelect
export type DownloadRow = typeof downloads.$inferSelect
