import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { clients } from './clients.ts'
import { messageChannels } from './messages.ts'

export const consentKinds = ['terms', 'privacy', 'news', 'sms'] as const

/** What a client agreed to or took back, in the words they saw. Never changed: the newest of a kind holds. */
export const consents = sqliteTable(
  'consents',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    kind: text('kind', { enum: consentKinds }).notNull(),
    isGiven: integer('is_given', { mode: 'boolean' }).notNull(),
    // The sentence as it was shown, and which edition of it.
    text: text('text').notNull(),
    version: text('version').notNull(),
    at: integer('at').notNull(),
    // `booking`, `registration`, `account`, `staff`, `import`.
    source: text('source').notNull(),
    actor: text('actor').notNull(),
    // `sms`: the number it was given for, in E.164.
    phone: text('phone'),
  },
  (t) => [
    index('consents_client_idx').on(t.clientId, t.kind, t.at),
    index('consents_phone_idx')
      .on(t.phone, t.at)
      .where(sql`${t.phone} IS NOT NULL`),
  ],
)

/** What a client may choose of what comes by e-mail; confirmations and changes always come. */
export const notificationKinds = ['reminder', 'waitlist', 'news'] as const
/** What they may choose of what comes to their devices: it is there by mail as well. */
export const pushKinds = ['reminder', 'changes', 'waitlist'] as const
export type MailKind = (typeof notificationKinds)[number]
export type PushKind = (typeof pushKinds)[number]
export type NotificationKind = MailKind | PushKind

/** What a client wants to be told on a channel; without a row everything but news. */
export const notificationChoices = sqliteTable(
  'notification_choices',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    kind: text('kind', { enum: [...notificationKinds, 'changes'] }).notNull(),
    channel: text('channel', { enum: messageChannels }).notNull(),
    isWanted: integer('is_wanted', { mode: 'boolean' }).notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.kind, t.channel] })],
)

/** What staff wrote down about a client. */
export const clientNotes = sqliteTable(
  'client_notes',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    // As the audit log writes it.
    author: text('author').notNull(),
    // The trainer the author is, when one.
    trainerId: text('trainer_id'),
    text: text('text').notNull(),
    createdAt: integer('created_at').notNull(),
    deletedAt: integer('deleted_at'),
  },
  (t) => [index('client_notes_client_idx').on(t.clientId, t.createdAt)],
)

/** Clients whose data was erased; the registry has the same (`erasures`), for databases that are restored. */
export const erasures = sqliteTable('erasures', {
  clientId: text('client_id')
    .primaryKey()
    .references(() => clients.id),
  actor: text('actor').notNull(),
  erasedAt: integer('erased_at').notNull(),
})

export type ConsentRow = typeof consents.$inferSelect
export type ClientNoteRow = typeof clientNotes.$inferSelect
