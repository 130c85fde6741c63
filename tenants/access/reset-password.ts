import { eq } from 'drizzle-orm'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { tellUser } from '../messages/insert-account-mail.ts'
import { clearAttempts } from './attempts.ts'
import { hashPassword } from './hash-password.ts'
import { endOtherSessions } from './login-sessions.ts'
import { nameActor } from './name-actor.ts'
import { linkSpent, readOneTimeToken, spendOneTimeToken, spending } from './one-time-token.ts'
import { byId, readPerson } from './read-person.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { spendLinksOf } from './spend-links-of.ts'

/**
 * Gives the person whose link this is a new password. Every session of theirs ends, links that were sent before it too, and
 * what others tried on their account is forgotten: it is the way back for who was locked out. Signs nobody in, so that a
 * second factor stays one.
 *
 * @throws AppError `link_spent`, `invalid_input`
 */
export async function resetPassword(
  ctx: TenantContext,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const row = await readOneTimeToken(ctx, token, 'reset_password')
  const person = await readPerson(ctx, byId(row.userId ?? ''))
  if (person?.user.status !== 'active') throw linkSpent()
  const { user } = person
  await requireGoodPassword(ctx, { password, whose: user })
  const passwordHash = await hashPassword(password)
  const now = ctx.now()
  await spending(
    ctx.db.write([
      spendOneTimeToken(ctx, row),
      ctx.db.orm.update(users).set({ passwordHash, passwordChangedAt: now }).where(eq(users.id, user.id)),
      endOtherSessions(ctx, user.id, null),
      spendLinksOf(ctx, user.id),
      ...(await clearAttempts(ctx, { what: 'password', account: user.email })),
      ...tellUser(ctx, { userId: user.id, kind: 'account_password_changed' }),
      insertAudit(ctx, { actor: nameActor(ctx, person), action: 'password.reset', subjectId: user.id }),
    ]),
  )
  await ctx.announce(now)
}
