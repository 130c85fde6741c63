import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { loginSessions, oneTimeTokens, totpSecrets, users } from '../../db/tenant/schema/index.ts'
import { addPerson, openLogin, PASSWORD, readMailedLink } from '../../tests/support/add-person.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { justBeforeWrite } from '../../tests/support/just-before-write.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { equipWithPasskey } from '../../tests/support/passkey-hands.ts'
import { awaitCode, protectPerson } from '../../tests/support/protect-person.ts'
import type { TenantContext } from '../context.ts'
import { changeEmail } from './change-email.ts'
import { changePassword } from './change-password.ts'
import { verifySecondFactor } from './factors/verify-second-factor.ts'
import { forgotPassword } from './forgot-password.ts'
import { verifyPassword } from './hash-password.ts'
import { beginPasskeySignIn, signInWithPasskey } from './passkeys/sign-in-with-passkey.ts'
import { removePasskey } from './passkeys/remove-passkey.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'

/** What takes rights away, and what is under way at that moment. */

const NEW = 'a wholly different phrase'

async function reset({ makeContext }: TestTenant, email: string): Promise<void> {
  const ctx = makeContext({ visitor: { network: '198.51.100.1', userAgent: '' } })
  await forgotPassword(ctx, { email })
  const token = await readMailedLink(ctx, 'reset_password', email)
  await resetPassword(ctx, { token, password: NEW })
}

async function readSessions({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(loginSessions)])
  return rows
}

/** Somebody who signs in by password while, just before they are in, something is done. */
async function signInWhile(
  overtake: (tenant: TestTenant, person: { userId: string; email: string }) => Promise<unknown>,
) {
  const tenant = await makeTenant()
  const { ctx, makeContext } = tenant
  const person = await addPerson(ctx)
  // The first batch counts the try.
  const db = justBeforeWrite(makeContext().db, 2, () => overtake(tenant, person))
  const credentials = { email: person.email, password: PASSWORD, kind: 'browser' } as const
  const failure = await failureOf(signIn(makeContext({ db }), credentials))
  return { failure, sessions: await readSessions(ctx) }
}

test('the old password opens nothing once it is reset, not even what was nearly open', async () => {
  const { failure, sessions } = await signInWhile((tenant, { email }) => reset(tenant, email))

  expect([failure, sessions]).toEqual(['wrong_credentials', []])
})

test('nobody gets in without a second factor once there is one', async () => {
  const { failure, sessions } = await signInWhile(({ ctx: { db } }, { userId }) => {
    const app = { userId, secretSealed: 'sealed', createdAt: 0, confirmedAt: 1 }
    return db.write([db.orm.insert(totpSecrets).values(app)])
  })

  expect([failure, sessions]).toEqual(['wrong_credentials', []])
})

test('nobody gets in once they are disabled', async () => {
  const { failure, sessions } = await signInWhile(({ ctx: { db } }, { userId }) =>
    db.write([db.orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))]),
  )

  expect([failure, sessions]).toEqual(['wrong_credentials', []])
})

test('a session whose wait has been ended does not open', async () => {
  const someone = await protectPerson()
  const { ctx, makeContext } = someone.tenant
  const waitingSecret = await awaitCode(someone)
  const endAll = () => ctx.db.write([ctx.db.orm.delete(loginSessions)])
  // Counted twice, taken, given back: then it opens.
  const db = justBeforeWrite(makeContext().db, 5, endAll)
  const verified = verifySecondFactor(makeContext({ db }), { waitingSecret, code: someone.code() })

  expect(await failureOf(verified)).toBe('wrong_credentials')
  expect(await readSessions(ctx)).toEqual([])
})

test('a passkey that has just been removed opens nothing', async () => {
  const tenant = await makeTenant()
  const { ctx, passkey } = await equipWithPasskey(tenant)
  const { challengeId, options } = await beginPasskeySignIn(ctx)
  const response = await passkey.get(options)
  const remove = () => removePasskey(ctx, { passkeyId: response.id })
  // The try is counted, the challenge spent, the passkey’s use noted: then it opens.
  const db = justBeforeWrite(tenant.makeContext().db, 4, remove)
  const signedIn = signInWithPasskey(tenant.makeContext({ db }), { challengeId, response, kind: 'browser' })

  expect(await failureOf(signedIn)).toBe('wrong_credentials')
  expect((await readSessions(ctx)).map(({ id }) => id)).toEqual([ctx.login.sessionId])
})

/** Somebody who has signed in with a stolen password, and is overtaken by its owner's reset. */
async function robAndReset(steal: (ctx: TenantContext) => Promise<unknown>, batch: number) {
  const tenant = await makeTenant()
  const { ctx, makeContext } = tenant
  const { userId, email } = await addPerson(ctx)
  const { login } = await openLogin(ctx, { userId })
  const db = justBeforeWrite(makeContext().db, batch, () => reset(tenant, email))
  const failure = await failureOf(steal(makeContext({ db, login })))
  const { orm, read } = ctx.db
  const [[user], tokens] = await read([orm.select().from(users), orm.select().from(oneTimeTokens)])
  return { failure, user, tokens }
}

test('a password is not changed by who was signed out as it was reset', async () => {
  const change = { currentPassword: PASSWORD, newPassword: 'what the thief would like' }
  const { failure, user } = await robAndReset((ctx) => changePassword(ctx, change), 2)

  expect(failure).toBe('unauthorized')
  expect(await verifyPassword(NEW, user?.passwordHash ?? null)).toBe(true)
})

test('no link to another address is made for who was signed out as the password was reset', async () => {
  // The two batches before it count the mail.
  const { tokens } = await robAndReset((ctx) => changeEmail(ctx, { email: 'thief@example.test' }), 3)

  expect(tokens.map(({ purpose }) => purpose)).toEqual(['reset_password'])
})
