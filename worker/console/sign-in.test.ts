import { eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import * as registry from '../../db/registry/schema/index.ts'
import { minutes } from '../../tenants/durations.ts'
import { disableOperator } from '../../tenants/operators/disable-operator.ts'
import { inviteOperator } from '../../tenants/operators/invite-operator.ts'
import { listOperators } from '../../tenants/operators/list-operators.ts'
import { resetOperator } from '../../tenants/operators/reset-operator.ts'
import { readTotp } from '../../tests/support/read-totp.ts'
import { makeOperatorSite, PASSWORD, TOTP } from '../testing/make-operator-site.ts'

const { browse, code, ctx, db, enter, join, makeOperator, passwordHash } = await makeOperatorSite()
// Each test is on its own: no code was taken and no try counted a little before.
afterEach(() => vi.setSystemTime(Date.now() + minutes(16)))
afterAll(() => vi.useRealTimers())

test('an operator signs in by password and code, and sees who they are', async () => {
  const { email } = await makeOperator()
  const { cookie, setCookie, waiting } = await enter(email)

  expect(setCookie).toMatch(/^__Host-session=[a-z2-7]{40}; /)
  expect(setCookie).toMatch(/HttpOnly/)
  expect(setCookie).toMatch(/Secure/)
  expect(setCookie).toMatch(/SameSite=Lax/)
  expect(setCookie).not.toMatch(/Domain/i)
  expect(cookie).not.toBe(waiting)
  const { status, text, headers } = await browse('/account', { cookie })
  expect(status).toBe(200)
  expect(text).toContain('Olga')
  expect(text).toContain(email)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'nonce-[^']+'; .*form-action 'self'; frame-ancestors 'none'$/,
  )
  expect(text).not.toMatch(/<script|style="|\son\w+="/)
})

test('with a password alone nobody sees or does anything', async () => {
  const { id, email } = await makeOperator()
  const { cookie: waiting } = await browse('/sign-in', { form: { email, password: PASSWORD } })
  const form = { code: code(), password: PASSWORD, currentPassword: PASSWORD, newPassword: 'another lantern' }
  const toSignIn = { status: 303, location: '/operator/sign-in', text: '' }

  for (const cookie of [undefined, waiting, `__Host-session=${'a'.repeat(40)}`]) {
    for (const path of ['', '/password', '/set-up', '/confirm']) {
      expect(await browse(path, { cookie })).toMatchObject(toSignIn)
    }
    for (const path of [
      '/devices',
      '/password',
      '/set-up',
      '/set-up/confirm',
      '/recovery-codes',
      '/confirm',
    ]) {
      expect(await browse(path, { cookie, form })).toMatchObject(toSignIn)
    }
  }
  const [[row]] = await db.read([db.orm.select().from(registry.users).where(eq(registry.users.id, id))])
  expect(row?.passwordHash).toBe(passwordHash)
})

test('wrong password, unknown address: the same answer', async () => {
  const { email } = await makeOperator()
  const wrong = await browse('/sign-in', { form: { email, password: 'not this one' } })
  const unknown = await browse('/sign-in', { form: { email: 'nobody@example.test', password: PASSWORD } })

  expect([wrong.status, unknown.status]).toEqual([401, 401])
  const same = (text: string) => text.replaceAll(/value="[^"]*"|nonce="[^"]*"/g, '')
  expect(same(wrong.text)).toBe(same(unknown.text))
  expect(wrong.setCookie).toBe('')
})

test('a wrong code says so beside its field, and the sixth is one too many', async () => {
  const { email } = await makeOperator()
  const { cookie } = await browse('/sign-in', { form: { email, password: PASSWORD } })
  for (let tries = 0; tries < 5; tries++) {
    const { status, text } = await browse('/code', { cookie, form: { code: '000000' } })
    expect(status).toBe(401)
    expect(text).toContain('id="code-error"')
  }
  const { status, headers } = await browse('/code', { cookie, form: { code: code() } })

  expect(status).toBe(429)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
})

test('whoever is invited chooses a password, sets up an app, and nothing else opens before', async () => {
  const { token } = await inviteOperator(ctx, {
    email: ' New@Example.test ',
    name: 'Nadia',
    role: 'operator',
  })
  expect((await browse(`/join?token=${token}`)).text).toContain('new@example.test')
  expect((await browse(`/join?token=${token}`)).status).toBe(200)
  expect(await listOperators(ctx)).toContainEqual({
    email: 'new@example.test',
    name: 'Nadia',
    role: 'operator',
    state: 'invited',
    lastSeenAt: null,
  })

  const weak = await browse('/join', { form: { token, password: 'password12' } })
  expect([weak.status, weak.setCookie]).toEqual([422, ''])
  expect(weak.text).toContain('id="password-error"')
  const { cookie, location, secret } = await join(token)
  expect(location).toBe('/operator/set-up')
  for (const path of ['', '/password']) {
    expect(await browse(path, { cookie })).toMatchObject({ status: 303, location: '/operator/set-up' })
  }
  for (const path of ['/devices', '/password', '/recovery-codes']) {
    expect(await browse(path, { cookie, form: {} })).toMatchObject({
      status: 303,
      location: '/operator/set-up',
    })
  }
  // Somebody else, with the password that was just chosen.
  const other = await browse('/sign-in', { form: { email: 'new@example.test', password: PASSWORD } })
  expect((await browse('', { cookie: other.cookie })).location).toBe('/operator/set-up')

  const shown = (await browse('/set-up', { cookie })).text
  expect(shown).toContain('<svg')
  expect(shown).not.toMatch(/<script|style="/)
  const wrong = await browse('/set-up/confirm', { cookie, form: { code: '000000' } })
  expect(wrong.status).toBe(401)
  expect(wrong.text).toContain('id="code-error"')
  const confirmed = await browse('/set-up/confirm', { cookie, form: { code: readTotp(secret, Date.now()) } })
  expect(confirmed.text.match(/<li>([0-9a-z]{4}-?){4}<\/li>/g)).toHaveLength(10)
  expect((await browse('/account', { cookie })).text).toContain('Nadia')
  expect((await browse('', { cookie: other.cookie })).location).toBe('/operator/sign-in')
  expect((await browse(`/join?token=${token}`)).status).toBe(410)
  expect((await browse('/join', { form: { token, password: PASSWORD } })).status).toBe(410)
})

test('a join link works once, also when it is used five times at once', async () => {
  const { token } = await inviteOperator(ctx, { email: 'rush@example.test', name: 'Rosa', role: 'operator' })
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => browse('/join', { form: { token, password: PASSWORD } })),
  )

  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410, 410, 410, 410])
})

test.each(['', 'nonsense', 'tok_a.test.AAAA'])('"%s" for a join link opens nothing', async (token) => {
  expect((await browse(`/join?token=${token}`)).status).toBe(410)
  expect((await browse('/join', { form: { token, password: PASSWORD } })).status).toBe(410)
})

test('a newer link takes the older one’s place, and a week is the end of it', async () => {
  const first = await inviteOperator(ctx, { email: 'twice@example.test', name: 'Twice', role: 'operator' })
  const { token } = await inviteOperator(ctx, {
    email: 'twice@example.test',
    name: 'Twice',
    role: 'operator',
  })
  expect((await browse(`/join?token=${first.token}`)).status).toBe(410)
  expect((await browse(`/join?token=${token}`)).status).toBe(200)
  vi.setSystemTime(Date.now() + 7 * 24 * minutes(60))

  expect((await browse(`/join?token=${token}`)).status).toBe(410)
})

test('whoever is disabled is out at once, and whoever is reset begins anew', async () => {
  const { id, email } = await makeOperator()
  const { cookie } = await enter(email)
  await disableOperator(ctx, { email })
  expect((await browse('', { cookie })).location).toBe('/operator/sign-in')
  expect((await browse('/sign-in', { form: { email, password: PASSWORD } })).status).toBe(401)

  const { token } = await resetOperator(ctx, { email })
  expect((await browse('/sign-in', { form: { email, password: PASSWORD } })).status).toBe(401)
  const { cookie: joined, secret } = await join(token)
  expect(secret).not.toBe(TOTP)
  expect((await browse('', { cookie: joined })).location).toBe('/operator/set-up')
  await browse('/set-up/confirm', { cookie: joined, form: { code: readTotp(secret, Date.now()) } })
  expect((await browse('', { cookie: joined })).text).toContain(email)
  const [audit] = await db.read([
    db.orm.select().from(registry.auditLog).where(eq(registry.auditLog.subjectId, id)),
  ])
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'operator.add',
      'login.success',
      'operator.disable',
      'operator.reset',
      'operator.join',
      'totp.add',
    ]),
  )
})

test('a link of somebody who is disabled meanwhile is worth nothing', async () => {
  const { email } = await makeOperator()
  const { token } = await resetOperator(ctx, { email })
  await disableOperator(ctx, { email })

  expect((await browse('/join', { form: { token, password: PASSWORD } })).status).toBe(410)
})

test('nothing secret is kept', async () => {
  const { token } = await inviteOperator(ctx, { email: 'kept@example.test', name: 'Kept', role: 'operator' })
  const { cookie, secret } = await join(token)
  const { orm, read } = db
  const kept = JSON.stringify(
    await read([
      orm.select().from(registry.users),
      orm.select().from(registry.loginSessions),
      orm.select().from(registry.oneTimeTokens),
      orm.select().from(registry.totpSecrets),
      orm.select().from(registry.auditLog),
      orm.select().from(registry.attempts),
    ]),
  )

  for (const text of [secret, token.split('.')[2] ?? '', cookie.split('=')[1] ?? '', PASSWORD]) {
    expect(text.length).toBeGreaterThan(10)
    expect(kept).not.toContain(text)
  }
})
