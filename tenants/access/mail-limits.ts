import type { AccessContext } from './access-context.ts'
import { attemptRules, countAttempt, tryToCount } from './attempts.ts'

/**
 * Whether one more mail may go to this address now: three in a quarter of an hour, whoever asks for them, so that nobody
 * is flooded. Who asks does not learn of it. Two round trips, whether there is such a person or not.
 *
 * @throws AppError `rate_limited` for a network that asks for very many.
 */
export async function mayMail(ctx: AccessContext, email: string): Promise<boolean> {
  await countAttempt(ctx, { what: 'mail', rules: attemptRules.mailsFrom })
  const { waitMs } = await tryToCount(ctx, { what: 'mail', account: email, rules: attemptRules.mailsTo })
  return waitMs === 0
}
