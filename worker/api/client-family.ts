import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { addMember } from '../../tenants/clients/family/add-member.ts'
import { changeMember } from '../../tenants/clients/family/change-member.ts'
import { removeMember } from '../../tenants/clients/family/remove-member.ts'
import type { AppEnv } from '../app-env.ts'
import { dependentSchema, newDependentSchema } from './me-dependents.ts'
import { json } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import { bodyOf, forStaff, gone, idParam, writeProblems } from './staff-route.ts'

const path = '/clients/{client_id}/family'
const one = `${path}/{dependent_id}` as const
const ofClient = idParam('client_id')
const params = ofClient.extend(idParam('dependent_id').shape)

const addRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add somebody a client books for',
  description: 'Who is there already under this name is that person. At most twenty.',
  request: { params: ofClient, body: bodyOf(newDependentSchema, 'Their name.') },
  responses: { 201: json(dependentSchema, 'The person.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Correct the name of somebody a client books for',
  description: 'What is booked keeps the name it was booked with.',
  request: { params, body: bodyOf(newDependentSchema, 'Their name.') },
  responses: { 200: json(dependentSchema, 'The person.'), ...writeProblems },
})
const removeRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Take somebody off a client’s family',
  description: 'Not while something is booked for them (`has_bookings`). What they came to keeps their name.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const clientFamilyApi = new OpenAPIHono<AppEnv>()
  .openapi(addRoute, async (c) => {
    const { client_id: clientId } = c.req.valid('param')
    return c.json(toSnake(await addMember(c.var.ctx, { clientId, ...toCamel(c.req.valid('json')) })), 201)
  })
  .openapi(changeRoute, async (c) => {
    const ids = toCamel(c.req.valid('param'))
    return c.json(toSnake(await changeMember(c.var.ctx, { ...ids, ...toCamel(c.req.valid('json')) })), 200)
  })
  .openapi(removeRoute, async (c) => {
    await removeMember(c.var.ctx, toCamel(c.req.valid('param')))
    return c.body(null, 204)
  })
