import { insertAudit } from '../../audit/insert-audit.ts'
import { AppError } from '../../errors.ts'
import { promoteWaiting } from '../promote-waiting.ts'
import type { SignedIn } from '../open-session.ts'
import type { AccessContext } from '../access-context.ts'
import { giveBackAttempt } from '../attempts.ts'
import { findWaiting, type Waiting } from '../find-login.ts'
import { countCode, wrongCode } from './count-code.ts'
import { takeCode } from './take-code.ts'

/**
 * Lets in who has shown the first factor, by a code from the app or a recovery code: with a new secret, the old one opens
 * nothing.
 *
 * @throws AppError `unauthorized` when no session awaits it (any more), `wrong_credentials`, `rate_limited`.
 */
export async function verifySecondFactor(
  ctx: AccessContext,
  { waitingSecret, code }: { waitingSecret: string; code: string },
): Promise<SignedIn> {
  const { sessionId, userId } = await requireWaiting(ctx, waitingSecret)
  const counted = await countCode(ctx, userId, sessionId)
  const taken = await takeCode(ctx, userId, code)
  if (!taken) {
    await ctx.db.write([
      insertAudit(ctx, { actor: 'visitor', action: 'login.second_factor_failure', subjectId: userId }),
    ])
    throw wrongCode()
  }
  await ctx.db.write([giveBackAttempt(ctx, counted)])
  return promoteWaiting(ctx, sessionId, taken)
}

/** The session that awaits a second factor. @throws AppError `unauthorized` */
export async function requireWaiting(ctx: AccessContext, waitingSecret: string): Promise<Waiting> {
  const waiting = await findWaiting(ctx, waitingSecret)
  if (!waiting) throw new AppError('unauthorized', 'This took too long. Please sign in again.')
  return waiting
}
