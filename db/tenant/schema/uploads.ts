import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { edition, localizedText } from './columns.ts'

export const uploadPurposes = ['logo', 'hero', 'trainer', 'service'] as const

/** One size of a picture, made anew from what was sent: where it is in the bucket. */
export type Variant = { key: string; width: number; height: number; contentType: string; bytes: number }

/** A picture on the studio's site. What was sent is not kept. */
export const uploads = sqliteTable('uploads', {
  id: text('id').primaryKey(),
  purpose: text('purpose', { enum: uploadPurposes }).notNull(),
  // Of the largest one; drawings (SVG) as they say of themselves.
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  // The narrowest first.
  variants: text('variants', { mode: 'json' }).$type<Variant[]>().notNull(),
  // Shown until it has come: a tiny picture as a `data:` address.
  preview: text('preview'),
  // Said in place of it.
  alt: localizedText('alt').notNull().default({}),
  author: text('author').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Pages of the studio's own: imprint, privacy, house rules. Their text is Markdown. */
export const legalPages = sqliteTable('legal_pages', {
  slug: text('slug').primaryKey(),
  title: localizedText('title').notNull(),
  body: localizedText('body').notNull(),
  position: integer('position').notNull().default(0),
  updatedAt: integer('updated_at').notNull(),
  edition,
})

export type UploadRow = typeof uploads.$inferSelect
export type LegalPageRow = typeof legalPages.$inferSelect
