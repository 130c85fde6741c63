import { z } from 'zod'
import { locales, type Locale, type LocalizedText } from '../../db/tenant/schema/index.ts'
import { isLocalDate } from '../availability/local-time.ts'
import { paragraph } from '../input-parts.ts'

/** Parts of what only staff send. */

/** Lines of text, at least one. */
const words = (max: number) => paragraph(max).refine((text) => text !== '', 'required')

/** A reason, a name that only staff see. */
export const note = words(300)

const textIn = (max: number) => z.union([words(max), z.partialRecord(z.enum(locales), words(max))])

/** A text per language, or one for the studio's first language. */
export const someText = (max: number) =>
  textIn(max).refine(
    (text) => typeof text === 'string' || Object.keys(text).length > 0,
    'Write it in one language at least.',
  )

/** The same, but there may be none. */
export const textOrNone = (max: number) =>
  z.union([z.literal('').transform(() => ({})), textIn(max)]).default({})

/** What stands for something in an address of the site. */
export const aSlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Small letters, digits and hyphens, as in an address.')
  .max(64)

/** Years that have weeks on either side. */
export const localDate = z
  .string()
  .refine((on) => isLocalDate(on) && on >= '1970' && on < '9999', { error: 'not_a_date', abort: true })

/** Local minutes of the day. */
export const minuteOfDay = z.int().min(0).max(1439)

/** A place in the studio's own order. */
export const position = z.int().min(0).max(10_000)

/** A whole number of minutes. */
export const minutesUpTo = (max: number) => z.int().min(0).max(max)

/** A window of local minutes that may end in the next morning, at the latest a day after it began. */
export const localWindow = z
  .object({ startMinute: minuteOfDay, endMinute: z.int().max(2880) })
  .refine(({ startMinute, endMinute }) => endMinute > startMinute, {
    path: ['endMinute'],
    error: 'It ends before it starts.',
  })
  .refine(({ startMinute, endMinute }) => endMinute - startMinute <= 1440, {
    path: ['endMinute'],
    error: 'It lasts longer than a day.',
  })

/** The text in the studio's first language, when it came without one. */
export function spellOut(text: string | LocalizedText, defaultLocale: Locale): LocalizedText {
  return typeof text === 'string' ? { [defaultLocale]: text } : text
}

/** The changes that were given: a field left out stays as it is. */
export function given<Changes extends object>(changes: Changes): Partial<Changes> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  // Nothing but keys of `changes`, with their values.
  return Object.fromEntries(entries) as Partial<Changes>
}

/** A colour as CSS writes it, `#rrggbb`. */
export const hexColor = z.string().regex(/^#[0-9a-f]{6}$/, 'Not a colour: use #rrggbb, in small letters.')
