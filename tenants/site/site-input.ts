import { z } from 'zod'
import {
  cornerStyles,
  densities,
  heroStyles,
  locales,
  patternStyles,
  siteSections,
  surfaceMoods,
  typePairs,
  type Locale,
  type LocalizedText,
  type SiteContent,
  type Theme,
} from '../../db/tenant/schema/index.ts'
import { anId, paragraph } from '../input-parts.ts'
import { socialLink } from './social-link.ts'

/** As people write colours: `#F50`, `ff5500`. */
const color = z
  .string()
  .transform((typed) => spellColor(typed))
  .pipe(z.string().regex(/^#[0-9a-f]{6}$/, 'not_a_color'))

/** Empty: none. */
const orNone = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((sent) => (sent === '' ? null : sent), schema.nullable())

/** What a text is called that came without a language: it is in the studio's first. */
export const UNSAID = 'unsaid'

/** A text per language. */
const text = (max: number) =>
  z.preprocess(
    (sent) => (typeof sent === 'string' ? { [UNSAID]: sent } : sent),
    z.partialRecord(z.enum([...locales, UNSAID]), paragraph(max)),
  )

export const themeFields = {
  brandColor: color,
  accentColor: orNone(color),
  mood: z.enum(surfaceMoods),
  typePair: z.enum(typePairs),
  corners: z.enum(cornerStyles),
  hero: z.enum(heroStyles),
  density: z.enum(densities),
  pattern: z.enum(patternStyles),
}

const pictureId = orNone(anId)

export const contentFields = {
  logoId: pictureId,
  heroPhotoId: pictureId,
  heroTitle: text(120),
  sections: z
    .array(z.enum(siteSections))
    .refine((sections) => new Set(sections).size === sections.length, 'Each section stands there once.'),
  hoursNote: text(600),
  socialLinks: z.array(socialLink).max(7, 'too_many'),
}

export const textFields = { tagline: text(160), about: text(2_000), policy: text(600) }

/** What is not given stays as it is; `sections: null` is all of them, in the order they come in. */
export const siteInput = z.object({
  theme: z.object(themeFields).partial().default({}),
  content: z
    .object({ ...contentFields, sections: contentFields.sections.nullable() })
    .partial()
    .default({}),
  texts: z.object(textFields).partial().default({}),
})

export type SiteInput = z.input<typeof siteInput>

export {
  cornerStyles,
  densities,
  heroStyles,
  patternStyles,
  siteSections,
  socialKinds,
  surfaceMoods,
  typePairs,
} from '../../db/tenant/schema/index.ts'

/** A studio's site, as its owner edits it. */
export type Site = {
  edition: number
  theme: Theme
  content: SiteContent
  texts: Record<keyof typeof textFields, LocalizedText>
  locales: Locale[]
  defaultLocale: Locale
}

/** `#f50` is short for `#ff5500`. */
function spellColor(typed: string): string {
  const digits = typed.trim().toLowerCase().replace(/^#/, '')
  const all = /^[0-9a-f]{3}$/.test(digits) ? digits.replaceAll(/./g, '$&$&') : digits
  return `#${all}`
}
