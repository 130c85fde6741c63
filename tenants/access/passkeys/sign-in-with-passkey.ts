import { eq, sql } from 'drizzle-orm'
import { passkeys } from '../../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access-context.ts'
import { insistOn } from '../insist-on.ts'
import type { LoginKind } from '../login-sessions.ts'
import { openSession, type SignedIn } from '../open-session.ts'
import { askForPasskey } from './ask-for-passkey.ts'
import { auditRefusal } from './audit-refusal.ts'
import type { PasskeyAnswer } from './ceremony-input.ts'
import { checkPasskey } from './check-passkey.ts'

const USE = { purpose: 'sign_in', userId: null } as const

/** What a browser needs to sign in with a passkey of this host, whoever it is: nobody types a name. */
export function beginPasskeySignIn(ctx: AccessContext) {
  return askForPasskey(ctx, USE)
}

/**
 * Signs in whose passkey answered `beginPasskeySignIn`. A passkey is both factors, so the way is open at once.
 *
 * @throws AppError `invalid_input`, `wrong_credentials`, `rate_limited`
 */
export async function signInWithPasskey(
  ctx: AccessContext,
  { kind, ...answer }: PasskeyAnswer & { kind: LoginKind },
): Promise<SignedIn> {
  const refused = { actor: 'visitor', action: 'login.failure', subjectId: 'unknown' }
  return auditRefusal(ctx, refused, async () => {
    const { userId, passkeyId } = await checkPasskey(ctx, USE, answer)
    const isThere = sql`EXISTS (SELECT 1 FROM ${passkeys} WHERE ${eq(passkeys.id, passkeyId)})`
    return openSession(ctx, { userId, method: 'passkey', kind }, [insistOn(ctx.db, isThere)])
  })
}
