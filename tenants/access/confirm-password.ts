import type { AccessContext } from './access-context.ts'
import { renewSession, type Renewed } from './renew-session.ts'
import { requirePassword } from './require-password.ts'

/**
 * Lets whoever has signed in prove by their password that it is still them, for the next ten minutes: the session with its
 * new secret.
 *
 * @throws AppError `unauthorized`, `wrong_credentials`, `rate_limited`.
 */
export async function confirmPassword(ctx: AccessContext, typed: { password: string }): Promise<Renewed> {
  return renewSession(ctx, await requirePassword(ctx, typed))
}
