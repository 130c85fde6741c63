import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { insertAudit } from '../../audit/insert-audit.ts'
import { AppError } from '../../errors.ts'
import { tellUser } from '../../messages/insert-account-mail.ts'
import { parseInput } from '../../parse-input.ts'
import type { AccessContext } from '../access-context.ts'
import { encodeBase64Url } from '../base64url.ts'
import { nameLogin } from '../name-actor.ts'
import { requireLogin } from '../require-login.ts'
import { writeIfChanged } from '../write-if-changed.ts'
import {
  challengeId,
  passkeyName,
  registrationResponse,
  type PasskeyAnswer,
  type RegistrationResponse,
} from './ceremony-input.ts'
import { spendChallenge } from './challenges.ts'
import { refusePasskey } from './refuse-passkey.ts'
import { ALGORITHMS, MAX_PASSKEYS, relyingParty } from './relying-party.ts'

const addPasskeyInput = z.object({ challengeId, response: registrationResponse, name: passkeyName })

/**
 * Keeps the passkey a browser made for who is signed in, after `beginAddPasskey`. Gives its id.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `wrong_credentials` when it answers no open challenge, was made
 * elsewhere or without looking who makes it, `conflict` at 20 passkeys or for one that is known.
 */
export async function addPasskey(
  ctx: AccessContext,
  given: PasskeyAnswer & { name: string },
): Promise<{ passkeyId: string }> {
  const { user } = requireLogin(ctx)
  const { response, name, ...input } = parseInput(addPasskeyInput, given)
  const userId = user.id
  const [[asked]] = await ctx.db.write([spendChallenge(ctx, { purpose: 'add', userId }, input.challengeId)])
  if (!asked) throw refusePasskey()
  const { credential, credentialBackedUp } = await readNewPasskey(ctx, response, asked.challenge)

  const isAdded = await writeIfChanged(ctx.db, [
    ctx.db.orm.run(sql`
      INSERT INTO passkeys (id, user_id, rp_id, public_key, counter, transports, is_backed_up, name, created_at)
      SELECT ${credential.id}, ${userId}, ${relyingParty(ctx).rpId}, ${encodeBase64Url(credential.publicKey)},
        ${credential.counter}, ${JSON.stringify(response.response.transports ?? [])},
        ${credentialBackedUp ? 1 : 0}, ${name}, ${ctx.now()}
      WHERE (SELECT count(*) FROM passkeys WHERE user_id = ${userId}) < ${MAX_PASSKEYS}
      ON CONFLICT DO NOTHING`),
    insertAudit(ctx, {
      actor: nameLogin(ctx),
      action: 'passkey.add',
      subjectId: userId,
      after: { passkeyId: credential.id },
    }),
    ...tellUser(ctx, { userId, kind: 'account_factor_added' }),
  ])
  if (!isAdded) throw new AppError('conflict', 'This passkey cannot be added.', { reason: 'not_added' })
  await ctx.announce(ctx.now())
  return { passkeyId: credential.id }
}

async function readNewPasskey(ctx: AccessContext, response: RegistrationResponse, challenge: string) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { rpId, origin } = relyingParty(ctx)
  const { clientDataJSON, attestationObject } = response.response
  // It throws at whatever is not as it should be.
  const verified = await verifyRegistrationResponse({
    response: { ...response, response: { clientDataJSON, attestationObject } },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (!verified?.verified) throw refusePasskey()
  return verified.registrationInfo
}
