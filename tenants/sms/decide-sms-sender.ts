import { eq } from 'drizzle-orm'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

type Decision = { sender: string; isApproved: boolean; reason?: string | null }

/**
 * Says what became of a sender's registration with the networks: for operators, who register it with the vendor. Approved,
 * it is this studio's alone, which hears what is written to it.
 *
 * @throws AppError `forbidden` for anybody of the studio; `conflict` when another studio has it, or this one wants another by
 * now; DatabaseError.
 */
export async function decideSmsSender(
  ctx: TenantContext,
  { sender, isApproved, reason = null }: Decision,
): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new AppError('forbidden', 'This is for operators to say.')
  if (isApproved && !(await ctx.smsNumbers.hold(sender))) {
    throw new AppError('conflict', 'Another studio sends from it.')
  }
  const smsState = isApproved ? 'approved' : 'rejected'
  const isSaid = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(messageSettings)
      .set({ smsState, smsStateReason: reason })
      .where(eq(messageSettings.smsSender, sender)),
    insertAudit(ctx, {
      actor: 'system',
      action: `sms.${smsState}`,
      subjectId: 'sms',
      after: { smsSender: sender },
      reason,
    }),
  ])
  if (!isSaid || !isApproved) await ctx.smsNumbers.release(sender)
  if (!isSaid) throw new AppError('conflict', 'This is not the sender that the studio asked for.')
}
