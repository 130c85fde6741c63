import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeStaffMember } from '../../tenants/staff/change-staff-member.ts'
import { getStaffMember } from '../../tenants/staff/get-staff-member.ts'
import { listStaff } from '../../tenants/staff/list-staff.ts'
import type { Member } from '../../tenants/staff/read-team.ts'
import { removeStaffMember } from '../../tenants/staff/remove-staff-member.ts'
import type { AppEnv } from '../app-env.ts'
import { grantsSchema } from './grants-json.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { reassignmentSchema, toReassignmentJson } from './reassignment-json.ts'
import { json } from './responses.ts'
import { bodyOf, forStaffPerson, idParam, personProblems, readProblems } from './staff-route.ts'

const memberSchema = z
  .object({
    id: z.string().openapi({ example: 'usr_4t1h', description: 'Of the person’s login.' }),
    name: z.string(),
    email: z.email(),
    role: z
      .string()
      .openapi({ description: 'A built-in role’s name, or the id of one of the studio’s own.' }),
    role_name: z.string().openapi({ description: 'Empty for the built-in roles.' }),
    grants: grantsSchema,
    trainer_id: z.string().nullable().openapi({ description: 'Which trainer they are, when one.' }),
    is_active: z.boolean().openapi({ description: 'False: shut out.' }),
    has_second_factor: z.boolean(),
    last_seen_at: z.iso.datetime().nullable(),
    joined_at: z.iso.datetime(),
  })
  .openapi('StaffMember')

const changeSchema = z
  .object({
    role: z.string().optional(),
    trainer_id: z.string().nullish().openapi({ description: 'Id or slug; null: no trainer.' }),
  })
  .openapi('StaffMemberChange')

const removalSchema = z
  .object({
    reassign_to: z
      .string()
      .nullish()
      .openapi({ description: 'The trainer, by id or slug, who gives what they were to give.' }),
    leave_bookings: z.boolean().optional().openapi({
      description: 'Keeps what could not be given to somebody else with the trainer who leaves.',
    }),
  })
  .openapi('StaffRemoval')

const path = '/staff'
const one = `${path}/{user_id}` as const
const params = idParam('user_id')

const listRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path,
  summary: 'Who works here',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(memberSchema), 'In the order in which they came.'), ...readProblems },
})
const getRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path: one,
  summary: 'One of the staff',
  request: { params },
  responses: { 200: json(memberSchema, 'The person.'), ...readProblems },
})
const changeRoute = createRoute({
  ...forStaffPerson,
  method: 'patch',
  path: one,
  summary: 'Give somebody another role',
  description:
    'It holds from their next request on. Nobody gives more rights than they have, and the last owner stays: `last_owner`.',
  request: { params, body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(memberSchema, 'The person as they are now.'), ...personProblems },
})
const removeRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path: `${one}/remove`,
  summary: 'Let somebody go',
  description:
    'Their login sessions as staff, the keys they made and the invitations they sent end at once; as a client they stay. With bookings or classes to come it is refused, `has_bookings`, unless it is said what becomes of them.',
  request: { params, body: bodyOf(removalSchema, 'What becomes of what they were to give.') },
  responses: {
    200: json(z.object({ reassigned: reassignmentSchema.nullable() }), 'Gone.'),
    ...personProblems,
  },
})

export const staffApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const members = (await listStaff(c.var.ctx)).map(toMemberJson)
    return c.json(takePage(members, c.req.valid('query')), 200)
  })
  .openapi(getRoute, async (c) => {
    const member = await getStaffMember(c.var.ctx, { userId: c.req.valid('param').user_id })
    return c.json(toMemberJson(member), 200)
  })
  .openapi(changeRoute, async (c) => {
    const { role, trainer_id: trainerId } = c.req.valid('json')
    const userId = c.req.valid('param').user_id
    return c.json(toMemberJson(await changeStaffMember(c.var.ctx, { userId, role, trainerId })), 200)
  })
  .openapi(removeRoute, async (c) => {
    const { reassign_to: reassignTo, leave_bookings: leaveBookings } = c.req.valid('json')
    const userId = c.req.valid('param').user_id
    const { reassigned } = await removeStaffMember(c.var.ctx, { userId, reassignTo, leaveBookings })
    return c.json({ reassigned: reassigned && toReassignmentJson(reassigned) }, 200)
  })

function toMemberJson(member: Member): z.output<typeof memberSchema> {
  return {
    id: member.userId,
    name: member.name,
    email: member.email,
    role: member.role,
    role_name: member.roleName,
    grants: member.grants,
    trainer_id: member.trainerId,
    is_active: member.isActive,
    has_second_factor: member.hasSecondFactor,
    last_seen_at: member.lastSeenAt === null ? null : toInstant(member.lastSeenAt),
    joined_at: toInstant(member.createdAt),
  }
}
