import { expect, test } from 'vitest'
import { auditLog, messages, passkeys } from '../../../db/tenant/schema/index.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import {
  addSoftPasskey,
  equipWithPasskey,
  ORIGIN,
  signInSoftly,
} from '../../../tests/support/passkey-hands.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeUser, openLogin, withLogin } from '../../../tests/support/open-login.ts'
import { makePasskey } from '../../../tests/support/software-authenticator.ts'
import { minutes } from '../../durations.ts'
import { encodeBase64Url } from '../base64url.ts'
import { findLogin } from '../find-login.ts'
import { addPasskey } from './add-passkey.ts'
import { beginAddPasskey } from './begin-add-passkey.ts'
import { beginPasskeyConfirm } from './confirm-with-passkey.ts'
import { listPasskeys } from './list-passkeys.ts'
import { removePasskey } from './remove-passkey.ts'
import { renamePasskey } from './rename-passkey.ts'
import { beginPasskeySignIn } from './sign-in-with-passkey.ts'
import { beginPasskeyVerification } from './verify-with-passkey.ts'

/** The studio’s other host. */
const SIBLING = 'https://iron-works.trainerhub.test'

test('a passkey is made for this host, and signs in whose it is without a name', async () => {
  const tenant = await makeTenant()
  const userId = await makeUser(tenant, 'elena@example.test')
  const ctx = await openLogin(tenant, userId)
  const passkey = await makePasskey(ORIGIN)

  const { options } = await beginAddPasskey(ctx)
  expect(options).toMatchObject({
    rp: { id: 'book.ironworks.test', name: 'Iron Works' },
    user: { id: encodeBase64Url(new TextEncoder().encode(userId)), name: 'elena@example.test' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [],
  })
  expect(await addSoftPasskey(ctx, passkey)).toEqual({ passkeyId: passkey.id })
  expect((await beginAddPasskey(ctx)).options.excludeCredentials).toMatchObject([{ id: passkey.id }])

  const asked = await beginPasskeySignIn(tenant.ctx)
  expect(asked.options).toMatchObject({ rpId: 'book.ironworks.test', userVerification: 'required' })
  expect(asked.options.allowCredentials).toBeUndefined()
  tenant.clock.advance(minutes(1))
  const signedIn = await signInSoftly(tenant.ctx, passkey)
  expect(signedIn).toMatchObject({ state: 'open', userId })
  expect((await withLogin(tenant.ctx, signedIn.secret)).login.user.id).toBe(userId)
  expect(await listPasskeys(ctx)).toEqual([
    {
      id: passkey.id,
      name: 'Telephone',
      host: 'book.ironworks.test',
      isForHere: true,
      isBackedUp: false,
      createdAt: tenant.clock.now() - minutes(1),
      lastUsedAt: tenant.clock.now(),
    },
  ])
})

test('whoever adds or removes one is told by mail, and the log knows', async () => {
  const tenant = await makeTenant()
  const { ctx, passkey } = await equipWithPasskey(tenant)
  await renamePasskey(ctx, { passkeyId: passkey.id, name: 'Old telephone' })
  await removePasskey(ctx, { passkeyId: passkey.id })
  const { orm, read } = ctx.db
  const [mails, audit] = await read([orm.select().from(messages), orm.select().from(auditLog)])

  expect(mails.map(({ kind }) => kind)).toEqual(['account_factor_added', 'account_factor_removed'])
  expect(tenant.announced).toHaveLength(2)
  expect(audit.map(({ action }) => action).filter((action) => action.startsWith('passkey'))).toEqual([
    'passkey.add',
    'passkey.rename',
    'passkey.remove',
  ])
  expect(JSON.stringify(audit)).not.toContain('telephone')
})

test('on the studio’s other host it is not offered and does not work, but it is listed', async () => {
  const tenant = await makeTenant()
  const { ctx, passkey } = await equipWithPasskey(tenant)
  const there = { ...ctx, origin: SIBLING }

  expect((await beginAddPasskey(there)).options).toMatchObject({
    rp: { id: 'iron-works.trainerhub.test' },
    excludeCredentials: [],
  })
  expect(await failureOf(beginPasskeyConfirm(there))).toBe('not_found')
  expect(await failureOf(signInSoftly(tenant.makeContext({ origin: SIBLING }), passkey))).toBe(
    'wrong_credentials',
  )
  const asIfThere = { origin: SIBLING, rpId: 'iron-works.trainerhub.test' }
  expect(await failureOf(signInSoftly(tenant.makeContext({ origin: SIBLING }), passkey, asIfThere))).toBe(
    'wrong_credentials',
  )
  expect(await listPasskeys(there)).toMatchObject([{ host: 'book.ironworks.test', isForHere: false }])
})

test('a passkey that is known is added to nobody else', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  const other = await openLogin(tenant, await makeUser(tenant, 'georgi@example.test'))

  expect(await failureOf(addSoftPasskey(other, passkey))).toBe('conflict')
  expect(await listPasskeys(other)).toEqual([])
})

test('there may be twenty, also when the last two are added at once', async () => {
  const tenant = await makeTenant()
  const { ctx } = await equipWithPasskey(tenant)
  for (let made = 1; made < 19; made++) await addSoftPasskey(ctx, await makePasskey(ORIGIN))
  const both = await Promise.all([makePasskey(ORIGIN), makePasskey(ORIGIN)])

  const ended = await Promise.all(both.map((passkey) => failureOf(addSoftPasskey(ctx, passkey))))
  expect(ended.toSorted()).toEqual(['conflict', 'done'])
  expect(await listPasskeys(ctx)).toHaveLength(20)
  expect(await failureOf(beginAddPasskey(ctx))).toBe('conflict')
})

test('others’ passkeys are not found, whoever asks', async () => {
  const tenant = await makeTenant()
  const { ctx, passkey } = await equipWithPasskey(tenant)
  const other = await openLogin(tenant, await makeUser(tenant, 'georgi@example.test'))

  for (const passkeyId of [passkey.id, 'unknown']) {
    expect(await failureOf(renamePasskey(other, { passkeyId, name: 'Mine' }))).toBe('not_found')
    expect(await failureOf(removePasskey(other, { passkeyId }))).toBe('not_found')
  }
  expect(await listPasskeys(ctx)).toMatchObject([{ name: 'Telephone' }])
})

test('a removed passkey signs nobody in, and whoever it signed in is out', async () => {
  const tenant = await makeTenant()
  const { ctx, passkey } = await equipWithPasskey(tenant)
  const { secret } = await signInSoftly(tenant.ctx, passkey)
  await removePasskey(ctx, { passkeyId: passkey.id })

  expect(await failureOf(signInSoftly(tenant.ctx, passkey))).toBe('wrong_credentials')
  expect(await findLogin(tenant.ctx, secret)).toBeNull()
})

test('nobody who has not signed in has passkeys, and a stale sign-in adds and removes none', async () => {
  const tenant = await makeTenant()
  const { ctx, passkey } = await equipWithPasskey(tenant)
  const nobody = tenant.ctx
  const { challengeId, options } = await beginAddPasskey(ctx)
  const response = await passkey.create(options)
  const works = [
    beginAddPasskey(nobody),
    addPasskey(nobody, { challengeId, response, name: 'Mine' }),
    beginPasskeyConfirm(nobody),
    listPasskeys(nobody),
    renamePasskey(nobody, { passkeyId: passkey.id, name: 'Mine' }),
    removePasskey(nobody, { passkeyId: passkey.id }),
    beginPasskeyVerification(nobody, { waitingSecret: 'a'.repeat(40) }),
  ]

  expect(new Set(await Promise.all(works.map(failureOf)))).toEqual(new Set(['unauthorized']))
  tenant.clock.advance(minutes(10))
  const stale = [beginAddPasskey(ctx), removePasskey(ctx, { passkeyId: passkey.id })]
  expect(new Set(await Promise.all(stale.map(failureOf)))).toEqual(new Set(['reauthentication_required']))
})

test('what is kept of a passkey is public', async () => {
  const tenant = await makeTenant()
  const { passkey } = await equipWithPasskey(tenant)
  const { orm, read } = tenant.ctx.db
  const [[row]] = await read([orm.select().from(passkeys)])

  expect(row).toMatchObject({
    id: passkey.id,
    rpId: 'book.ironworks.test',
    counter: 0,
    transports: ['internal'],
  })
})
