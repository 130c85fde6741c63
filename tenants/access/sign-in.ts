import { eq } from 'drizzle-orm'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { AccessContext, Statement } from './access-context.ts'
import { attemptRules, countAttempt, giveBackAttempt } from './attempts.ts'
import { hashPassword, needsRehash, verifyPassword } from './hash-password.ts'
import type { LoginKind } from './login-sessions.ts'
import { admit, wrongCredentials, type SignedIn } from './open-session.ts'
import { byEmail, readPerson } from './read-person.ts'

export type Credentials = { email: string; password: string; kind: LoginKind }

/**
 * Signs somebody in by address and password. Whoever is not known, has no password or is disabled gets the same answer as
 * for a wrong password, after the same work.
 *
 * @throws AppError `wrong_credentials`, `rate_limited`.
 */
export async function signIn(ctx: AccessContext, { email, password, kind }: Credentials): Promise<SignedIn> {
  const address = foldAddress(email)
  const attempt = { what: 'password', account: address, rules: attemptRules.password }
  const counted = await countAttempt(ctx, attempt)
  const person = await readPerson(ctx, byEmail(address))
  const hash = person?.user.passwordHash ?? null
  const isRight = await verifyPassword(password, hash)
  if (!isRight || hash === null || person?.user.status !== 'active') {
    await ctx.db.write([noteFailure(ctx, person?.user.id)])
    throw wrongCredentials()
  }
  const before: Statement[] = [giveBackAttempt(ctx, counted)]
  if (needsRehash(hash)) {
    const passwordHash = await hashPassword(password)
    before.push(ctx.db.orm.update(users).set({ passwordHash }).where(eq(users.passwordHash, hash)))
  }
  return admit(ctx, person, { method: 'password', kind, before })
}

/** As addresses are kept and looked up: one login for an address, however it is typed. No longer than one can be. */
export function foldAddress(email: string): string {
  return email.trim().toLowerCase().slice(0, 254)
}

function noteFailure(ctx: AccessContext, userId: string | undefined) {
  return insertAudit(ctx, { actor: 'visitor', action: 'login.failure', subjectId: userId ?? 'unknown' })
}
