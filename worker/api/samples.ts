import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addSamples } from '../../tenants/start/add-samples.ts'
import type { SampleCounts } from '../../tenants/start/count-samples.ts'
import { removeSamples } from '../../tenants/start/remove-samples.ts'
import type { AppEnv } from '../app-env.ts'
import { json } from './responses.ts'
import { forStaff, writeProblems } from './staff-route.ts'

const countsSchema = z
  .object({
    clients: z.int(),
    bookings: z.int(),
    sessions: z.int(),
    services: z.int(),
    trainers: z.int(),
  })
  .openapi('SampleCounts')

const removedSchema = z
  .object({
    removed: countsSchema,
    kept: z
      .array(z.object({ kind: z.enum(['client', 'service', 'trainer']), id: z.string(), name: z.string() }))
      .openapi({ description: 'What is something real by now, and no sample any more.' }),
  })
  .openapi('SamplesRemoved')

const path = '/studio/samples'

const addRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add sample data to try things out with',
  description:
    'Clients without an address, bookings and a full class; a trainer and services only where there are none. Nothing is ever sent for them. Where samples are there already, nothing is added.',
  responses: { 200: json(countsSchema, 'The samples that are there.'), ...writeProblems },
})

const removeRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path,
  summary: 'Remove the sample data',
  description:
    'All of it and what hangs on it, at once. A sample client who was given an address stays, and so does a sample service or trainer that somebody real booked or that was changed.',
  responses: { 200: json(removedSchema, 'What was removed, and what stayed.'), ...writeProblems },
})

export const samplesApi = new OpenAPIHono<AppEnv>()
  .openapi(addRoute, async (c) => c.json(toJson(await addSamples(c.var.ctx)), 200))
  .openapi(removeRoute, async (c) => {
    const { removed, kept } = await removeSamples(c.var.ctx)
    return c.json({ removed: toJson(removed), kept }, 200)
  })

function toJson(counts: SampleCounts): z.output<typeof countsSchema> {
  return {
    clients: counts.client,
    bookings: counts.booking,
    sessions: counts.session,
    services: counts.service,
    trainers: counts.trainer,
  }
}
