import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeLocation } from '../../tenants/studio/change-location.ts'
import { createLocation } from '../../tenants/studio/create-location.ts'
import { deleteLocation } from '../../tenants/studio/delete-location.ts'
import { getCatalogue, type Location, type LocalizedText } from '../../tenants/studio/get-catalogue.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { previewLocationChange } from '../../tenants/studio/preview-location-change.ts'
import type { AppEnv } from '../app-env.ts'
import { localeQuery, speak } from './locale.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  gone,
  idParam,
  textSchema,
  writeProblems,
} from './staff-route.ts'

const locationSchema = z
  .object({
    id: z.string().openapi({ example: 'loc_4t1h' }),
    name: z.string(),
    address: z.string(),
    time_zone: z.string().openapi({ example: 'Europe/Lisbon' }),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    holiday_region: z.string().nullable().openapi({ description: 'Whose national holidays apply.' }),
    map_url: z.string().nullable(),
    edition: editionAnswer,
  })
  .openapi('Location')

const newLocationSchema = z
  .object({
    name: textSchema,
    address: textSchema,
    time_zone: z.string().openapi({ description: 'IANA name.', example: 'Europe/Lisbon' }),
    latitude: z.number().nullish(),
    longitude: z.number().nullish(),
    holiday_region: z.string().nullish().openapi({ description: '`BG`, or `DE-BY`.', example: 'BG' }),
    map_url: z.string().nullish().openapi({ description: 'Where clients are shown the way.' }),
    position: z
      .int()
      .optional()
      .openapi({ description: 'In the studio’s order; the first is the main place.' }),
  })
  .openapi('NewLocation')
const changeSchema = newLocationSchema.partial().extend({ edition: editionSeen }).openapi('LocationChange')

const path = '/locations'
const one = `${path}/{location_id}` as const
const params = idParam('location_id')

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'Where the studio is',
  request: { query: pageQuery.extend(localeQuery.shape) },
  responses: {
    200: json(pageOf(locationSchema), 'The main place first.'),
    ...problems('invalid_input', 'unavailable'),
  },
})
const getRoute = createRoute({
  method: 'get',
  path: one,
  summary: 'One place',
  request: { params, query: localeQuery },
  responses: { 200: json(locationSchema, 'The place.'), ...problems('not_found', 'unavailable') },
})
const createLocationRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add a place',
  request: { query: localeQuery, body: bodyOf(newLocationSchema, 'The place.') },
  responses: { 201: json(locationSchema, 'Added.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a place',
  description: 'What is not given stays.',
  request: { params, query: localeQuery, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(locationSchema, 'The place as it is now.'), ...changeProblems },
})
const clocks = z.object({
  shown: z.int().openapi({ description: 'Whose clock would show another time.' }),
  all: z.int(),
})
const previewRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/preview`,
  summary: 'What another zone would do to a place',
  description: 'What is booked keeps its instant, weekly hours their time on the clock. Changes nothing.',
  request: {
    params,
    body: bodyOf(z.object({ time_zone: z.string() }).openapi('NewTimeZone'), 'The zone.'),
  },
  responses: {
    200: json(
      z
        .object({
          from_time_zone: z.string(),
          to_time_zone: z.string(),
          bookings: clocks,
          sessions: clocks,
          weekly_rules: z.int(),
          class_series: z.int(),
        })
        .openapi('TimeZonePreview'),
      'What is to come there.',
    ),
    ...writeProblems,
  },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Remove a place to which nothing points',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const locationsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { studio, locations } = await getCatalogue(c.var.ctx)
    const { say } = speak(c, studio)
    const { data, next_cursor } = takePage(locations, c.req.valid('query'))
    return c.json({ data: data.map((place) => toJson(place, say)), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const catalogue = await getCatalogue(c.var.ctx)
    const place = getLocation(catalogue, c.req.valid('param').location_id)
    return c.json(toJson(place, speak(c, catalogue.studio).say), 200)
  })
  .openapi(createLocationRoute, async (c) => {
    const { ctx } = c.var
    const place = await createLocation(ctx, toCamel(c.req.valid('json')))
    return c.json(toJson(place, speak(c, (await getCatalogue(ctx)).studio).say), 201)
  })
  .openapi(changeRoute, async (c) => {
    const { ctx } = c.var
    const locationId = c.req.valid('param').location_id
    const place = await changeLocation(ctx, { locationId, ...toCamel(c.req.valid('json')) })
    return c.json(toJson(place, speak(c, (await getCatalogue(ctx)).studio).say), 200)
  })
  .openapi(previewRoute, async (c) => {
    const { examples: _examples, ...preview } = await previewLocationChange(c.var.ctx, {
      locationId: c.req.valid('param').location_id,
      timeZone: c.req.valid('json').time_zone,
    })
    return c.json(toSnake(preview), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteLocation(c.var.ctx, { locationId: c.req.valid('param').location_id })
    return c.body(null, 204)
  })

function toJson(place: Location, say: (text: LocalizedText) => string): z.output<typeof locationSchema> {
  const { id, name, address, timeZone, latitude, longitude, holidayRegion, mapUrl, edition } = place
  return {
    id,
    name: say(name),
    address: say(address),
    time_zone: timeZone,
    latitude: latitude === null ? null : Number(latitude),
    longitude: longitude === null ? null : Number(longitude),
    holiday_region: holidayRegion,
    map_url: mapUrl,
    edition,
  }
}
