import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { activeStatuses, edition, localizedText } from './columns.ts'

export const lateEffects = ['none', 'lose_credit', 'fee', 'lose_credit_and_fee'] as const

/** What a late cancellation or a no-show costs: `fee` an amount in minor units or a share of the price in percent. */
export type LateEffect = { kind: (typeof lateEffects)[number]; feeMinor?: number; feePercent?: number }

/** When a change is no longer free: so many minutes before, or at a local time so many days before. */
export type Deadline = { minutesBefore: number } | { daysBefore: number; atMinute: number }

/** One version's rules. All durations in minutes; local times are the place's. */
export type PolicyRules = {
  freeCancel: Deadline
  /** Null: as long as cancelling is free. */
  reschedule: Deadline | null
  maxReschedules: number | null
  lateCancel: LateEffect
  noShow: LateEffect
  /** So many late cancellations and no-shows in so many days cost nothing. */
  grace: { count: number; days: number } | null
  /** Local minutes of the day that do not count towards `minutesBefore`; may go past midnight. */
  quietHours: { fromMinute: number; untilMinute: number } | null
  /** So long after booking inside the deadline, cancelling is free all the same. */
  afterBookingMinutes: number
  /** Nothing is owed when somebody else takes the place before the start. */
  isWaivedWhenRefilled: boolean
  /** So many late cancellations and no-shows in so many days stop online booking for so many days. */
  suspension: { count: number; days: number; blockDays: number } | null
}

/** Ordered: the first active policy that fits a booking is its own. Empty conditions fit everything. */
export const policies = sqliteTable('policies', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  serviceIds: text('service_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
  serviceKinds: text('service_kinds', { mode: 'json' })
    .$type<('appointment' | 'class')[]>()
    .notNull()
    .default([]),
  clientGroupIds: text('client_group_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
  // The version that new bookings get.
  version: integer('version').notNull(),
  status: text('status', { enum: activeStatuses }).notNull().default('active'),
  edition,
})

/** What a policy said at a time; never changed, as bookings point to it. */
export const policyVersions = sqliteTable(
  'policy_versions',
  {
    policyId: text('policy_id')
      .notNull()
      .references(() => policies.id),
    version: integer('version').notNull(),
    rules: text('rules', { mode: 'json' }).$type<PolicyRules>().notNull(),
    // As shown to the client when booking.
    text: localizedText('text').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.policyId, t.version] })],
)

export type PolicyRow = typeof policies.$inferSelect
export type PolicyVersionRow = typeof policyVersions.$inferSelect
