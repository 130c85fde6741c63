import type { InvitationRow } from '../../db/tenant/schema/index.ts'
import type { FoundInvitation } from './read-invitations.ts'
import type { Role } from './read-team.ts'

/** An invitation as staff see it. */
export type InvitationView = Omit<InvitationRow, 'tokenId'> & {
  /** Empty for the built-in roles. */
  roleName: string
  state: 'open' | 'expired' | 'accepted' | 'revoked'
  /** Until when its link works (ms). */
  expiresAt: number
}

export function toInvitationView(
  { tokenId: _tokenId, ...row }: FoundInvitation,
  { roles, now }: { roles: readonly Role[]; now: number },
): InvitationView {
  return { ...row, roleName: roleNameOf(roles, row.role), state: stateOf(row, now) }
}

/** What a role of the studio's own is called; empty for the built-in ones. */
export function roleNameOf(roles: readonly Role[], roleId: string): string {
  const role = roles.find(({ id }) => id === roleId)
  return role && !role.isBuiltIn ? role.name : ''
}

function stateOf(
  { acceptedAt, revokedAt, expiresAt }: Omit<FoundInvitation, 'tokenId'>,
  now: number,
): InvitationView['state'] {
  if (acceptedAt !== null) return 'accepted'
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}
