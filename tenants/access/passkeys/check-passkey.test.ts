import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { passkeyChallenges, users } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import {
  addSoftPasskey,
  confirmSoftly,
  equipWithPasskey,
  ORIGIN,
  signInSoftly,
} from '../../../tests/support/passkey-hands.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeUser, openLogin } from '../../../tests/support/open-login.ts'
import { readTotp } from '../../../tests/support/read-totp.ts'
import { makePasskey, type Lies, type SoftPasskey } from '../../../tests/support/software-authenticator.ts'
import { minutes } from '../../durations.ts'
import { encodeBase64Url } from '../base64url.ts'
import { beginTotp } from '../factors/begin-totp.ts'
import { confirmTotp } from '../factors/confirm-totp.ts'
import { removeTotp } from '../factors/remove-totp.ts'
import { openSession } from '../open-session.ts'
import { addPasskey } from './add-passkey.ts'
import { beginAddPasskey } from './begin-add-passkey.ts'
import { beginPasskeyConfirm, confirmWithPasskey } from './confirm-with-passkey.ts'
import { listPasskeys } from './list-passkeys.ts'
import { beginPasskeySignIn, signInWithPasskey } from './sign-in-with-passkey.ts'
import { beginPasskeyVerification, verifyWithPasskey } from './verify-with-passkey.ts'

/** The studio's other host, and another studio's page. */
const SIBLING = 'https://iron-works.trainerhub.test'
const EVIL = 'https://book.ironworks.test.evil.test'

test.each<[string, Lies]>([
  ['another site’s page', { origin: EVIL }],
  ['the studio’s other host', { origin: SIBLING }],
  ['a page without encryption', { origin: 'http://book.ironworks.test' }],
  ['another port', { origin: `${ORIGIN}:8443` }],
  ['another host’s key', { rpId: 'iron-works.trainerhub.test' }],
  ['a key of the domain above', { rpId: 'ironworks.test' }],
  ['another challenge', { challenge: encodeBase64Url(new Uint8Array(32)) }],
  ['no challenge', { challenge: '' }],
  ['an answer to something else', { type: 'webauthn.create' }],
  ['nobody looked at', { isVerified: false }],
  ['another person’s handle', { userHandle: encodeBase64Url(new TextEncoder().encode('usr_other')) }],
  ['no handle', { userHandle: null }],
])('%s signs nobody in', async (_, lies) => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)

  expect(await failureOf(signInSoftly(tenant.ctx, passkey, lies))).toBe('wrong_credentials')
  expect(await failureOf(signInSoftly(tenant.ctx, passkey))).toBe('done')
})

test.each<[string, Lies]>([
  ['another site’s page', { origin: EVIL }],
  ['another host’s key', { rpId: 'iron-works.trainerhub.test' }],
  ['another challenge', { challenge: encodeBase64Url(new Uint8Array(32)) }],
  ['an answer to something else', { type: 'webauthn.get' }],
  ['nobody looked at', { isVerified: false }],
])('%s makes no passkey', async (_, lies) => {
  const tenant = await makeTenant()
  const ctx = await openLogin(tenant, await makeUser(tenant, 'elena@example.test'))

  expect(await failureOf(addSoftPasskey(ctx, await makePasskey(ORIGIN), lies))).toBe('wrong_credentials')
  expect(await listPasskeys(ctx)).toEqual([])
})

test('a signature that is not the key’s signs nobody in', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  const forger = await makePasskey(ORIGIN)
  const { challengeId, options } = await beginPasskeySignIn(tenant.ctx)
  const honest = await passkey.get(options)
  const forged = await forger.get(options)
  const response = { ...honest, response: { ...honest.response, signature: forged.response.signature } }

  expect(await failureOf(signInWithPasskey(tenant.ctx, { challengeId, response, kind: 'browser' }))).toBe(
    'wrong_credentials',
  )
})

test('a challenge is answered once, also by five at once, and also when the answer is wrong', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  const { challengeId, options } = await beginPasskeySignIn(tenant.ctx)
  const response = await passkey.get(options)
  const answer = (given: unknown) =>
    failureOf(signInWithPasskey(tenant.makeContext(), { challengeId, response: given, kind: 'browser' }))

  const ended = await Promise.all(Array.from({ length: 5 }, () => answer(response)))
  expect(ended.filter((one) => one === 'done')).toHaveLength(1)
  expect(ended.filter((one) => one === 'wrong_credentials')).toHaveLength(4)

  const second = await beginPasskeySignIn(tenant.ctx)
  const both = [await passkey.get(second.options, { isVerified: false }), await passkey.get(second.options)]
  for (const given of both) {
    const { challengeId: same } = second
    expect(
      await failureOf(signInWithPasskey(tenant.ctx, { challengeId: same, response: given, kind: 'browser' })),
    ).toBe('wrong_credentials')
  }
})

test('a challenge is good for five minutes, and old ones are swept away', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  const { challengeId, options } = await beginPasskeySignIn(tenant.ctx)
  const response = await passkey.get(options)
  tenant.clock.advance(minutes(5))

  expect(await failureOf(signInWithPasskey(tenant.ctx, { challengeId, response, kind: 'browser' }))).toBe(
    'wrong_credentials',
  )
  await beginPasskeySignIn(tenant.ctx)
  const { orm, read } = tenant.ctx.db
  const [kept] = await read([orm.select().from(passkeyChallenges)])
  expect(kept).toHaveLength(1)
})

test('a challenge for one thing is none for another, nor for another person', async () => {
  const tenant = await makeTenant()
  const elena = await equipWithPasskey(tenant)
  const georgi = await equipWithPasskey(tenant, { email: 'georgi@example.test' })
  const forSignIn = await beginPasskeySignIn(tenant.ctx)
  const forElena = await beginPasskeyConfirm(elena.ctx)

  const forAdding = await beginAddPasskey(elena.ctx)
  const asOther = { challengeId: forAdding.challengeId, response: await elena.passkey.get(forAdding.options) }
  expect(await failureOf(confirmWithPasskey(elena.ctx, asOther))).toBe('wrong_credentials')
  const asConfirm = {
    challengeId: forSignIn.challengeId,
    response: await elena.passkey.get(forSignIn.options),
  }
  expect(await failureOf(confirmWithPasskey(elena.ctx, asConfirm))).toBe('wrong_credentials')
  const asSignIn = { challengeId: forElena.challengeId, response: await elena.passkey.get(forElena.options) }
  expect(await failureOf(signInWithPasskey(tenant.ctx, { ...asSignIn, kind: 'browser' }))).toBe(
    'wrong_credentials',
  )
  const byGeorgi = { challengeId: forElena.challengeId, response: await georgi.passkey.get(forElena.options) }
  expect(await failureOf(confirmWithPasskey(georgi.ctx, byGeorgi))).toBe('wrong_credentials')
})

test('a counter that does not go on is a copy', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant, { counter: 5 })

  expect(await failureOf(signInSoftly(tenant.ctx, passkey, { counter: 5 }))).toBe('wrong_credentials')
  expect(await failureOf(signInSoftly(tenant.ctx, passkey, { counter: 7 }))).toBe('done')
  for (const counter of [7, 6, 0]) {
    expect(await failureOf(signInSoftly(tenant.ctx, passkey, { counter }))).toBe('wrong_credentials')
  }
  expect(await failureOf(signInSoftly(tenant.ctx, passkey, { counter: 8 }))).toBe('done')
})

test('another studio knows nothing of it, under whatever host', async () => {
  const [iron, lotus] = [await makeTenant(), await makeTenant()]
  const { passkey } = await equipWithPasskey(iron)

  expect(await failureOf(signInSoftly(lotus.ctx, passkey))).toBe('wrong_credentials')
})

test('a passkey of a person who is disabled signs nobody in', async () => {
  const tenant = await makeTenant()
  const { userId, passkey } = await equipWithPasskey(tenant)
  const { orm, write } = tenant.ctx.db
  await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))])

  expect(await failureOf(signInSoftly(tenant.ctx, passkey))).toBe('wrong_credentials')
})

test('it says again who one is, when it is one’s own', async () => {
  const tenant = await makeTenant()
  const elena = await equipWithPasskey(tenant)
  const georgi = await equipWithPasskey(tenant, { email: 'georgi@example.test' })
  tenant.clock.advance(minutes(10))
  expect(await failureOf(beginAddPasskey(elena.ctx))).toBe('reauthentication_required')

  expect((await beginPasskeyConfirm(elena.ctx)).options.allowCredentials).toMatchObject([
    { id: elena.passkey.id },
  ])
  expect(await failureOf(confirmSoftly(elena.ctx, georgi.passkey))).toBe('wrong_credentials')
  expect(await failureOf(confirmSoftly(elena.ctx, elena.passkey, { isVerified: false }))).toBe(
    'wrong_credentials',
  )
  expect(await failureOf(confirmSoftly(elena.ctx, elena.passkey, { userHandle: null }))).toBe('done')
})

test('it stands in for a code, when it is one’s own', async () => {
  const tenant = await makeTenant()
  const elena = await equipWithPasskey(tenant)
  const georgi = await equipWithPasskey(tenant, { email: 'georgi@example.test' })
  const { secret } = await beginTotp(elena.ctx)
  await confirmTotp(elena.ctx, { code: readTotp(secret, tenant.clock.now()) })
  const waiting = await openSession(tenant.ctx, { userId: elena.userId, method: 'password', kind: 'browser' })
  expect(waiting).toMatchObject({ state: 'second_factor', options: ['totp', 'recovery', 'passkey'] })
  const verify = async (passkey: SoftPasskey) => {
    const { challengeId, options } = await beginPasskeyVerification(tenant.ctx, {
      waitingSecret: waiting.secret,
    })
    const response = await passkey.get(options)
    return verifyWithPasskey(tenant.ctx, { waitingSecret: waiting.secret, challengeId, response })
  }

  expect(await failureOf(verify(georgi.passkey))).toBe('wrong_credentials')
  const opened = await verify(elena.passkey)
  expect(opened).toMatchObject({ state: 'open', userId: elena.userId })
  expect(opened.secret).not.toBe(waiting.secret)
  expect(await failureOf(verify(elena.passkey))).toBe('unauthorized')
  // Alone it is both factors.
  expect(await signInSoftly(tenant.ctx, elena.passkey)).toMatchObject({ state: 'open' })
  await removeTotp(elena.ctx)
})

test.each([
  ['nothing', undefined],
  ['a text', 'response'],
  ['half of it', { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }],
  ['no base64url', { id: '<>', rawId: '<>', type: 'public-key', response: {} }],
  [
    'what cannot be read',
    {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: {
        clientDataJSON: 'AAAA',
        authenticatorData: 'AAAA',
        signature: 'AAAA',
        attestationObject: 'AAAA',
      },
    },
  ],
])('%s for a response is refused in words', async (_, response) => {
  const tenant = await makeTenant()
  const { ctx } = await equipWithPasskey(tenant)
  const { challengeId } = await beginPasskeySignIn(tenant.ctx)
  const adding = await beginAddPasskey(ctx)

  const ended = [
    await failureOf(signInWithPasskey(tenant.ctx, { challengeId, response, kind: 'browser' })),
    await failureOf(addPasskey(ctx, { challengeId: adding.challengeId, response, name: 'Telephone' })),
  ]
  expect(ended.every((code) => code === 'invalid_input' || code === 'wrong_credentials')).toBe(true)
})

test('a known key with a broken response is refused in words', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
    const { challengeId, options } = await beginPasskeySignIn(tenant.ctx)
    const honest = await passkey.get(options)
    const response = { ...honest, response: { ...honest.response, [part]: 'AAAA' } }
    expect(await failureOf(signInWithPasskey(tenant.ctx, { challengeId, response, kind: 'browser' }))).toBe(
      'wrong_credentials',
    )
  }
})
