import { eq } from 'drizzle-orm'
import { passkeys } from '../../../db/tenant/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { AccessContext } from '../access-context.ts'
import { requireFresh } from '../require-fresh.ts'
import { CHALLENGE_MS, keepChallenge } from './challenges.ts'
import { ALGORITHMS, MAX_PASSKEYS, relyingParty, toUserHandle } from './relying-party.ts'

/**
 * What a browser needs to make a passkey for who is signed in, on this host. `addPasskey` takes its answer.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`, `conflict` at 20 passkeys
 */
export async function beginAddPasskey(ctx: AccessContext) {
  const { user } = requireFresh(ctx)
  const { rpId } = relyingParty(ctx)
  const { orm, read } = ctx.db
  const [known] = await read([orm.select().from(passkeys).where(eq(passkeys.userId, user.id))])
  if (known.length >= MAX_PASSKEYS) {
    throw new AppError('conflict', `There may be ${MAX_PASSKEYS} passkeys: remove one first.`, {
      reason: 'too_many',
    })
  }
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const options = await generateRegistrationOptions({
    rpName: ctx.tenant.name,
    rpID: rpId,
    userID: toUserHandle(user.id),
    userName: user.email,
    userDisplayName: user.name,
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: known
      .filter((key) => key.rpId === rpId)
      .map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  const challengeId = await keepChallenge(ctx, { purpose: 'add', userId: user.id }, options.challenge)
  return { challengeId, options }
}
