import { eq } from 'drizzle-orm'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { AccessContext, Statement } from './access-context.ts'
import { attemptRules, countAttempt, giveBackAttempt } from './attempts.ts'
import { verifyPassword } from './hash-password.ts'
import { nameLogin } from './name-actor.ts'
import { wrongCredentials } from './open-session.ts'
import { requireLogin } from './require-login.ts'

/**
 * Whether whoever has signed in knows their password; gives what has to be written down of it, for the batch of what it
 * was asked for.
 *
 * @throws AppError `unauthorized`, `wrong_credentials`, `rate_limited`.
 */
export async function requirePassword(
  ctx: AccessContext,
  { password }: { password: string },
): Promise<Statement[]> {
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
  return [
    giveBackAttempt(ctx, counted),
    insertAudit(ctx, { ...entry, action: 'login.confirm', after: { method: 'password' } }),
  ]
}
