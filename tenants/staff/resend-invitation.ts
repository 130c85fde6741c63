import { eq } from 'drizzle-orm'
import { invitations } from '../../db/tenant/schema/index.ts'
import { expiryOf } from '../access/one-time-token.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { findUnanswered } from './find-unanswered.ts'
import { toInvitationView, type InvitationView } from './invitation-view.ts'
import { findFreeTrainer, findRole, requireMayGive } from './may-give.ts'
import { writeAsRead } from './write-as-read.ts'
import { writeInvitationMail } from './write-invitation-mail.ts'

/**
 * Sends an invitation once more, with a link of its own: the one before works no more. For who could send it anew, and
 * whose it is from then on.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`more_than_own`); `not_found`; `conflict`
 * (`trainer_taken`); `rate_limited`; DatabaseError.
 */
export async function resendInvitation(
  ctx: TenantContext,
  { invitationId }: { invitationId: string },
): Promise<InvitationView> {
  const view = await writeAsRead(ctx, async ({ actor, self, team }) => {
    const { expiresAt: _old, ...row } = await findUnanswered(ctx, invitationId)
    if (row.trainerId !== null) findFreeTrainer(team, row.trainerId, null)
    requireMayGive(self, { grants: findRole(team, row.role).grants, trainerId: row.trainerId })
    const { tokenId, statements } = await writeInvitationMail(ctx, row.email)
    const now = ctx.now()
    const resent = { ...row, tokenId, invitedBy: actor, expiresAt: expiryOf('join', now) }
    return {
      statements: [
        ...statements,
        ctx.db.orm
          .update(invitations)
          .set({ tokenId, invitedBy: actor })
          .where(eq(invitations.id, invitationId)),
        insertAudit(ctx, { actor, action: 'invitation.resent', subjectId: invitationId }),
      ],
      result: toInvitationView(resent, { roles: team.roles, now }),
    }
  })
  await ctx.announce(ctx.now())
  return view
}
