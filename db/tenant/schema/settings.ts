import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { edition, localizedText, locales, type Locale, type LocalizedText } from './columns.ts'

export const surfaceMoods = ['paper', 'white', 'dark'] as const
export const typePairs = [
  'manrope',
  'unbounded-golos',
  'playfair-commissioner',
  'montserrat-inter',
  'lora-rubik',
  'oswald-source',
] as const
export const cornerStyles = ['sharp', 'soft', 'round'] as const
export const heroStyles = ['photo', 'split', 'pattern', 'plain'] as const
export const densities = ['airy', 'regular', 'compact'] as const
export const patternStyles = ['plates', 'petals', 'waves', 'grid'] as const

/** The few choices a studio makes about its look; everything else is derived from them in `web/theme/`. */
export type Theme = {
  /** CSS hex colours, `#rrggbb`. */
  brandColor: string
  accentColor: string | null
  mood: (typeof surfaceMoods)[number]
  typePair: (typeof typePairs)[number]
  corners: (typeof cornerStyles)[number]
  hero: (typeof heroStyles)[number]
  density: (typeof densities)[number]
  pattern: (typeof patternStyles)[number]
}

export const siteSections = ['times', 'services', 'classes', 'trainers', 'about', 'visit'] as const
export type SiteSection = (typeof siteSections)[number]
export const socialKinds = ['instagram', 'facebook', 'youtube', 'tiktok', 'x', 'whatsapp', 'viber'] as const

/** What a studio puts on its site; what is left out is as it comes. Ids are of `uploads`. */
export type SiteContent = {
  logoId?: string | null
  heroPhotoId?: string | null
  /** The words on the first screen, in place of the tagline's. */
  heroTitle?: LocalizedText
  /** In this order; sections that are not named here are not shown. */
  sections?: SiteSection[]
  /** Opening hours in the studio's own words, in place of those made of the weekly hours. */
  hoursNote?: LocalizedText
  socialLinks?: { kind: (typeof socialKinds)[number]; url: string }[]
}

export const settings = sqliteTable(
  'settings',
  {
    id: integer('id').primaryKey(),
    studioName: localizedText('studio_name').notNull(),
    // One line under the name on the first screen, and a paragraph further down.
    tagline: localizedText('tagline').notNull(),
    about: localizedText('about').notNull(),
    // The cancellation policy in one honest sentence.
    policy: localizedText('policy').notNull(),
    defaultLocale: text('default_locale', { enum: locales }).notNull(),
    locales: text('locales', { mode: 'json' }).$type<Locale[]>().notNull(),
    // ISO 4217.
    currency: text('currency').notNull(),
    theme: text('theme', { mode: 'json' }).$type<Theme>().notNull(),
    contactEmail: text('contact_email').notNull(),
    contactPhone: text('contact_phone'),
    // ISO weekday on which a week of limits and timetables begins.
    weekStartsOn: integer('week_starts_on').notNull().default(1),
    // Local minutes of the day in which nobody is offered a place, nor sent a text message; may go past midnight. Equal: none.
    quietFromMinute: integer('quiet_from_minute')
      .notNull()
      .default(22 * 60),
    quietUntilMinute: integer('quiet_until_minute')
      .notNull()
      .default(8 * 60),
    // Whether one client may have two bookings at the same time.
    allowsClientOverlap: integer('allows_client_overlap', { mode: 'boolean' }).notNull().default(false),
    // Places in waitlists one client may have at a time.
    maxWaitlistEntries: integer('max_waitlist_entries').notNull().default(10),
    // What the site shows besides its look: `SiteContent`.
    site: text('site', { mode: 'json' }).$type<SiteContent>().notNull().default({}),
    // When somebody put the list of first steps away.
    startedAt: integer('started_at'),
    updatedAt: integer('updated_at').notNull(),
    edition,
  },
  (t) => [check('settings_is_one_row', sql`${t.id} = 1`)],
)

export type SettingsRow = typeof settings.$inferSelect
export type NewSettings = typeof settings.$inferInsert
