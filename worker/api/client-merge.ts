import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { mergeClients } from '../../tenants/clients/merge/merge-clients.ts'
import { mergeSides } from '../../tenants/clients/merge/merge-fields.ts'
import type { AppEnv } from '../app-env.ts'
import { clientSchema, toClientJson } from './client-json.ts'
import { json } from './responses.ts'
import { bodyOf, changeProblems, forStaff } from './staff-route.ts'

const side = z.enum(mergeSides).optional()

const mergeSchema = z
  .object({
    keep_id: z.string().openapi({ description: 'Who stays.' }),
    gone_id: z.string().openapi({ description: 'Who turned out to be them.' }),
    fields: z
      .object({
        first_name: side,
        last_name: side,
        email: side,
        phone: side,
        locale: side,
        time_zone: side,
        client_group_id: side,
        born_on: side,
        fitness_level: side,
        goals: side,
        preferences: side,
      })
      .default({})
      .openapi({
        description:
          'Whose value is kept. What is left out: that of who stays, or the other’s where they have none. The address of a login stays with it.',
      }),
    custom_fields: z
      .record(z.string(), z.enum(mergeSides))
      .default({})
      .openapi({ description: 'The same of the studio’s own fields, by their ids.' }),
  })
  .openapi('ClientMerge')

const mergeRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: '/clients/merge',
  summary: 'Make one client of two who are the same person',
  description:
    'All that is the one’s becomes the other’s; places taken twice stay taken. It cannot be undone. Refused as `both_sign_in` when each has a login, and as `both_waiting` when both wait for one class.',
  request: { body: bodyOf(mergeSchema, 'Who, and whose details are kept.') },
  responses: { 200: json(clientSchema, 'The client who stays.'), ...changeProblems },
})

export const clientMergeApi = new OpenAPIHono<AppEnv>().openapi(mergeRoute, async (c) => {
  const { keep_id: keepId, gone_id: goneId, fields, custom_fields: customFields } = c.req.valid('json')
  const { first_name, last_name, email, phone, locale, goals, preferences, ...rest } = fields
  const kept = await mergeClients(c.var.ctx, {
    keepId,
    goneId,
    customFields,
    fields: {
      firstName: first_name,
      lastName: last_name,
      email,
      phone,
      locale,
      timeZone: rest.time_zone,
      clientGroupId: rest.client_group_id,
      bornOn: rest.born_on,
      fitnessLevel: rest.fitness_level,
      goals,
      preferences,
    },
  })
  return c.json(toClientJson(kept), 200)
})
