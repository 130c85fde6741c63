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
import { requireLogin } from './require-login.ts'
import { spendLinksOf } from './spend-links-of.ts'

/**
 * Gives whoever has signed in the address that their link has proven, and the client with it unless somebody else is known
 * under it. Nobody gives their address to somebody else's login by following a link of theirs. The old address is told;
 * every session ends but the one this is asked from, and links that were sent before.
 *
 * @throws AppError `link_spent` (also when it is another login's, or somebody has the address by now), `unauthorized`
 */
export async function confirmEmail(ctx: TenantContext, { token }: { token: string }): Promise<void> {
  const row = await readOneTimeToken(ctx, token, 'change_email')
  const { sessionId, user } = requireLogin(ctx)
  const person = await readPerson(ctx, byId(row.userId ?? ''))
  if (person?.user.status !== 'active' || person.user.id !== user.id) throw linkSpent()
  const { id: userId } = person.user
  const { orm, write } = ctx.db
  try {
    await write([
      spendOneTimeToken(ctx, row),
      ...tellUser(ctx, { userId, kind: 'account_email_changed' }),
      orm.update(users).set({ email: row.email }).where(eq(users.id, userId)),
      orm.run(sql`UPDATE clients SET email = ${row.email}
        WHERE user_id = ${userId} AND NOT EXISTS (SELECT 1 FROM clients WHERE email = ${row.email})`),
      endOtherSessions(ctx, userId, sessionId),
      spendLinksOf(ctx, userId),
      insertAudit(ctx, { actor: nameActor(ctx, person), action: 'email.change', subjectId: userId }),
    ])
  } catch (error) {
    if (isDatabaseError(error, 'constraint')) throw linkSpent()
    throw error
  }
  await ctx.announce(ctx.now())
}
