import { and, eq, isNotNull } from 'drizzle-orm'
import { recoveryCodes, totpSecrets } from '../../../db/tenant/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { tellUser } from '../../messages/insert-account-mail.ts'
import type { AccessContext } from '../access-context.ts'
import { endOtherSessions } from '../login-sessions.ts'
import { nameLogin } from '../name-actor.ts'
import { requireFresh } from '../require-fresh.ts'
import { writeIfChanged } from '../write-if-changed.ts'
import { notOn } from './regenerate-recovery-codes.ts'

/**
 * From now on no codes are asked for; recovery codes are void, and all other sessions end.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`, `conflict` when none are asked for.
 */
export async function removeTotp(ctx: AccessContext): Promise<void> {
  const { user, sessionId } = requireFresh(ctx)
  const { orm } = ctx.db
  const isRemoved = await writeIfChanged(ctx.db, [
    orm.delete(totpSecrets).where(and(eq(totpSecrets.userId, user.id), isNotNull(totpSecrets.confirmedAt))),
    orm.delete(recoveryCodes).where(eq(recoveryCodes.userId, user.id)),
    endOtherSessions(ctx, user.id, sessionId),
    insertAudit(ctx, { actor: nameLogin(ctx), action: 'totp.remove', subjectId: user.id }),
    ...tellUser(ctx, { userId: user.id, kind: 'account_factor_removed' }),
  ])
  if (!isRemoved) throw notOn()
  await ctx.announce(ctx.now())
}
