import type { AccessContext } from '../access-context.ts'
import { requireWaiting } from '../factors/verify-second-factor.ts'
import type { SignedIn } from '../open-session.ts'
import { promoteWaiting } from '../promote-waiting.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import { auditRefusal } from './audit-refusal.ts'
import type { PasskeyAnswer } from './ceremony-input.ts'
import { checkPasskey } from './check-passkey.ts'

type Waits = { waitingSecret: string }

/** What a browser needs for `verifyWithPasskey`. @throws AppError `unauthorized`, `not_found` without a passkey here. */
export async function beginPasskeyVerification(ctx: AccessContext, { waitingSecret }: Waits) {
  const { userId } = await requireWaiting(ctx, waitingSecret)
  return askForPasskey(ctx, { purpose: 'confirm', userId })
}

/**
 * Lets in who has shown the first factor, by a passkey of theirs in place of a code: with a new secret.
 *
 * @throws AppError `unauthorized` when no session awaits it (any more), `invalid_input`, `wrong_credentials`,
 * `rate_limited`
 */
export async function verifyWithPasskey(
  ctx: AccessContext,
  { waitingSecret, ...answer }: PasskeyAnswer & Waits,
): Promise<SignedIn> {
  const { sessionId, userId } = await requireWaiting(ctx, waitingSecret)
  const refused = { actor: 'visitor', action: 'login.second_factor_failure', subjectId: userId }
  await auditRefusal(ctx, refused, () => checkPasskey(ctx, { purpose: 'confirm', userId }, answer))
  return promoteWaiting(ctx, sessionId, 'passkey')
}
