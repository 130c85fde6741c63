import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { addDependent } from '../../tenants/account/add-dependent.ts'
import { changeDependent } from '../../tenants/account/change-dependent.ts'
import { listDependents } from '../../tenants/account/list-dependents.ts'
import { removeDependent } from '../../tenants/account/remove-dependent.ts'
import type { AppEnv } from '../app-env.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import { bodyOf, gone, idParam } from './staff-route.ts'

export const newDependentSchema = z
  .object({ first_name: z.string(), last_name: z.string() })
  .openapi('NewDependent')
export const dependentSchema = newDependentSchema
  .extend({ id: z.string().openapi({ example: 'dep_4t1h' }) })
  .openapi('Dependent')

const path = '/users/me/dependents'
const one = `${path}/{dependent_id}` as const
const params = idParam('dependent_id')

const listRoute = createRoute({
  ...forPerson,
  method: 'get',
  path,
  summary: 'Whom I book for',
  responses: {
    200: json(z.object({ data: z.array(dependentSchema) }), 'Everybody of the family, oldest entry first.'),
    ...personReadProblems,
  },
})
const addRoute = createRoute({
  ...forPerson,
  method: 'post',
  path,
  summary: 'Add somebody to my family',
  description: 'Who is there already under this name is that person. At most twenty.',
  request: { body: bodyOf(newDependentSchema, 'Their name.') },
  responses: {
    201: json(dependentSchema, 'The person.'),
    ...personWriteProblems,
    ...problems('conflict'),
    ...problems('invalid_input', 'not_allowed'),
  },
})
const changeRoute = createRoute({
  ...forPerson,
  method: 'patch',
  path: one,
  summary: 'Correct the name of somebody of my family',
  description: 'What is booked keeps the name it was booked with.',
  request: { params, body: bodyOf(newDependentSchema, 'Their name.') },
  responses: { 200: json(dependentSchema, 'The person.'), ...personWriteProblems, ...problems('not_found') },
})
const removeRoute = createRoute({
  ...forPerson,
  method: 'delete',
  path: one,
  summary: 'Remove somebody from my family',
  description: 'Not while something is booked for them (`has_bookings`). What they came to keeps their name.',
  request: { params },
  responses: { ...gone, ...personReadProblems, ...problems('not_found', 'conflict') },
})

export const meDependentsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => c.json({ data: toSnake(await listDependents(c.var.ctx)) }, 200))
  .openapi(addRoute, async (c) => {
    return c.json(toSnake(await addDependent(c.var.ctx, toCamel(c.req.valid('json')))), 201)
  })
  .openapi(changeRoute, async (c) => {
    const dependentId = c.req.valid('param').dependent_id
    const changed = await changeDependent(c.var.ctx, { dependentId, ...toCamel(c.req.valid('json')) })
    return c.json(toSnake(changed), 200)
  })
  .openapi(removeRoute, async (c) => {
    await removeDependent(c.var.ctx, { dependentId: c.req.valid('param').dependent_id })
    return c.body(null, 204)
  })
