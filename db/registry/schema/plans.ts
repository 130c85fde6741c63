import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a plan can limit. Counts: at a time, or in a calendar month of UTC. */
export const limitKeys = ['trainers', 'clients', 'bookings_per_month', 'sms_per_month', 'domains'] as const
export type LimitKey = (typeof limitKeys)[number]

/** What a plan can hold back. */
export const features = ['own_domain', 'sms', 'webhooks', 'api', 'embed', 'imports'] as const
export type Feature = (typeof features)[number]

/** A limit that is not there, or null, limits nothing; a feature that is not there is part of it. */
export type Limits = {
  counts?: Partial<Record<LimitKey, number | null>>
  features?: Partial<Record<Feature, boolean>>
}

/** What studios take: how much of everything. Prices are the business of billing. */
export const plans = sqliteTable('plans', {
  id: text('id').primaryKey(),
  // A word for programs, such as `studio`.
  code: text('code').notNull().unique(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  limits: text('limits', { mode: 'json' }).$type<Limits>().notNull(),
  trialDays: integer('trial_days').notNull().default(0),
  // Whether who signs up may choose it.
  isPublic: integer('is_public', { mode: 'boolean' }).notNull().default(false),
  position: integer('position').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  archivedAt: integer('archived_at'),
})

export type PlanRow = typeof plans.$inferSelect
