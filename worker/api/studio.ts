import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getCatalogue, locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { localeQuery, speak } from './locale.ts'
import { json, problems } from './responses.ts'

const studioSchema = z
  .object({
    name: z.string(),
    tagline: z.string(),
    about: z.string(),
    policy: z.string().openapi({ description: 'What cancelling costs, in a sentence.' }),
    locale: z.enum(locales).openapi({ description: 'The language of these texts.' }),
    locales: z.array(z.enum(locales)),
    currency: z.string(),
    contact: z.object({ email: z.string(), phone: z.string().nullable() }),
    locations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        address: z.string(),
        time_zone: z.string(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
      }),
    ),
  })
  .openapi('Studio')

const getStudioRoute = createRoute({
  method: 'get',
  path: '/studio',
  summary: 'The studio',
  request: { query: localeQuery },
  responses: { 200: json(studioSchema, 'Who the studio is and where.'), ...problems('unavailable') },
})

export const studioApi = new OpenAPIHono<AppEnv>().openapi(getStudioRoute, async (c) => {
  const { studio, locations } = await getCatalogue(c.var.ctx)
  const { locale, say } = speak(c, studio)
  return c.json(
    {
      name: say(studio.studioName),
      tagline: say(studio.tagline),
      about: say(studio.about),
      policy: say(studio.policy),
      locale,
      locales: studio.locales,
      currency: studio.currency,
      contact: { email: studio.contactEmail, phone: studio.contactPhone },
      locations: locations.map(({ id, name, address, timeZone, latitude, longitude }) => ({
        id,
        name: say(name),
        address: say(address),
        time_zone: timeZone,
        latitude: latitude === null ? null : Number(latitude),
        longitude: longitude === null ? null : Number(longitude),
      })),
    },
    200,
  )
})
