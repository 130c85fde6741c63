import { eq } from 'drizzle-orm'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { AccessContext } from './access-context.ts'
import { attemptRules, countAttempt, giveBackAttempt } from './attempts.ts'
import { verifyPassword } from './hash-password.ts'
import { markFresh } from './mark-fresh.ts'
import { nameLogin } from './name-actor.ts'
import { wrongCredentials } from './open-session.ts'
import { requireLogin } from './require-login.ts'

/**
 * Lets whoever has signed in prove by their password that it is still them, for the next ten minutes.
 *
 * @throws AppError `unauthorized`, `wrong_credentials`, `rate_limited`.
 */
export async function confirmPassword(ctx: AccessContext, { password }: { password: string }): Promise<void> {
  const { user } = requireLogin(ctx)
  const attempt = { what: 'password', account: user.email, rules: attemptRules.password }
  const counted = await countAttempt(ctx, attempt)
  const { orm, read, write } = ctx.db
  const [[row]] = await read([
    orm.select({ hash: users.passwordHash }).from(users).where(eq(users.id, user.id)),
  ])
  const entry = { actor: nameLogin(ctx), subjectId: user.id }
  if (!(await verifyPassword(password, row?.hash ?? null))) {
    await write([insertAudit(ctx, { ...entry, action: 'login.confirm_failure' })])
    throw wrongCredentials()
  }
  await markFresh(ctx, [
    giveBackAttempt(ctx, counted),
    insertAudit(ctx, { ...entry, action: 'login.confirm', after: { method: 'password' } }),
  ])
}
