import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { createOverride } from '../../tenants/schedules/create-override.ts'
import { deleteOverride } from '../../tenants/schedules/delete-override.ts'
import { listOverrides, type Override } from '../../tenants/schedules/list-overrides.ts'
import type { AppEnv } from '../app-env.ts'
import { affectedFields, toAffectedJson } from './affected.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, dateQuery, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const kindWords =
  '`closed`: not within the windows, or not at all. `replace`: these windows instead of the week’s. `open`: these as well.'

const newOverrideSchema = z
  .object({
    trainer_id: z.string().nullish().openapi({ description: 'Id or slug. Without: everybody at the place.' }),
    location_id: z.string().nullish().openapi({ description: 'Without: wherever the trainer works.' }),
    kind: z.enum(['open', 'closed', 'replace']).openapi({ description: kindWords }),
    from_on: z.string().openapi({ description: 'First date, YYYY-MM-DD.', example: '2027-08-02' }),
    to_on: z.string().nullish().openapi({ description: 'Last date; without it, one date.' }),
    windows: z.array(z.object({ start_time: wallTime, end_time: wallTime })).nullish(),
    reason: z.string().nullish().openapi({ description: 'For staff to see.' }),
  })
  .openapi('NewAvailabilityOverride')

const overrideFields = {
  id: z.string().openapi({ example: 'ovr_4t1h' }),
  trainer_id: z.string().nullable(),
  location_id: z.string().nullable(),
  kind: z.enum(['open', 'closed', 'replace']).openapi({ description: kindWords }),
  from_on: z.iso.date(),
  to_on: z.iso.date(),
  windows: z.array(z.object({ start_time: z.string(), end_time: z.string() })),
  reason: z.string().nullable(),
  holiday: z.string().nullable().openapi({ description: 'The national holiday it was taken from.' }),
}
const overrideSchema = z.object(overrideFields).openapi('AvailabilityOverride')

const listQuery = pageQuery.extend({
  trainer_id: z.string().optional().openapi({ description: 'Id or slug.' }),
  location_id: z.string().optional(),
  from: dateQuery('Only what reaches this date or later.'),
  to: dateQuery('Only what begins by this date.'),
})

const path = '/availability/overrides'

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Dates that differ from the week',
  request: { query: listQuery },
  responses: { 200: json(pageOf(overrideSchema), 'In the order of their dates.'), ...readProblems },
})

const createOverrideRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Open, close or replace the hours of some dates',
  description: 'Nothing is cancelled: the answer lists what stands in the way.',
  request: { body: bodyOf(newOverrideSchema, 'Whose dates, and what becomes of them.') },
  responses: {
    201: json(overrideSchema.extend(affectedFields).openapi('CreatedAvailabilityOverride'), 'It holds.'),
    ...writeProblems,
  },
})

const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: `${path}/{override_id}`,
  summary: 'Take an override back',
  request: { params: idParam('override_id') },
  responses: { ...gone, ...writeProblems },
})

export const overridesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const query = c.req.valid('query')
    const { trainer_id: trainerId, location_id: locationId, from: fromOn, to: toOn } = query
    const overrides = await listOverrides(c.var.ctx, { trainerId, locationId, fromOn, toOn })
    const { data, next_cursor } = takePage(overrides, query)
    return c.json({ data: data.map(toOverrideJson), next_cursor }, 200)
  })
  .openapi(createOverrideRoute, async (c) => {
    const { trainer_id, location_id, from_on, to_on, windows, ...rest } = c.req.valid('json')
    const { override, affected } = await createOverride(c.var.ctx, {
      ...rest,
      trainerId: trainer_id,
      locationId: location_id,
      fromOn: from_on,
      toOn: to_on,
      windows: (windows ?? []).map(({ start_time, end_time }) => {
        return { startMinute: start_time, endMinute: end_time }
      }),
    })
    return c.json({ ...toOverrideJson(override), ...toAffectedJson(affected) }, 201)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteOverride(c.var.ctx, { overrideId: c.req.valid('param').override_id })
    return c.body(null, 204)
  })

function toOverrideJson(override: Override): z.output<typeof overrideSchema> {
  const { id, trainerId, locationId, kind, fromOn, toOn, windows, reason, holiday } = override
  return {
    id,
    trainer_id: trainerId,
    location_id: locationId,
    kind,
    from_on: fromOn,
    to_on: toOn,
    windows: windows.map(({ startMinute, endMinute }) => {
      return { start_time: toWallTime(startMinute), end_time: toWallTime(endMinute) }
    }),
    reason,
    holiday,
  }
}
