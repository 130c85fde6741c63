import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeCustomField } from '../../tenants/clients/custom-fields/change-custom-field.ts'
import { createCustomField } from '../../tenants/clients/custom-fields/create-custom-field.ts'
import { customFieldKinds } from '../../tenants/clients/custom-fields/custom-field-input.ts'
import { deleteCustomField } from '../../tenants/clients/custom-fields/delete-custom-field.ts'
import { listCustomFields } from '../../tenants/clients/custom-fields/list-custom-fields.ts'
import type { AppEnv } from '../app-env.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import {
  bodyOf,
  forStaff,
  gone,
  idParam,
  readProblems,
  spokenText,
  textSchema,
  writeProblems,
} from './staff-route.ts'

const choices = z.array(z.string()).openapi({ description: 'For `choice`: what can be chosen.' })
const kind = z.enum(customFieldKinds)

const newSchema = z.object({ kind, label: textSchema, choices: choices.optional() }).openapi('NewCustomField')
const changeSchema = newSchema.omit({ kind: true }).partial().openapi('CustomFieldChange')
const fieldSchema = z
  .object({ id: z.string().openapi({ example: 'fld_4t1h' }), kind, label: spokenText, choices })
  .openapi('CustomField')

const path = '/custom-fields'
const one = `${path}/{custom_field_id}` as const
const params = idParam('custom_field_id')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'What else the studio asks of its clients',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(fieldSchema), 'In the studio’s order.'), ...readProblems },
})
const createFieldRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Ask one thing more of every client',
  request: { body: bodyOf(newSchema, 'The field.') },
  responses: { 201: json(fieldSchema, 'Asked from now on.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a field',
  request: { params, body: bodyOf(changeSchema, 'What becomes different; its kind stays.') },
  responses: { 200: json(fieldSchema, 'The field as it is now.'), ...writeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Delete a field, with what it says of every client',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

export const customFieldsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listCustomFields(c.var.ctx), c.req.valid('query'))
    return c.json({ data: data.map(toJson), next_cursor }, 200)
  })
  .openapi(createFieldRoute, async (c) =>
    c.json(toJson(await createCustomField(c.var.ctx, c.req.valid('json'))), 201),
  )
  .openapi(changeRoute, async (c) => {
    const fieldId = c.req.valid('param').custom_field_id
    return c.json(toJson(await changeCustomField(c.var.ctx, { fieldId, ...c.req.valid('json') })), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteCustomField(c.var.ctx, { fieldId: c.req.valid('param').custom_field_id })
    return c.body(null, 204)
  })

type Field = Awaited<ReturnType<typeof listCustomFields>>[number]

function toJson({ id, kind: sort, label, choices: offered }: Field): z.output<typeof fieldSchema> {
  return { id, kind: sort, label, choices: offered }
}
