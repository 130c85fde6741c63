import { and, eq } from 'drizzle-orm'
import { passkeys } from '../../../db/tenant/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { AccessContext } from '../access-context.ts'
import { CHALLENGE_MS, keepChallenge, type ChallengeUse } from './challenges.ts'
import { relyingParty } from './relying-party.ts'

/**
 * A challenge for any passkey of this host, or for one of this person's; `options` are for the browser.
 *
 * @throws AppError `not_found` when this person has none on this host.
 */
export async function askForPasskey(ctx: AccessContext, use: ChallengeUse) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(ctx).rpId,
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    ...(use.userId === null ? {} : { allowCredentials: await listKeysHere(ctx, use.userId) }),
  })
  return { challengeId: await keepChallenge(ctx, use, options.challenge), options }
}

async function listKeysHere(ctx: AccessContext, userId: string) {
  const { orm, read } = ctx.db
  const { id, transports } = passkeys
  const isHere = and(eq(passkeys.userId, userId), eq(passkeys.rpId, relyingParty(ctx).rpId))
  const [known] = await read([orm.select({ id, transports }).from(passkeys).where(isHere)])
  if (known.length === 0) throw new AppError('not_found', 'There is no passkey for this address.')
  return known
}
