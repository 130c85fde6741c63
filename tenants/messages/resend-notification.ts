import { messages } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { findNotification, rootOf } from './find-notification.ts'
import { judgeResend } from './judge-resend.ts'

/**
 * Sends a message once more, by hand: a copy of its own, to wherever its client is reached now. It is judged again when it
 * goes out. Asked twice at once it is one copy.
 *
 * @returns the copy's id.
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `not_allowed` with the reason of `judge-resend.ts`, `conflict`
 *   when somebody else did the same just now; DatabaseError.
 */
export async function resendNotification(
  ctx: TenantContext,
  { messageId }: { messageId: string },
): Promise<{ messageId: string }> {
  const found = await findNotification(ctx, { messageId }, 'messages:change')
  const verdict = judgeResend(ctx, found)
  if (!verdict.ok) {
    throw new AppError('not_allowed', 'This message is not sent once more.', { reason: verdict.reason })
  }
  const { actor, row, notification } = found
  const { db } = ctx
  const at = ctx.now()
  const copy = found.copies + 1
  const root = rootOf(row)
  const id = `${root}_c${copy}`
  const { bookingId, waitlistEntryId, bookingVersion, kind, leadMinutes, channel, locale } = row
  const about = { bookingId, waitlistEntryId, bookingVersion, kind, leadMinutes, channel, locale }
  const isFirst = await writeIfChanged(db, [
    db.orm
      .insert(messages)
      .values({
        ...about,
        id,
        copy,
        recipient: verdict.recipient,
        plannedAt: at,
        details: { ...row.details, of: root, resentAt: at },
      })
      .onConflictDoNothing(),
    insertAudit(ctx, {
      actor,
      action: 'message.resent',
      subjectId: notification.clientId ?? root,
      after: { kind, channel, copy },
    }),
  ])
  if (!isFirst)
    throw new AppError('conflict', 'Somebody has just sent it once more.', { reason: 'resend_waits' })
  await ctx.announce(at)
  return { messageId: id }
}
