import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { toInvitationView, type InvitationView } from './invitation-view.ts'
import { readInvitations } from './read-invitations.ts'
import { readTeam } from './read-team.ts'

/**
 * Who was invited to work here, newest first, and what came of it.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listInvitations(ctx: TenantContext): Promise<InvitationView[]> {
  requireStaff(ctx, 'staff:view')
  const [found, { roles }] = await Promise.all([readInvitations(ctx), readTeam(ctx)])
  return found.map((one) => toInvitationView(one, { roles, now: ctx.now() }))
}
