import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getCatalogue, type LocalizedText, type Trainer } from '../../tenants/studio/get-catalogue.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import type { AppEnv } from '../app-env.ts'
import { localeQuery, speak } from './locale.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'

const trainerSchema = z
  .object({
    id: z.string().openapi({ example: 'trn_4t1h' }),
    slug: z.string(),
    name: z.string(),
    speciality: z.string(),
    bio: z.string(),
    location_id: z.string(),
    service_ids: z.array(z.string()),
  })
  .openapi('Trainer')

const listTrainersRoute = createRoute({
  method: 'get',
  path: '/trainers',
  summary: 'Trainers who take bookings',
  request: { query: pageQuery.extend(localeQuery.shape) },
  responses: {
    200: json(pageOf(trainerSchema), 'In the studio’s own order.'),
    ...problems('invalid_input', 'unavailable'),
  },
})

const getTrainerRoute = createRoute({
  method: 'get',
  path: '/trainers/{trainer_id}',
  summary: 'One trainer',
  request: {
    params: z.object({ trainer_id: z.string().openapi({ description: 'Id or slug.' }) }),
    query: localeQuery,
  },
  responses: { 200: json(trainerSchema, 'The trainer.'), ...problems('not_found', 'unavailable') },
})

export const trainersApi = new OpenAPIHono<AppEnv>()
  .openapi(listTrainersRoute, async (c) => {
    const { studio, trainers } = await getCatalogue(c.var.ctx)
    const { say } = speak(c, studio)
    const { data, next_cursor } = takePage(trainers, c.req.valid('query'))
    return c.json({ data: data.map((trainer) => toJson(trainer, say)), next_cursor }, 200)
  })
  .openapi(getTrainerRoute, async (c) => {
    const catalogue = await getCatalogue(c.var.ctx)
    const trainer = getTrainer(catalogue, c.req.valid('param').trainer_id)
    return c.json(toJson(trainer, speak(c, catalogue.studio).say), 200)
  })

function toJson(trainer: Trainer, say: (text: LocalizedText) => string): z.output<typeof trainerSchema> {
  return {
    id: trainer.id,
    slug: trainer.slug,
    name: say(trainer.name),
    speciality: say(trainer.speciality),
    bio: say(trainer.bio),
    location_id: trainer.locationId,
    service_ids: trainer.serviceIds,
  }
}
