import { z } from 'zod'
import { locales } from '../../db/tenant/schema/index.ts'
import { clientInput } from '../bookings/booking-input.ts'
import { minuteOfDay, someText } from './staff-input.ts'

/** Rules of booking that hold for the whole studio. */
export const bookingRulesInput = z.object({
  /** ISO weekday on which weeks of limits and timetables begin. */
  weekStartsOn: z.int().min(1).max(7),
  /** Local minutes of the day in which nobody is offered a place; may go past midnight, equal: none. */
  quietFromMinute: minuteOfDay,
  quietUntilMinute: minuteOfDay,
  allowsClientOverlap: z.boolean(),
  maxWaitlistEntries: z.int().min(0).max(1_000),
})

/** What staff decide about the studio as a whole. */
export const settingsInput = z
  .object({
    studioName: someText(120),
    contactEmail: clientInput.shape.email,
    contactPhone: clientInput.shape.phone,
    /** Those that the site is offered in. */
    locales: z.array(z.enum(locales)).min(1, 'required').max(locales.length),
    /** The first among them: in it a visitor of no known language is greeted. */
    defaultLocale: z.enum(locales),
    /** ISO 4217. */
    currency: z.string().refine(isCurrency, 'This is not a currency.'),
    ...bookingRulesInput.shape,
  })
  .refine(({ locales: offered, defaultLocale }) => offered.includes(defaultLocale), {
    path: ['defaultLocale'],
    error: 'The first language is one of those that are offered.',
  })

export type SettingsInput = z.input<typeof settingsInput>
/** What is not given stays as it is; languages are given whole. */
export type SettingsChange = { [Field in keyof SettingsInput]?: SettingsInput[Field] | undefined } & {
  /** That prices keep their numbers, in another currency. */
  keepsPrices?: boolean | undefined
  /** As it was seen: `tenants/edition.ts`. */
  edition?: number | undefined
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code)
}
