import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { archiveTrainer } from '../../tenants/studio/archive-trainer.ts'
import { changeTrainer } from '../../tenants/studio/change-trainer.ts'
import { createTrainer } from '../../tenants/studio/create-trainer.ts'
import { getTrainerDetails } from '../../tenants/studio/get-trainer-details.ts'
import { listTrainerDetails } from '../../tenants/studio/list-trainer-details.ts'
import { orderTrainers } from '../../tenants/studio/order-trainers.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  gone,
  idParam,
  readProblems,
  spokenText,
  textSchema,
  writeProblems,
} from './staff-route.ts'

const decided = z.object({
  slug: z.string().openapi({
    description: 'Their address on the site. Without it, one is made of the name.',
    example: 'maria',
  }),
  name: textSchema,
  speciality: textSchema.openapi({ description: 'In a few words, under the name.' }),
  bio: textSchema,
  location_id: z.string().openapi({ description: 'Their main place.' }),
  is_bookable: z.boolean().openapi({ description: 'Whether clients can book with them.' }),
  photo_id: z.string().nullable(),
  position: z.int().openapi({ description: 'In the studio’s own order. Without it, after all others.' }),
  service_ids: z.array(z.string()).openapi({ description: 'What they give; ids or slugs.' }),
})
const newSchema = decided.partial().required({ name: true, location_id: true }).openapi('NewTrainer')
const changeSchema = decided
  .partial()
  .extend({
    status: z.literal('active').optional().openapi({ description: 'Brings them back.' }),
    edition: editionSeen,
  })
  .openapi('TrainerChange')
const detailsSchema = decided
  .extend({
    id: z.string().openapi({ example: 'trn_4t1h' }),
    edition: editionAnswer,
    name: spokenText,
    speciality: spokenText,
    bio: spokenText,
    status: z.enum(['active', 'archived']),
  })
  .openapi('TrainerDetails')

const params = idParam('trainer_id', 'Id or slug.')
const one = '/trainers/{trainer_id}'

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/trainer-details',
  summary: 'All trainers as staff see them',
  request: { query: pageQuery },
  responses: {
    200: json(pageOf(detailsSchema), 'In the studio’s order, the archived ones last.'),
    ...readProblems,
  },
})
const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/trainer-details/{trainer_id}',
  summary: 'One trainer as staff see them',
  request: { params },
  responses: { 200: json(detailsSchema, 'The trainer.'), ...readProblems },
})
const createTrainerRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/trainers',
  summary: 'Add a trainer',
  description: 'They can be booked once they have hours.',
  request: { body: bodyOf(newSchema, 'The trainer.') },
  responses: { 201: json(detailsSchema, 'Added.'), ...writeProblems },
})
const orderRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/trainers/order',
  summary: 'Put trainers in an order',
  request: {
    body: bodyOf(z.object({ trainer_ids: z.array(z.string()) }), 'Those not named come after.'),
  },
  responses: { 204: { description: 'Done.' }, ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a trainer, take them off the site, or put them back',
  description: 'What is not given stays, services are given whole. What is booked stays.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(detailsSchema, 'The trainer as they are now.'), ...changeProblems },
})
const archiveRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Archive a trainer',
  description:
    'What they gave stays theirs. Who has something to give still is refused: `has_bookings`; give it to another first.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const trainerDetailsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listTrainerDetails(c.var.ctx), c.req.valid('query'))
    return c.json({ data: toSnake(data), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    return c.json(toSnake(await getTrainerDetails(c.var.ctx, c.req.valid('param').trainer_id)), 200)
  })
  .openapi(createTrainerRoute, async (c) => {
    return c.json(toSnake(await createTrainer(c.var.ctx, toCamel(c.req.valid('json')))), 201)
  })
  .openapi(orderRoute, async (c) => {
    await orderTrainers(c.var.ctx, { trainerIds: c.req.valid('json').trainer_ids })
    return c.body(null, 204)
  })
  .openapi(changeRoute, async (c) => {
    const trainerId = c.req.valid('param').trainer_id
    const trainer = await changeTrainer(c.var.ctx, { trainerId, ...toCamel(c.req.valid('json')) })
    return c.json(toSnake(trainer), 200)
  })
  .openapi(archiveRoute, async (c) => {
    await archiveTrainer(c.var.ctx, { trainerId: c.req.valid('param').trainer_id })
    return c.body(null, 204)
  })
