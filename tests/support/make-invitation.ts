import { eq } from 'drizzle-orm'
import { invitations, users } from '../../db/tenant/schema/index.ts'
import { makeOneTimeLink } from '../../tenants/access/one-time-token.ts'
import { inviteStaff, type InviteInput } from '../../tenants/staff/invite-staff.ts'
import { people, type Team } from './make-team.ts'

/** An invitation of somebody new, to be the trainer Ivan. */
export const wish = { email: 'New@Example.test', name: 'Nina New', role: 'trainer', trainerId: 'ivan' }

/** The end of the link that was mailed last. */
export async function tokenOf({ ctx }: Team, invitationId: string): Promise<string> {
  const isIt = eq(invitations.id, invitationId)
  const [[row]] = await ctx.db.read([ctx.db.orm.select().from(invitations).where(isIt)])
  return makeOneTimeLink(ctx, row?.tokenId ?? '')
}

export async function invite(team: Team, changes: Partial<InviteInput> = {}) {
  const invitation = await inviteStaff(await team.as(people.olga), { ...wish, ...changes })
  return { invitation, token: await tokenOf(team, invitation.id) }
}

export async function findUser({ ctx: { db } }: Team, email: string) {
  const [[user]] = await db.read([db.orm.select().from(users).where(eq(users.email, email))])
  return user
}
