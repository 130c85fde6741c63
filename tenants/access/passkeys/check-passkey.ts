import { and, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { passkeys, users, type PasskeyRow } from '../../../db/tenant/schema/index.ts'
import { parseInput } from '../../parse-input.ts'
import type { AccessContext } from '../access-context.ts'
import { attemptRules, countAttempt, giveBackAttempt, type Counted } from '../attempts.ts'
import { decodeBase64Url } from '../base64url.ts'
import {
  authenticationResponse,
  challengeId,
  type AuthenticationResponse,
  type PasskeyAnswer,
} from './ceremony-input.ts'
import { spendChallenge, type ChallengeUse } from './challenges.ts'
import { refusePasskey } from './refuse-passkey.ts'
import { relyingParty, toUserHandle } from './relying-party.ts'

const answerInput = z.object({ challengeId, response: authenticationResponse })

/**
 * Whose passkey signed this challenge, on this host, and looking at them: the id of a person who may sign in. The challenge
 * is spent, whatever comes out. `userId` says whose it has to be; null, where the passkey says who it is.
 *
 * @throws AppError `invalid_input`, `wrong_credentials` with one answer for all that can be wrong, `rate_limited` for a
 * network from which much is wrong.
 */
export async function checkPasskey(
  ctx: AccessContext,
  use: ChallengeUse,
  given: PasskeyAnswer,
): Promise<{ userId: string; passkeyId: string }> {
  const { response, ...input } = parseInput(answerInput, given)
  const { rpId } = relyingParty(ctx)
  const counted = await countAttempt(ctx, { what: 'passkey', rules: attemptRules.passkey })
  const [[asked], [known]] = await ctx.db.write([
    spendChallenge(ctx, use, input.challengeId),
    ctx.db.orm
      .select({ passkey: passkeys })
      .from(passkeys)
      .innerJoin(users, eq(users.id, passkeys.userId))
      .where(and(eq(passkeys.id, response.id), eq(passkeys.rpId, rpId), eq(users.status, 'active'))),
  ])
  if (!asked || !known || !isOwner(use, known.passkey, response)) throw refusePasskey()
  const { passkey } = known
  const seen = await verify(ctx, { passkey, response, challenge: asked.challenge })
  if (!seen || !(await keepCounter(ctx, passkey.id, { ...seen, counted }))) throw refusePasskey()
  return { userId: passkey.userId, passkeyId: passkey.id }
}

/** Who is asked for a name says it by the handle, which the authenticator keeps; who is known must be the one. */
function isOwner(
  { userId }: ChallengeUse,
  passkey: PasskeyRow,
  { response }: AuthenticationResponse,
): boolean {
  const { userHandle } = response
  if (userId !== null && passkey.userId !== userId) return false
  if (!userHandle) return userId !== null
  return String(decodeBase64Url(userHandle)) === String(toUserHandle(passkey.userId))
}

type Signed = { passkey: PasskeyRow; response: AuthenticationResponse; challenge: string }
type Seen = { newCounter: number; credentialBackedUp: boolean }
type Taken = Seen & { counted: Counted }

async function verify(
  ctx: AccessContext,
  { passkey, response, challenge }: Signed,
): Promise<Seen | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const publicKey = decodeBase64Url(passkey.publicKey)
  if (!publicKey) throw new Error('A passkey is kept that cannot be read')
  const { userHandle, ...signed } = response.response
  const { rpId, origin } = relyingParty(ctx)
  // It throws at whatever is not as it should be.
  const result = await verifyAuthenticationResponse({
    response: { ...response, response: { ...signed, ...(userHandle ? { userHandle } : {}) } },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey, counter: passkey.counter },
  }).catch(() => undefined)
  return result?.verified ? result.authenticationInfo : undefined
}

/** Authenticators that count never go back; of two answers at once the later may be first. Many count nothing: always 0. */
async function keepCounter(ctx: AccessContext, id: string, taken: Taken): Promise<boolean> {
  const { db, now } = ctx
  const { newCounter: counter, credentialBackedUp: isBackedUp, counted } = taken
  const isNext = counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter)
  const [kept] = await db.write([
    db.orm
      .update(passkeys)
      .set({ counter, isBackedUp, lastUsedAt: now() })
      .where(and(eq(passkeys.id, id), isNext))
      .returning({ id: passkeys.id }),
    giveBackAttempt(ctx, counted),
  ])
  return kept.length > 0
}
