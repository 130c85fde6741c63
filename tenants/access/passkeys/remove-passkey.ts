import { passkeys } from '../../../db/tenant/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { tellUser } from '../../messages/insert-account-mail.ts'
import type { AccessContext } from '../access-context.ts'
import { endOtherSessions } from '../login-sessions.ts'
import { nameLogin } from '../name-actor.ts'
import { requireFresh } from '../require-fresh.ts'
import { writeIfChanged } from '../write-if-changed.ts'
import { isOwnPasskey, noSuchPasskey } from './rename-passkey.ts'

/**
 * From now on one's own passkey opens nothing, and all other sessions end: whoever had it may be in one.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`, `not_found`
 */
export async function removePasskey(ctx: AccessContext, { passkeyId }: { passkeyId: string }): Promise<void> {
  const { user, sessionId } = requireFresh(ctx)
  const isRemoved = await writeIfChanged(ctx.db, [
    ctx.db.orm.delete(passkeys).where(isOwnPasskey(user.id, passkeyId)),
    endOtherSessions(ctx, user.id, sessionId),
    insertAudit(ctx, {
      actor: nameLogin(ctx),
      action: 'passkey.remove',
      subjectId: user.id,
      before: { passkeyId },
    }),
    ...tellUser(ctx, { userId: user.id, kind: 'account_factor_removed' }),
  ])
  if (!isRemoved) throw noSuchPasskey()
  await ctx.announce(ctx.now())
}
