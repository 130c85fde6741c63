import { and, eq, isNull } from 'drizzle-orm'
import { invitations } from '../../db/tenant/schema/index.ts'
import { spendOpenTokens } from '../access/one-time-token.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findUnanswered } from './find-unanswered.ts'

/**
 * Takes an invitation back: its link works no more.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; `not_found`, also for one that was answered;
 * DatabaseError.
 */
export async function revokeInvitation(
  ctx: TenantContext,
  { invitationId }: { invitationId: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const { email } = await findUnanswered(ctx, invitationId)
  const isOpen = and(
    eq(invitations.id, invitationId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  )
  const isRevoked = await writeIfChanged(ctx.db, [
    ctx.db.orm.update(invitations).set({ revokedAt: ctx.now() }).where(isOpen),
    spendOpenTokens(ctx, { purpose: 'join', email }),
    insertAudit(ctx, { actor, action: 'invitation.revoked', subjectId: invitationId }),
  ])
  if (!isRevoked) throw new AppError('not_found', 'There is no such open invitation.')
}
