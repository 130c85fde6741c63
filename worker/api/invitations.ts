import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { acceptInvitation } from '../../tenants/staff/accept-invitation.ts'
import { getInvitation } from '../../tenants/staff/get-invitation.ts'
import type { InvitationView } from '../../tenants/staff/invitation-view.ts'
import { inviteStaff } from '../../tenants/staff/invite-staff.ts'
import { listInvitations } from '../../tenants/staff/list-invitations.ts'
import { resendInvitation } from '../../tenants/staff/resend-invitation.ts'
import { revokeInvitation } from '../../tenants/staff/revoke-invitation.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import { answerSignedIn, SECOND_FACTOR_NOTE, signedInSchema } from './signed-in-json.ts'
import { bodyOf, forStaffPerson, gone, idParam, personProblems, readProblems } from './staff-route.ts'

const role = z
  .string()
  .openapi({ description: 'A built-in role’s name, or the id of one of the studio’s own.' })

const newSchema = z
  .object({
    email: z.string(),
    name: z.string(),
    role,
    trainer_id: z.string().nullish().openapi({ description: 'Which trainer they will be: id or slug.' }),
  })
  .openapi('NewInvitation')
const invitationSchema = z
  .object({
    id: z.string().openapi({ example: 'inv_4t1h' }),
    email: z.email(),
    name: z.string(),
    role,
    role_name: z.string().openapi({ description: 'Empty for the built-in roles.' }),
    trainer_id: z.string().nullable(),
    state: z.enum(['open', 'expired', 'accepted', 'revoked']),
    invited_by: z.string().openapi({ description: 'As the audit log says.' }),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().openapi({ description: 'Until when its link works.' }),
  })
  .openapi('Invitation')

const token = z.string().openapi({ description: 'The end of the link in the mail.' })
const guestSchema = z
  .object({
    email: z.email(),
    name: z.string(),
    role,
    role_name: z.string(),
    has_account: z
      .boolean()
      .openapi({ description: 'There is a login for the address: accept it with that person’s token.' }),
    expires_at: z.iso.datetime(),
  })
  .openapi('InvitationForGuest')
const answerSchema = z
  .object({
    token,
    name: z.string().nullish().openapi({ description: 'Without one: what the invitation says.' }),
    password: z.string().nullish().openapi({ description: 'Only for who has no login yet.' }),
    locale: z.enum(locales).nullish(),
  })
  .openapi('InvitationAnswer')
const path = '/invitations'
const one = `${path}/{invitation_id}` as const
const params = idParam('invitation_id')

const listRoute = createRoute({
  ...forStaffPerson,
  method: 'get',
  path,
  summary: 'Who was invited to work here',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(invitationSchema), 'The newest first.'), ...readProblems },
})
const inviteRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path,
  summary: 'Invite somebody to work here',
  description:
    'By mail, with a link that works once within seven days. The answer says nothing about whether the address has a login.',
  request: { body: bodyOf(newSchema, 'Whom, as what.') },
  responses: { 201: json(invitationSchema, 'Invited.'), ...personProblems },
})
const resendRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path: `${one}/resend`,
  summary: 'Send an invitation once more',
  description: 'With a link of its own: the one before works no more.',
  request: { params },
  responses: { 200: json(invitationSchema, 'Sent.'), ...personProblems },
})
const revokeRoute = createRoute({
  ...forStaffPerson,
  method: 'delete',
  path: one,
  summary: 'Take an invitation back',
  request: { params },
  responses: { ...gone, ...personProblems },
})
const readRoute = createRoute({
  method: 'post',
  path: `${path}/read`,
  summary: 'What a link invites to',
  description: 'Uses nothing up.',
  request: { body: bodyOf(z.object({ token }).openapi('InvitationLink'), 'The link.') },
  responses: {
    200: json(guestSchema, 'The invitation.'),
    ...problems('bad_request', 'link_spent', 'invalid_input', 'unavailable'),
  },
})
const acceptRoute = createRoute({
  method: 'post',
  path: `${path}/accept`,
  summary: 'Join the studio',
  description: `Once. Where the address has a login, with the token of that person, whose password stays what it is; where it has none, with the name and password given here. ${SECOND_FACTOR_NOTE}`,
  security: [{}, { personToken: [] }],
  request: { body: bodyOf(answerSchema, 'The link, and who answers.') },
  responses: {
    200: json(signedInSchema, 'Joined, and signed in anew.'),
    ...problems(
      'bad_request',
      'unauthorized',
      'second_factor_required',
      'forbidden',
      'conflict',
      'link_spent',
    ),
    ...problems('unsupported_media_type', 'invalid_input', 'unavailable', 'outcome_unknown'),
  },
})

export const invitationsApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const invitations = (await listInvitations(c.var.ctx)).map(toInvitationJson)
    return c.json(takePage(invitations, c.req.valid('query')), 200)
  })
  .openapi(inviteRoute, async (c) => {
    const { trainer_id: trainerId, ...whom } = c.req.valid('json')
    return c.json(toInvitationJson(await inviteStaff(c.var.ctx, { ...whom, trainerId })), 201)
  })
  .openapi(readRoute, async (c) => {
    const invitation = await getInvitation(c.var.ctx, c.req.valid('json'))
    const { email, name, role: to, roleName, hasAccount, expiresAt } = invitation
    const ends = toInstant(expiresAt)
    const guest = { email, name, role: to, role_name: roleName, has_account: hasAccount, expires_at: ends }
    return c.json(guest, 200)
  })
  .openapi(acceptRoute, async (c) => {
    return answerSignedIn(c, await acceptInvitation(c.var.ctx, { ...c.req.valid('json'), kind: 'token' }))
  })
  .openapi(resendRoute, async (c) => {
    const invitationId = c.req.valid('param').invitation_id
    return c.json(toInvitationJson(await resendInvitation(c.var.ctx, { invitationId })), 200)
  })
  .openapi(revokeRoute, async (c) => {
    await revokeInvitation(c.var.ctx, { invitationId: c.req.valid('param').invitation_id })
    return c.body(null, 204)
  })

function toInvitationJson(one: InvitationView): z.output<typeof invitationSchema> {
  return {
    id: one.id,
    email: one.email,
    name: one.name,
    role: one.role,
    role_name: one.roleName,
    trainer_id: one.trainerId,
    state: one.state,
    invited_by: one.invitedBy,
    created_at: toInstant(one.createdAt),
    expires_at: toInstant(one.expiresAt),
  }
}
