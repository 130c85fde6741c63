import type { AccessContext, Statement } from './access-context.ts'
import { renewLoginSession, type MadeLoginSession } from './login-sessions.ts'
import { requireLogin } from './require-login.ts'

export type Renewed = MadeLoginSession & { userId: string; state: 'open' }

/**
 * For whoever has signed in and has just proven it again: their session goes on, counts as fresh, and has a new secret;
 * what opened it before opens nothing any more (OWASP ASVS 5.0, 7.2.4).
 *
 * @throws AppError `unauthorized`, also when the session ended meanwhile.
 */
export async function renewSession(ctx: AccessContext, inBatch: readonly Statement[]): Promise<Renewed> {
  const login = requireLogin(ctx)
  return { ...(await renewLoginSession(ctx, login, inBatch)), userId: login.user.id, state: 'open' }
}
