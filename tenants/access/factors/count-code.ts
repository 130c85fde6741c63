import { minutes } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import type { AccessContext } from '../access-context.ts'
import { attemptRules, countAttempt, type Counted } from '../attempts.ts'

/** A session that awaits a code is worth five tries; then the first factor is asked for again. */
const SESSION_RULES = [{ by: 'account', limit: 5, perMs: minutes(15) }] as const

/**
 * Counts a code that is about to be tried on a person, and on the session that awaits it. The answer is for
 * `giveBackAttempt`, in the batch in which the code turns out to be right.
 *
 * @throws AppError `rate_limited`
 */
export async function countCode(
  ctx: AccessContext,
  userId: string,
  waitingSessionId?: string,
): Promise<Counted> {
  const session = { what: 'code_of_session', account: waitingSessionId ?? '', rules: SESSION_RULES }
  const ofSession = waitingSessionId === undefined ? { keys: [] } : await countAttempt(ctx, session)
  const ofPerson = await countAttempt(ctx, { what: 'code', account: userId, rules: attemptRules.code })
  return { keys: [...ofSession.keys, ...ofPerson.keys] }
}

/** The same for a code that is wrong, was taken before, or is nobody's. */
export function wrongCode(): AppError {
  return new AppError('wrong_credentials', 'This code is not right, or it was used already.', {
    errors: [
      { path: 'code', message: 'This code is not right, or it was used already.', code: 'wrong_code' },
    ],
  })
}
