import { and, eq } from 'drizzle-orm'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { tellUser } from '../messages/insert-account-mail.ts'
import type { AccessContext } from './access-context.ts'
import { hashPassword } from './hash-password.ts'
import { endOtherSessions, isThere } from './login-sessions.ts'
import { nameLogin } from './name-actor.ts'
import { requireFresh } from './require-fresh.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { requireLogin } from './require-login.ts'
import { requirePassword } from './require-password.ts'
import { spendLinksOf } from './spend-links-of.ts'
import { writeIfChanged } from './write-if-changed.ts'

export type PasswordChange = {
  /** Empty for who has none yet: they must have signed in lately instead. */
  currentPassword: string
  newPassword: string
}

/**
 * Gives whoever has signed in a new password, for the one they have. All their other sessions end, and links sent before.
 *
 * @throws AppError `unauthorized`, `wrong_credentials`, `reauthentication_required`, `invalid_input`, `rate_limited`
 */
export async function changePassword(
  ctx: AccessContext,
  { currentPassword, newPassword }: PasswordChange,
): Promise<void> {
  const { user, sessionId } = requireLogin(ctx)
  await requireGoodPassword(ctx, { password: newPassword, whose: user, field: 'newPassword' })
  if (!user.hasPassword) requireFresh(ctx)
  const proven = user.hasPassword ? await requirePassword(ctx, { password: currentPassword }) : []
  const passwordHash = await hashPassword(newPassword)
  const now = ctx.now()
  const isChanged = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(users)
      .set({ passwordHash, passwordChangedAt: now })
      // Whoever was signed out meanwhile, as the password was reset, does not undo that.
      .where(and(eq(users.id, user.id), isThere(ctx, sessionId))),
    endOtherSessions(ctx, user.id, sessionId),
    spendLinksOf(ctx, user.id),
    ...tellUser(ctx, { userId: user.id, kind: 'account_password_changed' }),
    ...proven,
    insertAudit(ctx, { actor: nameLogin(ctx), action: 'password.change', subjectId: user.id }),
  ])
  if (!isChanged) throw new AppError('unauthorized', 'You are not signed in any more.')
  await ctx.announce(now)
}
