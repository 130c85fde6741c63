import type { Login } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { AccessContext } from './access-context.ts'
import { requireLogin } from './require-login.ts'

/** How long somebody who has just said who they are is believed to be still there. */
export const FRESH_MS = minutes(10)

/**
 * Who has signed in, and has proven who they are within the last ten minutes: before what a borrowed browser must not do.
 *
 * @throws AppError `unauthorized`, `forbidden` for keys (they are nobody who could be asked), `reauthentication_required`.
 */
export function requireFresh(
  ctx: Pick<AccessContext, 'login' | 'now'> & { actor?: { kind: string } },
): Login {
  if (!ctx.login && ctx.actor?.kind === 'staff') {
    throw new AppError('forbidden', 'Only a person may do this, not a key.', { reason: 'needs_a_person' })
  }
  const login = requireLogin(ctx)
  if (login.authenticatedAt + FRESH_MS <= ctx.now()) {
    throw new AppError('reauthentication_required', 'Say once more who you are.')
  }
  return login
}
