import type * as nodeCrypto from 'node:crypto'
import { scrypt } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { auditLog, messages, totpSecrets, users } from '../../db/tenant/schema/index.ts'
import { addPerson, PASSWORD, PASSWORD_HASH, readMailedLink } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { watchWork } from '../../tests/support/watch-work.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { findLogin, findWaiting } from './find-login.ts'
import { forgotPassword } from './forgot-password.ts'
import { register } from './register.ts'
import { resetPassword } from './reset-password.ts'
import { sendSignInLink } from './send-sign-in-link.ts'
import { signInByLink } from './sign-in-by-link.ts'
import { signIn } from './sign-in.ts'

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>()
  return { ...real, scrypt: vi.fn<typeof real.scrypt>(real.scrypt) }
})
const hashed = vi.mocked(scrypt)

const cheapHash = 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA$AsWvwMY_76m6UtetkFvlJIEPTCAm8Pu2vkYrRktx10s'

const trySignIn = (ctx: TenantContext, email: string, password = PASSWORD) =>
  signIn(ctx, { email, password, kind: 'browser' }).catch((error: unknown) => error)

async function readAudit({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(auditLog)])
  return rows.map(({ action, actor, subjectId }) => [action, actor, subjectId])
}

async function addApp({ db }: TenantContext, userId: string) {
  const app = { userId, secretSealed: 'sealed', createdAt: 0, confirmedAt: 1 }
  await db.write([db.orm.insert(totpSecrets).values(app)])
}

test('address and password open a session, however the address is typed', async () => {
  const { ctx } = await makeTenant()
  const { userId } = await addPerson(ctx)
  const signedIn = await signIn(ctx, { email: ' Elena@Example.TEST', password: PASSWORD, kind: 'browser' })

  expect(signedIn).toMatchObject({ state: 'open', userId })
  expect((await findLogin(ctx, signedIn.secret))?.user.id).toBe(userId)
  expect(await readAudit(ctx)).toEqual([['login.success', `client:${userId}`, userId]])
})

test('a known and an unknown address, no password and a disabled person cannot be told apart', async () => {
  const { ctx, makeContext } = await makeTenant()
  await addPerson(ctx)
  await addPerson(ctx, { name: 'linked', passwordHash: null })
  const { userId } = await addPerson(ctx, { name: 'gone' })
  await ctx.db.write([ctx.db.orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))])

  const seen = []
  for (const [name, password] of [
    ['elena', 'not it at all'],
    ['nobody', PASSWORD],
    ['linked', PASSWORD],
    ['gone', PASSWORD],
  ] as const) {
    hashed.mockClear()
    const { db, work } = watchWork(makeContext().db)
    const failure = await trySignIn(makeContext({ db }), `${name}@example.test`, password)
    const { code, message, details } = failure as { code: string; message: string; details: unknown }
    seen.push({ code, message, details, work, hashes: hashed.mock.calls.map((call) => call.slice(2, 4)) })
  }
  expect(seen[0]).toMatchObject({ code: 'wrong_credentials', details: {} })
  expect(seen[0]?.hashes).toHaveLength(1)
  for (const other of seen.slice(1)) expect(other).toEqual(seen[0])
})

test('absurd passwords are hashed for nobody', async () => {
  const { ctx } = await makeTenant()
  await addPerson(ctx)
  hashed.mockClear()

  for (const email of ['elena@example.test', 'nobody@example.test']) {
    expect(await trySignIn(ctx, email, 'x'.repeat(50_000))).toMatchObject({ code: 'wrong_credentials' })
  }
  expect(hashed).not.toHaveBeenCalled()
})

test('a hash of an older cost is made anew by the right password only', async () => {
  const { ctx } = await makeTenant()
  await addPerson(ctx, { passwordHash: cheapHash })
  const readHash = async () => {
    const [[user]] = await ctx.db.read([ctx.db.orm.select().from(users)])
    return user?.passwordHash
  }
  expect(await trySignIn(ctx, 'elena@example.test', 'not it at all')).toMatchObject({
    code: 'wrong_credentials',
  })
  expect(await readHash()).toBe(cheapHash)
  expect(await trySignIn(ctx, 'elena@example.test')).toMatchObject({ state: 'open' })
  expect(await readHash()).toMatch(/^scrypt\$32768\$8\$3\$/)
})

test('with a second factor the password opens nothing yet', async () => {
  const { ctx } = await makeTenant()
  const { userId, email } = await addPerson(ctx)
  await addApp(ctx, userId)
  const signedIn = await signIn(ctx, { email, password: PASSWORD, kind: 'token' })

  expect(signedIn).toMatchObject({ state: 'second_factor', options: ['totp', 'recovery'] })
  expect(await findLogin(ctx, signedIn.secret)).toBeNull()
  expect(await findWaiting(ctx, signedIn.secret)).toMatchObject({ userId })
  expect(await readAudit(ctx)).toEqual([['login.first_factor', `client:${userId}`, userId]])
})

test('who is locked out gets in again by a reset, and is signed in elsewhere all the while', async () => {
  const { ctx, makeContext } = await makeTenant()
  const { userId, email } = await addPerson(ctx)
  const elsewhere = makeContext({ visitor: { network: '198.51.100.9', userAgent: '' } })
  const session = await signIn(elsewhere, { email, password: PASSWORD, kind: 'browser' })
  // Too long to be hashed, so that this is quick.
  for (let count = 0; count < 5; count++) await trySignIn(ctx, email, 'x'.repeat(200))

  expect(await trySignIn(ctx, email)).toMatchObject({
    code: 'rate_limited',
    details: { retryAfterSeconds: 900 },
  })
  expect((await findLogin(ctx, session.secret))?.user.id).toBe(userId)

  await forgotPassword(ctx, { email })
  const token = await readMailedLink(ctx, 'reset_password', email)
  await resetPassword(ctx, { token, password: 'nine calm purple otters' })
  expect(await trySignIn(ctx, email, 'nine calm purple otters')).toMatchObject({ state: 'open' })
})

test.each([
  ['forgotPassword', forgotPassword],
  ['sendSignInLink', sendSignInLink],
  [
    'register',
    (ctx: TenantContext, { email }: { email: string }) =>
      register(ctx, { email, firstName: 'E', lastName: 'I' }),
  ],
] as const)('%s does the same for a known and an unknown address', async (_name, verb) => {
  const { ctx, makeContext } = await makeTenant()
  await addPerson(ctx)
  const done = []
  for (const email of ['elena@example.test', 'nobody@example.test']) {
    const { db, work } = watchWork(makeContext().db)
    const announced: number[] = []
    const announce = async (dueAt: number) => void announced.push(dueAt)
    done.push({ answer: await verb(makeContext({ db, announce }), { email }), work, announced })
  }

  expect(done[1]).toEqual(done[0])
  expect(done[0]?.announced).toHaveLength(1)
})

test('three mails to an address in a quarter of an hour; the fourth is silently not sent', async () => {
  const { ctx, clock } = await makeTenant()
  const { email } = await addPerson(ctx)
  const mails = async () => {
    const [rows] = await ctx.db.read([ctx.db.orm.select().from(messages)])
    return rows.length
  }
  for (let count = 0; count < 4; count++) await forgotPassword(ctx, { email })
  expect(await mails()).toBe(3)

  clock.advance(minutes(15))
  await sendSignInLink(ctx, { email })
  expect(await mails()).toBe(4)
})

test('a network that asks for very many mails is told to wait, whoever they are for', async () => {
  const { ctx } = await makeTenant()
  for (let count = 0; count < 20; count++) await forgotPassword(ctx, { email: `${count}@example.test` })

  await expect(forgotPassword(ctx, { email: 'elena@example.test' })).rejects.toMatchObject({
    code: 'rate_limited',
    details: { retryAfterSeconds: 3_600 },
  })
})

test('a link signs in once, and asks for the second factor where there is one', async () => {
  const { ctx } = await makeTenant()
  const { userId, email } = await addPerson(ctx, { passwordHash: null })
  await sendSignInLink(ctx, { email })
  const token = await readMailedLink(ctx, 'sign_in', email)
  const follow = () => signInByLink(ctx, { token, kind: 'browser' })

  const signedIn = await follow()
  expect(await findLogin(ctx, signedIn.secret)).toMatchObject({ user: { id: userId, hasPassword: false } })
  await expect(follow()).rejects.toMatchObject({ code: 'link_spent' })

  await addApp(ctx, userId)
  await sendSignInLink(ctx, { email })
  const second = await readMailedLink(ctx, 'sign_in', email)
  expect(await signInByLink(ctx, { token: second, kind: 'browser' })).toMatchObject({
    state: 'second_factor',
  })
})

test('the link of somebody disabled meanwhile is spent', async () => {
  const { ctx } = await makeTenant()
  const { email } = await addPerson(ctx, { passwordHash: PASSWORD_HASH })
  await sendSignInLink(ctx, { email })
  const token = await readMailedLink(ctx, 'sign_in', email)
  await ctx.db.write([ctx.db.orm.update(users).set({ status: 'disabled' })])

  await expect(signInByLink(ctx, { token, kind: 'browser' })).rejects.toMatchObject({ code: 'link_spent' })
})
