import { eq, sql } from 'drizzle-orm'
import { loginSessions, users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { AccessContext } from './access-context.ts'
import { claimGuest } from './claim-guest.ts'
import { insistOn } from './insist-on.ts'
import { deleteLoginSession } from './login-sessions.ts'
import { nameActor } from './name-actor.ts'
import { createUnlessRefused, wrongCredentials, type FactorOption, type SignedIn } from './open-session.ts'
import { selectPerson, toPerson } from './read-person.ts'

/**
 * Opens the session whose second factor was right: a new one with a new secret, and the one that waited is gone.
 *
 * @throws AppError `wrong_credentials` when it does not wait any more, or its person is disabled.
 */
export async function promoteWaiting(
  ctx: AccessContext,
  waitingSessionId: string,
  factor: FactorOption,
): Promise<SignedIn> {
  const { orm, read } = ctx.db
  const isIts = sql`${users.id} = (SELECT user_id FROM ${loginSessions} WHERE id = ${waitingSessionId})`
  const [[waiting], [row]] = await read([
    orm.select().from(loginSessions).where(eq(loginSessions.id, waitingSessionId)),
    selectPerson(ctx, isIts),
  ])
  if (waiting?.state !== 'second_factor' || waiting.endsAt <= ctx.now()) throw wrongCredentials()
  if (row?.user.status !== 'active') throw wrongCredentials()
  const person = toPerson(row)
  const { kind, method, userId } = waiting
  const audit = insertAudit(ctx, {
    actor: nameActor(ctx, person),
    action: 'login.success',
    subjectId: userId,
    after: { method, kind, factor },
  })
  const session = { userId, kind, method, rank: person.rank, awaitsFactor: false }
  const made = await createUnlessRefused(ctx, session, [
    deleteLoginSession(ctx, waitingSessionId),
    insistOn(ctx.db, sql`changes() > 0`),
    ...claimGuest(ctx, userId),
    audit,
  ])
  return { ...made, userId, state: 'open' }
}
