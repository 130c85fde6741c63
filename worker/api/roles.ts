import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeRole } from '../../tenants/staff/change-role.ts'
import { createRole } from '../../tenants/staff/create-role.ts'
import { deleteRole } from '../../tenants/staff/delete-role.ts'
import { listRoles, type RoleView } from '../../tenants/staff/list-roles.ts'
import type { AppEnv } from '../app-env.ts'
import { grantsSchema, newGrantsSchema } from './grants-json.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json } from './responses.ts'
import { bodyOf, forStaffPerson, gone, idParam, personProblems, readProblems } from './staff-route.ts'

const newSchema = z.object({ name: z.string(), grants: newGrantsSchema }).openapi('NewRole')
const roleSchema = z
  .object({
    id: z.string().openapi({ example: 'front_desk' }),
    name: z.string(),
    grants: grantsSchema,
    is_built_in: z.boolean().openapi({ description: 'Then it stays as it is.' }),
    members: z.int().openapi({ description: 'How many people have it.' }),
  })
  .openapi('Role')

const path = '/roles'
const one = `${path}/{role_id}` as const
const params = idParam('role_id')

const listRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path,
  summary: 'The roles there are, and what each may do',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(roleSchema), 'The built-in ones first.'), ...readProblems },
})
const createRoleRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path,
  summary: 'Shape a role of the studio’s own',
  description: 'For owners.',
  request: { body: bodyOf(newSchema, 'The role.') },
  responses: { 201: json(roleSchema, 'Nobody has it yet.'), ...personProblems },
})
const changeRoute = createRoute({
  ...forStaffPerson,
  method: 'patch',
  path: one,
  summary: 'Change a role of the studio’s own',
  description: 'For owners. Grants are given whole, and hold from the next request of everybody who has it.',
  request: { params, body: bodyOf(newSchema.partial().openapi('RoleChange'), 'What becomes different.') },
  responses: { 200: json(roleSchema, 'The role as it is now.'), ...personProblems },
})
const deleteRoute = createRoute({
  ...forStaffPerson,
  method: 'delete',
  path: one,
  summary: 'Do away with a role of the studio’s own',
  description: 'For owners. While somebody has it, or is invited to it, it is refused: `in_use`.',
  request: { params },
  responses: { ...gone, ...personProblems },
})

export const rolesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const roles = (await listRoles(c.var.ctx)).map(toRoleJson)
    return c.json(takePage(roles, c.req.valid('query')), 200)
  })
  .openapi(createRoleRoute, async (c) => {
    return c.json(toRoleJson(await createRole(c.var.ctx, c.req.valid('json'))), 201)
  })
  .openapi(changeRoute, async (c) => {
    const roleId = c.req.valid('param').role_id
    return c.json(toRoleJson(await changeRole(c.var.ctx, { ...c.req.valid('json'), roleId })), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteRole(c.var.ctx, { roleId: c.req.valid('param').role_id })
    return c.body(null, 204)
  })

function toRoleJson({ isBuiltIn, ...role }: RoleView): z.output<typeof roleSchema> {
  return { ...role, is_built_in: isBuiltIn }
}
