import type { AccessContext } from './access-context.ts'
import { attemptRules, countAttempt, tryToCount } from './attempts.ts'
import type { TokenPurpose } from './one-time-token.ts'

/**
 * Whether one more mail for this may go to this address now: three in a quarter of an hour, whoever asks for them, so that
 * nobody is flooded. Each purpose has its own three: whoever asks for one on somebody's behalf does not keep another from
 * them, such as the way back in. Who asks does not learn of it. Two round trips, whether there is such a person or not.
 *
 * @throws AppError `rate_limited` for a network that asks for very many.
 */
export async function mayMail(
  ctx: AccessContext,
  { email, purpose }: { email: string; purpose: TokenPurpose },
): Promise<boolean> {
  await countAttempt(ctx, { what: 'mail', rules: attemptRules.mailsFrom })
  const attempt = { what: `mail_${purpose}`, account: mailboxOf(email), rules: attemptRules.mailsTo }
  const { waitMs } = await tryToCount(ctx, attempt)
  return waitMs === 0
}

/** One name for all the ways to write to the same mailbox: many take `a.b+any@` for `ab@`. For counting only. */
function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@')
  const name = email.slice(0, at).replace(/\+.*/, '').replaceAll('.', '')
  return name + email.slice(at)
}
