import { expect, test } from 'vitest'
import { attempts, auditLog, totpSecrets } from '../../../db/tenant/schema/index.ts'
import { failureOf, failuresOf } from '../../../tests/support/failure-of.ts'
import { awaitCode, protectPerson } from '../../../tests/support/protect-person.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { makeUser, openLogin, withLogin } from '../../../tests/support/open-login.ts'
import { readTotp } from '../../../tests/support/read-totp.ts'
import { minutes, seconds } from '../../durations.ts'
import { findLogin } from '../find-login.ts'
import { openSession } from '../open-session.ts'
import { beginTotp } from './begin-totp.ts'
import { confirmCode } from './confirm-code.ts'
import { confirmTotp } from './confirm-totp.ts'
import { getSecondFactor } from './get-second-factor.ts'
import { regenerateRecoveryCodes } from './regenerate-recovery-codes.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

const count = (codes: string[], code: string) => codes.filter((one) => one === code).length

test('without the code a session opens nothing, with it there is another one', async () => {
  const someone = await protectPerson()
  const { ctx } = someone.tenant
  const waitingSecret = await awaitCode(someone)
  expect(await findLogin(ctx, waitingSecret)).toBeNull()

  const opened = await verifySecondFactor(ctx, { waitingSecret, code: someone.code() })
  expect(opened).toMatchObject({ state: 'open' })
  expect(opened.secret).not.toBe(waitingSecret)
  expect((await withLogin(ctx, opened.secret)).login).toMatchObject({ hasSecondFactor: true })
  expect(await findLogin(ctx, waitingSecret)).toBeNull()
  expect(await failureOf(verifySecondFactor(ctx, { waitingSecret, code: someone.code(1) }))).toBe(
    'unauthorized',
  )
})

test('after ten minutes it is too late for a code', async () => {
  const someone = await protectPerson()
  const waitingSecret = await awaitCode(someone)
  someone.tenant.clock.advance(minutes(10))

  const late = verifySecondFactor(someone.tenant.ctx, { waitingSecret, code: someone.code() })
  expect(await failureOf(late)).toBe('unauthorized')
})

test('a code may be a step early or late, and be typed in two groups', async () => {
  const someone = await protectPerson()
  const at = async (code: string) =>
    failureOf(verifySecondFactor(someone.tenant.ctx, { waitingSecret: await awaitCode(someone), code }))

  expect(await at(someone.code(-2))).toBe('wrong_credentials')
  expect(await at(someone.code(2))).toBe('wrong_credentials')
  expect(await at(someone.code(-1).replace(/(...)/, '$1 '))).toBe('done')
  expect(await at(someone.code(1))).toBe('done')
})

test('no code is taken twice, nor one of before the last that was taken', async () => {
  const someone = await protectPerson()
  const at = async (code: string) =>
    failureOf(verifySecondFactor(someone.tenant.ctx, { waitingSecret: await awaitCode(someone), code }))

  expect(await at(someone.code())).toBe('done')
  expect(await at(someone.code())).toBe('wrong_credentials')
  expect(await at(someone.code(-1))).toBe('wrong_credentials')
  expect(await at(someone.code(1))).toBe('done')
})

test('the code that set the app up opens nothing afterwards', async () => {
  const tenant = await makeTenant()
  const userId = await makeUser(tenant, 'elena@example.test')
  const ctx = await openLogin(tenant, userId)
  const { secret } = await beginTotp(ctx)
  const code = readTotp(secret, tenant.clock.now())
  await confirmTotp(ctx, { code })

  const { secret: waitingSecret } = await openSession(ctx, { userId, method: 'link', kind: 'browser' })
  expect(await failureOf(verifySecondFactor(ctx, { waitingSecret, code }))).toBe('wrong_credentials')
})

test('of one code sent five times at once, from five sessions, one is taken', async () => {
  const someone = await protectPerson()
  const secrets = await Promise.all(Array.from({ length: 5 }, () => awaitCode(someone)))
  const code = someone.code()

  const ended = await failuresOf(
    secrets.map((waitingSecret) => verifySecondFactor(someone.tenant.makeContext(), { waitingSecret, code })),
  )
  expect(count(ended, 'done')).toBe(1)
  expect(count(ended, 'wrong_credentials')).toBe(4)
})

test('a recovery code is as good as a code, once, also when it is sent five times at once', async () => {
  const someone = await protectPerson()
  const [code = ''] = someone.codes
  const secrets = await Promise.all(Array.from({ length: 5 }, () => awaitCode(someone)))

  const ended = await failuresOf(
    secrets.map((waitingSecret) => verifySecondFactor(someone.tenant.makeContext(), { waitingSecret, code })),
  )
  expect(count(ended, 'done')).toBe(1)
  expect(await getSecondFactor(someone.ctx)).toMatchObject({ recoveryCodesLeft: 9 })
})

test('new recovery codes make the old ones void', async () => {
  const someone = await protectPerson()
  const { recoveryCodes: fresh } = await regenerateRecoveryCodes(someone.ctx)
  const at = async (code: string) =>
    failureOf(verifySecondFactor(someone.tenant.ctx, { waitingSecret: await awaitCode(someone), code }))

  expect(fresh.filter((code) => someone.codes.includes(code))).toEqual([])
  expect(await at(someone.codes[0] ?? '')).toBe('wrong_credentials')
  expect(await at((fresh[0] ?? '').toUpperCase().replaceAll('-', ' '))).toBe('done')
})

test('a session is worth five tries', async () => {
  const someone = await protectPerson()
  const waitingSecret = await awaitCode(someone)
  const at = (code: string) => failureOf(verifySecondFactor(someone.tenant.ctx, { waitingSecret, code }))

  for (let tries = 0; tries < 5; tries++) expect(await at('000000')).toBe('wrong_credentials')
  expect(await at(someone.code())).toBe('rate_limited')
})

test('a person is worth ten tries in a quarter of an hour, from however many sessions at once', async () => {
  const someone = await protectPerson()
  const secrets = await Promise.all(Array.from({ length: 20 }, () => awaitCode(someone)))

  const ended = await failuresOf(
    secrets.map((waitingSecret) =>
      verifySecondFactor(someone.tenant.makeContext(), { waitingSecret, code: '0000 0000 0000 0000' }),
    ),
  )
  expect([count(ended, 'wrong_credentials'), count(ended, 'rate_limited')]).toEqual([10, 10])
  expect(await failureOf(confirmCode(someone.ctx, { code: someone.code() }))).toBe('rate_limited')
  someone.tenant.clock.advance(minutes(15))
  const waitingSecret = await awaitCode(someone)
  expect(await failureOf(verifySecondFactor(someone.ctx, { waitingSecret, code: someone.code() }))).toBe(
    'done',
  )
})

test('right codes use up no tries', async () => {
  const someone = await protectPerson()
  for (const code of someone.codes.slice(0, 6)) {
    await verifySecondFactor(someone.tenant.ctx, { waitingSecret: await awaitCode(someone), code })
  }
  const { orm, read } = someone.ctx.db
  const [counted] = await read([orm.select().from(attempts)])

  expect(counted.map((row) => row.count)).toEqual(counted.map(() => 0))
})

test('another person’s codes are wrong', async () => {
  const tenant = await makeTenant()
  const someone = await protectPerson(tenant)
  const otherId = await makeUser(tenant, 'georgi@example.test')
  const other = await openLogin(tenant, otherId)
  const { secret } = await beginTotp(other)
  const { recoveryCodes: theirs } = await confirmTotp(other, { code: readTotp(secret, tenant.clock.now()) })
  const waitingSecret = await awaitCode(someone)

  for (const code of [readTotp(secret, tenant.clock.now() + seconds(30)), theirs[0] ?? '']) {
    expect(await failureOf(verifySecondFactor(tenant.ctx, { waitingSecret, code }))).toBe('wrong_credentials')
  }
})

test('a sealed secret that is put into another person’s row cannot be opened', async () => {
  const tenant = await makeTenant()
  const someone = await protectPerson(tenant)
  const otherId = await makeUser(tenant, 'georgi@example.test')
  const { orm, read, write } = tenant.ctx.db
  const [[row]] = await read([orm.select().from(totpSecrets)])
  await write([
    orm
      .insert(totpSecrets)
      .values({ ...row, userId: otherId, secretSealed: row?.secretSealed ?? '', createdAt: 0 }),
  ])
  const waitingSecret = await awaitCode({ ...someone, userId: otherId })

  const tried = verifySecondFactor(tenant.ctx, { waitingSecret, code: someone.code() })
  await expect(tried).rejects.toMatchObject({ name: 'OperationError' })
})

test('what failed is in the audit log, without what was typed', async () => {
  const someone = await protectPerson()
  const waitingSecret = await awaitCode(someone)
  await failureOf(verifySecondFactor(someone.tenant.ctx, { waitingSecret, code: '123321' }))
  await failureOf(confirmCode(someone.ctx, { code: '123321' }))
  const { orm, read } = someone.ctx.db
  const [audit] = await read([orm.select().from(auditLog)])

  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['login.second_factor_failure', 'login.confirm_failure']),
  )
  expect(JSON.stringify(audit)).not.toContain('123321')
})
