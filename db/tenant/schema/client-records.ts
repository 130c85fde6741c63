import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { clients } from './clients.ts'
import { activeStatuses, localizedText } from './columns.ts'

/** Words staff put on clients to find them again. */
export const tags = sqliteTable('tags', {
  id: text('id').primaryKey(),
  // One of each, however it is typed: the second column is the first in lower case.
  name: text('name').notNull(),
  nameKey: text('name_key').notNull().unique(),
  createdAt: integer('created_at').notNull(),
})

export const clientTags = sqliteTable(
  'client_tags',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    tagId: text('tag_id')
      .notNull()
      .references(() => tags.id),
  },
  (t) => [primaryKey({ columns: [t.tagId, t.clientId] }), index('client_tags_client_idx').on(t.clientId)],
)

export const customFieldKinds = ['text', 'number', 'date', 'choice', 'yes_no'] as const

/** What else a studio wants to know of its clients. */
export const customFields = sqliteTable('custom_fields', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: customFieldKinds }).notNull(),
  label: localizedText('label').notNull(),
  // `choice`: what can be chosen, as it is kept and shown.
  choices: text('choices', { mode: 'json' }).$type<string[]>().notNull().default([]),
  position: integer('position').notNull().default(0),
  status: text('status', { enum: activeStatuses }).notNull().default('active'),
  createdAt: integer('created_at').notNull(),
})

export const clientFieldValues = sqliteTable(
  'client_field_values',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    fieldId: text('field_id')
      .notNull()
      .references(() => customFields.id),
    // As text: a number in digits, a date as YYYY-MM-DD, `yes` or `no`.
    value: text('value').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.fieldId] })],
)

/** What is kept of a client on paper: a file in the bucket, under `storageKey`. */
export const clientFiles = sqliteTable(
  'client_files',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    name: text('name').notNull(),
    contentType: text('content_type').notNull(),
    bytes: integer('bytes').notNull(),
    storageKey: text('storage_key').notNull(),
    author: text('author').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('client_files_client_idx').on(t.clientId, t.createdAt)],
)

/** Clients who have something in common, found anew whenever somebody looks: the filter as `tenants/clients` reads it. */
export const segments = sqliteTable('segments', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  filter: text('filter', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  author: text('author').notNull(),
  createdAt: integer('created_at').notNull(),
})

export type TagRow = typeof tags.$inferSelect
export type CustomFieldRow = typeof customFields.$inferSelect
export type ClientFileRow = typeof clientFiles.$inferSelect
export type SegmentRow = typeof segments.$inferSelect
