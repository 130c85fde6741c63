import type { Login } from '../context.ts'
import { AppError } from '../errors.ts'
import type { AccessContext } from './access-context.ts'
import { refuseSupport } from './refuse-support.ts'

/**
 * Who has signed in, with an account of their own.
 *
 * @throws AppError `unauthorized` for everybody else, programs with keys among them; `forbidden` (`support_visit`) for one of
 * the platform's people, who has none here.
 */
export function requireLogin({ login }: Pick<AccessContext, 'login'>): Login {
  if (!login) throw new AppError('unauthorized', 'Sign in first.')
  refuseSupport({ login })
  return login
}
