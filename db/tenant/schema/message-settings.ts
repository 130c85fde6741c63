import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { users } from '../../access/users.ts'
import { clients } from './clients.ts'
import { edition, locales } from './columns.ts'
import { messageChannels, messageKinds } from './messages.ts'
import { services } from './services.ts'

export const smsStates = ['none', 'submitted', 'approved', 'rejected'] as const
export const mailDomainStates = ['none', 'pending', 'verified', 'failed'] as const

/** One record that the sender's DNS has to show, as the vendor asks for it and found it. */
export type MailDomainRecord = {
  purpose: 'spf' | 'dkim' | 'other'
  type: 'TXT' | 'MX' | 'CNAME'
  name: string
  value: string
  priority: number | null
  isFound: boolean
}

/** From whom a studio's messages come, and when they may. One row, there since the database was made. */
export const messageSettings = sqliteTable(
  'message_settings',
  {
    id: integer('id').primaryKey(),
    // A number in E.164, a name of letters and digits, or the vendor's id of a messaging service (`MG…`).
    smsSender: text('sms_sender'),
    // How far its registration with the networks is, and what they said.
    smsState: text('sms_state', { enum: smsStates }).notNull().default('none'),
    smsStateReason: text('sms_state_reason'),
    // ISO 3166 codes of the countries whose numbers are written to; empty: that of the studio's own number.
    smsCountries: text('sms_countries', { mode: 'json' }).$type<string[]>().notNull().default([]),
    smsDayCap: integer('sms_day_cap').notNull().default(200),
    // The studio's own sending domain; mail comes from the platform's until it is verified.
    mailDomain: text('mail_domain'),
    mailDomainId: text('mail_domain_id'),
    mailDomainState: text('mail_domain_state', { enum: mailDomainStates }).notNull().default('none'),
    mailDomainRecords: text('mail_domain_records', { mode: 'json' })
      .$type<MailDomainRecord[]>()
      .notNull()
      .default([]),
    mailDomainCheckedAt: integer('mail_domain_checked_at'),
    // Since when its state is what it is.
    mailDomainSince: integer('mail_domain_since'),
    // The part before the @.
    mailLocalPart: text('mail_local_part').notNull().default('bookings'),
    // After so many days without a booking somebody is told that they are missed; null: nobody is.
    missYouDays: integer('miss_you_days'),
    // The local minute at which staff get their day; null: nobody does.
    digestAtMinute: integer('digest_at_minute').default(7 * 60),
    edition,
  },
  (t) => [check('message_settings_is_one_row', sql`${t.id} = 1`)],
)

/**
 * What is sent besides the mail of every event: reminders so many minutes before the start, and other kinds (with 0
 * minutes) by text message or push as well. A service's own reminders replace the studio's (`services.has_own_reminders`).
 */
export const notificationRules = sqliteTable(
  'notification_rules',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: messageKinds }).notNull(),
    channel: text('channel', { enum: messageChannels }).notNull(),
    leadMinutes: integer('lead_minutes').notNull().default(0),
    // Null: for every service without its own.
    serviceId: text('service_id').references(() => services.id),
    createdAt: integer('created_at').notNull(),
    edition,
  },
  (t) => [
    uniqueIndex('notification_rules_once_idx').on(
      t.kind,
      t.channel,
      t.leadMinutes,
      sql`coalesce(${t.serviceId}, '')`,
    ),
  ],
)

/** The texts of one message; which of them there are depends on the channel (`tenants/messages/templates`). */
export type TemplateTexts = {
  subject?: string
  heading?: string
  intro?: string
  closing?: string
  title?: string
  body?: string
}

/** What the studio says in its own words; what is not here is said as the product says it. */
export const messageTemplates = sqliteTable(
  'message_templates',
  {
    kind: text('kind', { enum: messageKinds }).notNull(),
    channel: text('channel', { enum: messageChannels }).notNull(),
    locale: text('locale', { enum: locales }).notNull(),
    texts: text('texts', { mode: 'json' }).$type<TemplateTexts>().notNull(),
    // As the audit log writes it.
    author: text('author').notNull(),
    updatedAt: integer('updated_at').notNull(),
    edition,
  },
  (t) => [primaryKey({ columns: [t.kind, t.channel, t.locale] })],
)

/** Where a client installed the site and lets it speak. The address and its keys are sealed: whoever has them may write. */
export const pushSubscriptions = sqliteTable(
  'push_subscriptions',
  {
    id: text('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id),
    // SHA-256 of the address: one row for each device.
    endpointHash: text('endpoint_hash').notNull().unique(),
    sealed: text('sealed').notNull(),
    // What it runs on, in a word or two for the list of devices.
    device: text('device').notNull(),
    createdAt: integer('created_at').notNull(),
    lastSentAt: integer('last_sent_at'),
  },
  (t) => [index('push_subscriptions_client_idx').on(t.clientId)],
)

/** Numbers that wrote STOP to this studio, whoever's they are; START takes the row away. */
export const smsStops = sqliteTable('sms_stops', {
  phone: text('phone').primaryKey(),
  stoppedAt: integer('stopped_at').notNull(),
})

/** Text messages sent on one UTC day, by what they are counted for: against pumping. */
export const smsCounts = sqliteTable(
  'sms_counts',
  {
    scope: text('scope', { enum: ['studio', 'number', 'prefix', 'network'] }).notNull(),
    key: text('key').notNull(),
    dayOn: text('day_on').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.dayOn, t.scope, t.key] })],
)

/** What vendors told us, by their ids: heard once, however often it is said. Kept longer than they try. */
export const vendorEvents = sqliteTable(
  'vendor_events',
  {
    id: text('id').primaryKey(),
    vendor: text('vendor', { enum: ['resend', 'twilio'] }).notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('vendor_events_at_idx').on(t.at)],
)

/** What somebody of the staff does not want to be sent. */
export const staffNotificationChoices = sqliteTable(
  'staff_notification_choices',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    kind: text('kind', { enum: ['digest'] }).notNull(),
    isWanted: integer('is_wanted', { mode: 'boolean' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.kind] })],
)

export type MessageSettingsRow = typeof messageSettings.$inferSelect
export type NotificationRuleRow = typeof notificationRules.$inferSelect
export type MessageTemplateRow = typeof messageTemplates.$inferSelect
export type PushSubscriptionRow = typeof pushSubscriptions.$inferSelect
