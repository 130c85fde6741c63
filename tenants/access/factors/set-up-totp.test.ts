import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  attempts,
  auditLog,
  loginSessions,
  messages,
  recoveryCodes,
  totpSecrets,
} from '../../../db/tenant/schema/index.ts'
import { failureOf, failuresOf } from '../../../tests/support/failure-of.ts'
import { awaitCode, protectPerson } from '../../../tests/support/protect-person.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeUser, openLogin } from '../../../tests/support/open-login.ts'
import { readTotp } from '../../../tests/support/read-totp.ts'
import { minutes } from '../../durations.ts'
import { findLogin } from '../find-login.ts'
import { openSession } from '../open-session.ts'
import { beginTotp } from './begin-totp.ts'
import { confirmCode } from './confirm-code.ts'
import { confirmTotp } from './confirm-totp.ts'
import { getOfferedTotp } from './get-offered-totp.ts'
import { getSecondFactor } from './get-second-factor.ts'
import { regenerateRecoveryCodes } from './regenerate-recovery-codes.ts'
import { removeTotp } from './remove-totp.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

test('an app is asked for from its first right code on', async () => {
  const tenant = await makeTenant()
  const userId = await makeUser(tenant, 'elena@example.test')
  const ctx = await openLogin(tenant, userId)

  const { secret, uri, qrSvg } = await beginTotp(ctx)
  expect(uri).toContain('otpauth://totp/Iron%20Works:elena%40example.test?issuer=Iron%20Works')
  expect(uri).not.toMatch(/trainerhub/i)
  expect(qrSvg).toMatch(/^<svg/)
  expect((await openLogin(tenant, userId)).login.hasSecondFactor).toBe(false)
  expect(await getOfferedTotp(ctx)).toEqual({ secret, uri, qrSvg })
  expect(await getSecondFactor(ctx)).toEqual({ totpSince: null, recoveryCodesLeft: 0, passkeys: 0 })

  const { recoveryCodes: codes } = await confirmTotp(ctx, { code: readTotp(secret, tenant.clock.now()) })
  expect(new Set(codes).size).toBe(10)
  expect(await getSecondFactor(ctx)).toEqual({
    totpSince: tenant.clock.now(),
    recoveryCodesLeft: 10,
    passkeys: 0,
  })
  expect(await getOfferedTotp(ctx)).toBeNull()
  expect(await failureOf(beginTotp(ctx))).toBe('conflict')
  expect(tenant.announced).toHaveLength(1)
  const [mails, audit] = await ctx.db.read([
    ctx.db.orm.select().from(messages),
    ctx.db.orm.select().from(auditLog).where(eq(auditLog.action, 'totp.add')),
  ])
  expect(mails).toMatchObject([{ kind: 'account_factor_added', recipient: 'elena@example.test' }])
  expect(audit).toMatchObject([{ actor: `client:${userId}`, subjectId: userId, after: null }])
})

test('neither the secret nor a recovery code is kept in clear', async () => {
  const { ctx, secret, codes } = await protectPerson()
  const { orm, read } = ctx.db
  const kept = JSON.stringify(
    await read([
      orm.select().from(totpSecrets),
      orm.select().from(recoveryCodes),
      orm.select().from(auditLog),
      orm.select().from(attempts),
    ]),
  )

  for (const text of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) {
    expect(kept).not.toContain(text)
  }
})

test('whoever was in elsewhere before there was an app is out', async () => {
  const tenant = await makeTenant()
  const userId = await makeUser(tenant, 'elena@example.test')
  const elsewhere = await openSession(tenant.ctx, { userId, method: 'link', kind: 'browser' })
  const ctx = await openLogin(tenant, userId)
  const { secret } = await beginTotp(ctx)
  await confirmTotp(ctx, { code: readTotp(secret, tenant.clock.now()) })

  expect(await findLogin(tenant.ctx, elsewhere.secret)).toBeNull()
})

test('the codes of an app that was only offered prove nothing', async () => {
  const tenant = await makeTenant()
  const ctx = await openLogin(tenant, await makeUser(tenant, 'elena@example.test'))
  const { secret } = await beginTotp(ctx)

  const code = readTotp(secret, tenant.clock.now())
  expect(await failureOf(confirmCode(ctx, { code }))).toBe('wrong_credentials')
})

test('an offer that is half an hour old is worth nothing', async () => {
  const tenant = await makeTenant()
  const ctx = await openLogin(tenant, await makeUser(tenant, 'elena@example.test'))
  const { secret } = await beginTotp(ctx)
  tenant.clock.advance(minutes(30))

  expect(await failureOf(confirmTotp(ctx, { code: readTotp(secret, tenant.clock.now()) }))).toBe('conflict')
})

test('of an offer that was made anew, the old secret is worth nothing', async () => {
  const tenant = await makeTenant()
  const ctx = await openLogin(tenant, await makeUser(tenant, 'elena@example.test'))
  const { secret: old } = await beginTotp(ctx)
  const { secret } = await beginTotp(ctx)

  expect(await failureOf(confirmTotp(ctx, { code: readTotp(old, tenant.clock.now()) }))).toBe(
    'wrong_credentials',
  )
  expect(await failureOf(confirmTotp(ctx, { code: readTotp(secret, tenant.clock.now()) }))).toBe('done')
})

test('confirmed twice at once, it is confirmed once, and its recovery codes are those of one', async () => {
  const tenant = await makeTenant()
  const ctx = await openLogin(tenant, await makeUser(tenant, 'elena@example.test'))
  const { secret } = await beginTotp(ctx)
  const code = readTotp(secret, tenant.clock.now())

  const ended = await failuresOf(Array.from({ length: 5 }, () => confirmTotp(ctx, { code })))
  expect(ended.toSorted()).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'done'])
  expect((await getSecondFactor(ctx)).recoveryCodesLeft).toBe(10)
})

test('a code says again who one is', async () => {
  const someone = await protectPerson()
  const { ctx, tenant } = someone
  tenant.clock.advance(minutes(10))
  expect(await failureOf(removeTotp(ctx))).toBe('reauthentication_required')

  expect(await failureOf(confirmCode(ctx, { code: '000000' }))).toBe('wrong_credentials')
  const { sessionId } = await confirmCode(ctx, { code: someone.code() })
  const { orm, read } = ctx.db
  const [[session]] = await read([orm.select().from(loginSessions).where(eq(loginSessions.id, sessionId))])
  expect(session?.authenticatedAt).toBe(tenant.clock.now())
})

test('without the app nothing more is asked for, and all others are signed out', async () => {
  const someone = await protectPerson()
  const { ctx, tenant, userId } = someone
  const waitingSecret = await awaitCode(someone)
  const opened = await verifySecondFactor(tenant.ctx, { waitingSecret, code: someone.code() })
  const waitsOn = await awaitCode(someone)
  await removeTotp(ctx)

  expect(await findLogin(tenant.ctx, opened.secret)).toBeNull()
  expect(
    await failureOf(verifySecondFactor(tenant.ctx, { waitingSecret: waitsOn, code: someone.codes[0] ?? '' })),
  ).toBe('unauthorized')
  expect(await openSession(tenant.ctx, { userId, method: 'link', kind: 'browser' })).toMatchObject({
    state: 'open',
  })
  expect(await getSecondFactor(ctx)).toEqual({ totpSince: null, recoveryCodesLeft: 0, passkeys: 0 })
  expect(await failuresOf([removeTotp(ctx), regenerateRecoveryCodes(ctx)])).toEqual(['conflict', 'conflict'])
})

test('nobody who has not signed in, and nobody whose sign-in is stale, touches a second factor', async () => {
  const someone = await protectPerson()
  const { ctx, tenant } = someone
  const all = (context: typeof tenant.ctx) => [
    beginTotp(context),
    getOfferedTotp(context),
    removeTotp(context),
    regenerateRecoveryCodes(context),
  ]

  expect(new Set(await failuresOf(all(tenant.ctx)))).toEqual(new Set(['unauthorized']))
  expect(
    await failuresOf([
      confirmTotp(tenant.ctx, { code: '000000' }),
      confirmCode(tenant.ctx, { code: '000000' }),
      getSecondFactor(tenant.ctx),
    ]),
  ).toEqual(['unauthorized', 'unauthorized', 'unauthorized'])
  tenant.clock.advance(minutes(10))
  expect(new Set(await failuresOf(all(ctx)))).toEqual(new Set(['reauthentication_required']))
})
