import { eq, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { tellUser } from '../messages/insert-account-mail.ts'
import { endOtherSessions } from './login-sessions.ts'
import { nameActor } from './name-actor.ts'
import { linkSpent, readOneTimeToken, spendOneTimeToken } from './one-time-token.ts'
import { byId, readPerson } from './read-person.ts'
import { spendLinksOf } from './spend-links-of.ts'

/**
 * Gives a login the address that the link has proven, and the client with it unless somebody else is known under it. The
 * old address is told; every session ends but the one this is asked from, and links that were sent before.
 *
 * @throws AppError `link_spent` (also when somebody has the address by now)
 */
export async function confirmEmail(ctx: TenantContext, { token }: { token: string }): Promise<void> {
  const row = await readOneTimeToken(ctx, token, 'change_email')
  const person = await readPerson(ctx, byId(row.userId ?? ''))
  if (person?.user.status !== 'active') throw linkSpent()
  const { id: userId } = person.user
  const ownSession = ctx.login?.user.id === userId ? ctx.login.sessionId : null
  const { orm, write } = ctx.db
  try {
    await write([
      spendOneTimeToken(ctx, row),
      ...tellUser(ctx, { userId, kind: 'account_email_changed' }),
      orm.update(users).set({ email: row.email }).where(eq(users.id, userId)),
      orm.run(sql`UPDATE clients SET email = ${row.email}
        WHERE user_id = ${userId} AND NOT EXISTS (SELECT 1 FROM clients WHERE email = ${row.email})`),
      endOtherSessions(ctx, userId, ownSession),
      spendLinksOf(ctx, userId),
      insertAudit(ctx, { actor: nameActor(ctx, person), action: 'email.change', subjectId: userId }),
    ])
  } catch (error) {
    if (isDatabaseError(error, 'constraint')) throw linkSpent()
    throw error
  }
  await ctx.announce(ctx.now())
}
