import { text } from 'drizzle-orm/sqlite-core'

/** The languages the product speaks; a studio offers some of them. */
export const locales = ['en', 'bg'] as const
export type Locale = (typeof locales)[number]

/** A text the studio wrote, per language; a missing language falls back to the studio's first. */
export type LocalizedText = Partial<Record<Locale, string>>

export const localizedText = (name: string) => text(name, { mode: 'json' }).$type<LocalizedText>()
