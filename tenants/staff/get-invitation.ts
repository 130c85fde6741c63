import { eq } from 'drizzle-orm'
import { invitations, users, type OneTimeTokenRow, type UserRow } from '../../db/tenant/schema/index.ts'
import { linkSpent, readOneTimeToken } from '../access/one-time-token.ts'
import type { TenantContext } from '../context.ts'
import { roleNameOf } from './invitation-view.ts'
import { isUnanswered } from './invite-staff.ts'
import { readInvitations, type FoundInvitation } from './read-invitations.ts'
import { readTeam, type Role } from './read-team.ts'

/** An invitation as whoever holds its link sees it. */
export type InvitationForGuest = {
  email: string
  name: string
  role: string
  /** Empty for the built-in roles. */
  roleName: string
  /** Whether there is a login for the address: then it is joined with that one. */
  hasAccount: boolean
  /** Whether whoever asks has signed in with it. */
  isSignedIn: boolean
  expiresAt: number
}

/**
 * What somebody is invited to. Uses nothing up: scanners of mail follow links.
 *
 * @throws AppError `link_spent` for whatever is no open invitation's newest link; DatabaseError.
 */
export async function getInvitation(
  ctx: TenantContext,
  { token }: { token: string },
): Promise<InvitationForGuest> {
  const { invitation, user, role } = await readInvitation(ctx, token)
  const { email, name, expiresAt } = invitation
  return {
    email,
    name,
    role: role.id,
    roleName: roleNameOf([role], role.id),
    hasAccount: user !== undefined,
    isSignedIn: user !== undefined && ctx.login?.user.id === user.id,
    expiresAt,
  }
}

export type ReadInvitation = {
  invitation: FoundInvitation
  tokenRow: OneTimeTokenRow
  role: Role
  /** Whose login the address has. */
  user: UserRow | undefined
  /** Whether they work here already. */
  isStaff: boolean
}

/** An open invitation, by its link, and all that answering it depends on. Throws AppError `link_spent`; DatabaseError. */
export async function readInvitation(ctx: TenantContext, token: string): Promise<ReadInvitation> {
  const { orm, read } = ctx.db
  const tokenRow = await readOneTimeToken(ctx, token, 'join')
  const [[invitation], { roles, members }, [[user]]] = await Promise.all([
    readInvitations(ctx, eq(invitations.tokenId, tokenRow.id)),
    readTeam(ctx),
    read([orm.select().from(users).where(eq(users.email, tokenRow.email))]),
  ])
  const role = roles.find(({ id }) => id === invitation?.role)
  if (!invitation || !isUnanswered(invitation) || !role) throw linkSpent()
  const isStaff = members.some(({ userId, status }) => userId === user?.id && status === 'active')
  return { invitation, tokenRow, role, user, isStaff }
}
