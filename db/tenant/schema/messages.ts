import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { oneTimeTokens } from '../../access/one-time-tokens.ts'
import { users } from '../../access/users.ts'
import { bookings } from './bookings.ts'
import { locales } from './columns.ts'
import { waitlistEntries } from './waitlist-entries.ts'

/** Their words are there; what brings them about is to come. */
export const paymentMessageKinds = [
  'payment_received',
  'payment_failed',
  'refund_made',
  'package_bought',
  'package_low',
  'package_expiring',
] as const
export const bookingMessageKinds = [
  'booking_confirmed',
  'booking_requested',
  'booking_declined',
  'booking_moved',
  'booking_cancelled',
  'session_changed',
  'series_confirmed',
  'waitlist_joined',
  'waitlist_offered',
  'waitlist_promoted',
  'waitlist_missed',
  'reminder',
  // A cancellation or an absence that came to cost something.
  'late_fee',
  // Of their last booking, to whoever did not come for long and agreed to news.
  'miss_you',
  ...paymentMessageKinds,
] as const
export const accountMessageKinds = [
  // With a link that works once.
  'account_register',
  'account_exists',
  'account_sign_in',
  'account_reset',
  'account_change_email',
  'account_join',
  // What was done to somebody's login.
  'account_password_changed',
  'account_email_changed',
  'account_factor_added',
  'account_factor_removed',
  'account_erased',
  // To somebody of the staff: their day, a text that they try out, a program of theirs that is not there any more, a limit of
  // the studio's plan that is near.
  'staff_digest',
  'template_test',
  'webhook_disabled',
  'plan_limit_near',
] as const
export const messageKinds = [...bookingMessageKinds, ...accountMessageKinds] as const
export type MessageKind = (typeof messageKinds)[number]
export type BookingMessageKind = (typeof bookingMessageKinds)[number]
export type PaymentMessageKind = (typeof paymentMessageKinds)[number]
export type AccountMessageKind = (typeof accountMessageKinds)[number]

export const messageChannels = ['email', 'sms', 'push'] as const
export type MessageChannel = (typeof messageChannels)[number]

/** `unknown`: it may have gone out, and nothing but asking the vendor will say; never sent again blindly. */
export const messageStates = ['planned', 'claimed', 'sent', 'skipped', 'failed', 'unknown'] as const

/** What the vendor said became of what was sent, the last word first. */
export const deliveryStates = ['delivered', 'bounced', 'complained', 'refused', 'delayed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What a message knows besides what it is about: a staff digest's day, the text somebody tries out. */
export type MessageDetails = Record<string, string | number | null>

/** The outbox: written in the booking's own batch, sent by `tenants/messages/send-due-messages.ts`. */
export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    // What it is about, one of four: a booking, a place in a waitlist, a link that works once, somebody's login.
    bookingId: text('booking_id').references(() => bookings.id),
    waitlistEntryId: text('waitlist_entry_id').references(() => waitlistEntries.id),
    oneTimeTokenId: text('one_time_token_id').references(() => oneTimeTokens.id),
    userId: text('user_id').references(() => users.id),
    // The booking's version this message speaks of; of a waitlist entry and a login, when it was decided (ms); of a link 0.
    bookingVersion: integer('booking_version').notNull(),
    kind: text('kind', { enum: messageKinds }).notNull(),
    // Reminders: how many minutes before the start; otherwise 0.
    leadMinutes: integer('lead_minutes').notNull().default(0),
    channel: text('channel', { enum: messageChannels }).notNull(),
    // An address, a number in E.164, or of a push the client's id: wherever they installed the site by then.
    recipient: text('recipient').notNull(),
    locale: text('locale', { enum: locales }).notNull(),
    // Not before this instant; moved later after a failed attempt.
    plannedAt: integer('planned_at').notNull(),
    state: text('state', { enum: messageStates }).notNull().default('planned'),
    // While claimed: who gave it back by when, or it is free again.
    claimedUntil: integer('claimed_until'),
    attempts: integer('attempts').notNull().default(0),
    providerId: text('provider_id'),
    // Why it was skipped, or why the last attempt failed.
    reason: text('reason'),
    settledAt: integer('settled_at'),
    // 0 as it was planned; counted up whenever staff send it by hand once more.
    copy: integer('copy').notNull().default(0),
    // What came back from the vendor after it was sent: the last word by their clock, and why.
    delivery: text('delivery', { enum: deliveryStates }),
    deliveryAt: integer('delivery_at'),
    deliveryReason: text('delivery_reason'),
    // Of an SMS: how many parts it was sent and paid as.
    segments: integer('segments'),
    details: text('details', { mode: 'json' }).$type<MessageDetails>(),
  },
  (t) => [
    // "What is due?": only the rows still open.
    index('messages_due_idx')
      .on(t.plannedAt)
      .where(sql`${t.state} IN ('planned', 'claimed')`),
    // Which mails carried a link that is to be forgotten.
    index('messages_token_idx')
      .on(t.oneTimeTokenId)
      .where(sql`${t.oneTimeTokenId} IS NOT NULL`),
    // A client's timeline: mails about their places in waitlists, and about their login.
    index('messages_entry_idx')
      .on(t.waitlistEntryId)
      .where(sql`${t.waitlistEntryId} IS NOT NULL`),
    index('messages_user_idx')
      .on(t.userId)
      .where(sql`${t.userId} IS NOT NULL`),
    // Whatever is run twice, one message is planned once.
    check(
      'messages_about',
      sql`(${t.bookingId} IS NOT NULL) + (${t.waitlistEntryId} IS NOT NULL) + (${t.oneTimeTokenId} IS NOT NULL) + (${t.userId} IS NOT NULL) = 1`,
    ),
    uniqueIndex('messages_once_idx').on(
      t.bookingId,
      t.kind,
      t.leadMinutes,
      t.channel,
      t.bookingVersion,
      t.copy,
    ),
    // Which message a vendor speaks of.
    index('messages_provider_idx')
      .on(t.providerId)
      .where(sql`${t.providerId} IS NOT NULL`),
    // The studio's log, newest first.
    index('messages_log_idx').on(t.plannedAt, t.id),
    // What the vendor is to be asked about.
    index('messages_unknown_idx')
      .on(t.settledAt)
      .where(sql`${t.state} = 'unknown'`),
  ],
)

export type MessageRow = typeof messages.$inferSelect
