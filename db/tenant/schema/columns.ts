import { integer, text } from 'drizzle-orm/sqlite-core'

/** The languages the product speaks; a studio offers some of them. */
export const locales = ['en', 'bg'] as const
export type Locale = (typeof locales)[number]

/** A text the studio wrote, per language; a missing language falls back to the studio's first. */
export type LocalizedText = Partial<Record<Locale, string>>

export const localizedText = (name: string) => text(name, { mode: 'json' }).$type<LocalizedText>()

/**
 * Raised by a trigger with every change of the row (`tenants/edition.ts`): who changes what they saw says which edition that
 * was, and is told when it is another one by now.
 */
export const edition = integer('edition').notNull().default(1)

export const activeStatuses = ['active', 'archived'] as const

/** Between two bookings: the wider of the buffers that meet, or both. `sum` wins when the two disagree. */
export const gapRules = ['max', 'sum'] as const
export type GapRule = (typeof gapRules)[number]

/** Units of a resource, and the time they are kept for with the resource's own buffers. */
export type TakenResource = { id: string; units: number; from: number; until: number }

export const takenResources = (name: string) => text(name, { mode: 'json' }).$type<TakenResource[]>()
