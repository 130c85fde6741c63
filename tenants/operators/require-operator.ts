import { PLATFORM_TENANT_ID, type AccessContext } from '../access/access-context.ts'
import { requireLogin } from '../access/require-login.ts'
import type { Login } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * Who of the platform's people is asking: somebody with a second factor, which their session has shown.
 *
 * @throws AppError `unauthorized`, `second_factor_required` for who has not set one up yet.
 */
export function requireOperator(ctx: Pick<AccessContext, 'login' | 'tenant'>): Login {
  if (ctx.tenant.id !== PLATFORM_TENANT_ID) throw new AppError('unauthorized', 'Sign in first.')
  const login = requireLogin(ctx)
  // While there is a factor, no session is open that has not shown it, or set it up: see `open-session.ts`, `confirm-totp.ts`.
  if (!login.hasSecondFactor) {
    throw new AppError('second_factor_required', 'Set up your second factor first.')
  }
  return login
}
