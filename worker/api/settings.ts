import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeSettings } from '../../tenants/studio/change-settings.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import { getSettings, type Settings } from '../../tenants/studio/get-settings.ts'
import type { AppEnv } from '../app-env.ts'
import { bookingRulesFields } from './booking-rules.ts'
import { json } from './responses.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  readProblems,
  spokenText,
  textSchema,
} from './staff-route.ts'
import { toWallTime } from './wall-time.ts'

const decided = z.object({
  studio_name: textSchema,
  contact_email: z.string(),
  contact_phone: z.string().nullable().openapi({ description: 'With its country code.' }),
  locales: z.array(z.enum(locales)).openapi({ description: 'Languages the site is offered in.' }),
  default_locale: z.enum(locales).openapi({ description: 'The first among them.' }),
  currency: z.string().openapi({ description: 'ISO 4217.', example: 'EUR' }),
  ...bookingRulesFields,
})
const changeSchema = decided
  .partial()
  .extend({
    keeps_prices: z.boolean().optional().openapi({
      description: 'Another currency, while services have prices: they keep their numbers.',
    }),
    edition: editionSeen,
  })
  .openapi('SettingsChange')
const settingsSchema = decided
  .extend({
    studio_name: spokenText,
    quiet_from: z.string(),
    quiet_until: z.string(),
    edition: editionAnswer,
  })
  .openapi('Settings')

const path = '/settings'

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'What holds for the whole studio',
  responses: { 200: json(settingsSchema, 'The settings.'), ...readProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path,
  summary: 'Change what holds for the whole studio',
  description: 'What is not given stays. What is booked keeps its price and its currency.',
  request: { body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(settingsSchema, 'The settings as they are now.'), ...changeProblems },
})

export const settingsApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, async (c) => c.json(toJson(await getSettings(c.var.ctx)), 200))
  .openapi(changeRoute, async (c) => {
    const body = c.req.valid('json')
    const settings = await changeSettings(c.var.ctx, {
      studioName: body.studio_name,
      contactEmail: body.contact_email,
      contactPhone: body.contact_phone,
      locales: body.locales,
      defaultLocale: body.default_locale,
      currency: body.currency,
      keepsPrices: body.keeps_prices,
      weekStartsOn: body.week_starts_on,
      quietFromMinute: body.quiet_from,
      quietUntilMinute: body.quiet_until,
      allowsClientOverlap: body.allows_client_overlap,
      maxWaitlistEntries: body.max_waitlist_entries,
      edition: body.edition,
    })
    return c.json(toJson(settings), 200)
  })

function toJson(settings: Settings): z.output<typeof settingsSchema> {
  return {
    studio_name: settings.studioName,
    contact_email: settings.contactEmail,
    contact_phone: settings.contactPhone,
    locales: settings.locales,
    default_locale: settings.defaultLocale,
    currency: settings.currency,
    week_starts_on: settings.weekStartsOn,
    quiet_from: toWallTime(settings.quietFromMinute),
    quiet_until: toWallTime(settings.quietUntilMinute),
    allows_client_overlap: settings.allowsClientOverlap,
    max_waitlist_entries: settings.maxWaitlistEntries,
    edition: settings.edition,
  }
}
