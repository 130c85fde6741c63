import { eq } from 'drizzle-orm'
import { invitations } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { isUnanswered } from './invite-staff.ts'
import { readInvitations, type FoundInvitation } from './read-invitations.ts'

/** An invitation that was neither accepted nor revoked. Throws AppError `not_found`; DatabaseError. */
export async function findUnanswered(ctx: TenantContext, invitationId: string): Promise<FoundInvitation> {
  const [found] = await readInvitations(ctx, eq(invitations.id, invitationId))
  if (!found || !isUnanswered(found)) throw new AppError('not_found', 'There is no such open invitation.')
  return found
}
