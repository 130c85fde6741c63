import type { Login } from '../context.ts'
import { AppError } from '../errors.ts'
import type { AccessContext } from './access-context.ts'

/** Who has signed in. @throws AppError `unauthorized` for everybody else, programs with keys among them. */
export function requireLogin({ login }: Pick<AccessContext, 'login'>): Login {
  if (!login) throw new AppError('unauthorized', 'Sign in first.')
  return login
}
