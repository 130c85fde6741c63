import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { previewReassignment } from '../../tenants/staff/preview-reassignment.ts'
import { reassignBookings } from '../../tenants/staff/reassign-bookings.ts'
import type { AppEnv } from '../app-env.ts'
import { reassignmentSchema, toReassignmentJson } from './reassignment-json.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, idParam, writeProblems } from './staff-route.ts'

const one = '/trainers/{trainer_id}'
const params = idParam('trainer_id', 'Id or slug of the trainer.')
const body = bodyOf(
  z.object({ to_trainer_id: z.string().openapi({ description: 'Id or slug.' }) }).openapi('NewReassignment'),
  'Who gives it instead.',
)

const previewRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/reassign/preview`,
  summary: 'What could be given to another trainer',
  description: 'Changes nothing, and keeps nothing free for it.',
  request: { params, body },
  responses: { 200: json(reassignmentSchema, 'What could, and what could not.'), ...writeProblems },
})
const reassignRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/reassign`,
  summary: 'Give what a trainer is to give to another',
  description:
    'Appointments at the same time and for the same price, and classes by substitution. The trainer is taken off the site first, so nothing new arrives; clients are told, and may then cancel free of charge.',
  request: { params, body },
  responses: { 200: json(reassignmentSchema, 'What went, and what stays.'), ...writeProblems },
})
export const trainerChangesApi = new OpenAPIHono<AppEnv>()
  .openapi(previewRoute, async (c) => {
    const trainers = {
      fromTrainerId: c.req.valid('param').trainer_id,
      toTrainerId: c.req.valid('json').to_trainer_id,
    }
    return c.json(toReassignmentJson(await previewReassignment(c.var.ctx, trainers)), 200)
  })
  .openapi(reassignRoute, async (c) => {
    const trainers = {
      fromTrainerId: c.req.valid('param').trainer_id,
      toTrainerId: c.req.valid('json').to_trainer_id,
    }
    return c.json(toReassignmentJson(await reassignBookings(c.var.ctx, trainers)), 200)
  })
