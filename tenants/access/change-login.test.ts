import type * as nodeCrypto from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import {
  auditLog,
  clients,
  messages,
  oneTimeTokens,
  totpSecrets,
  users,
} from '../../db/tenant/schema/index.ts'
import { addPerson, openLogin, PASSWORD, readMailedLink } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { changeEmail } from './change-email.ts'
import { changeMe } from './change-me.ts'
import { changePassword } from './change-password.ts'
import { confirmEmail } from './confirm-email.ts'
import { confirmPassword } from './confirm-password.ts'
import { findLogin } from './find-login.ts'
import { endDevice, endOtherDevices } from './end-device.ts'
import { forgotPassword } from './forgot-password.ts'
import { hashPassword, verifyPassword } from './hash-password.ts'
import { listDevices } from './list-devices.ts'
import { resetPassword } from './reset-password.ts'
import { sendSignInLink } from './send-sign-in-link.ts'
import { signIn } from './sign-in.ts'
import { signInByLink } from './sign-in-by-link.ts'

// What hashing costs is tried elsewhere (`password.test.ts`); here it would be half a minute.
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof nodeCrypto>()
  type Derive = (
    ...args: [string, Uint8Array, number, object, (error: Error | null, key: Buffer) => void]
  ) => void
  const scrypt: Derive = (password, salt, length, _cost, done) =>
    real.scrypt(password, salt, length, { N: 2 }, done)
  return { ...real, scrypt }
})

const NEW = 'nine calm purple otters'
const codeOf = (error: unknown) => (error as { code?: string }).code

async function readUser({ db }: TenantContext) {
  const [[user]] = await db.read([db.orm.select().from(users)])
  if (!user) throw new Error('nobody')
  return user
}

async function readMails({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(messages)])
  return rows.map(({ kind, recipient }) => [kind, recipient])
}

/** Elena, signed in here and elsewhere. */
async function signInTwice(person: Parameters<typeof addPerson>[1] = {}) {
  const studio = await makeTenant()
  const passwordHash = await hashPassword(PASSWORD)
  const { userId, email } = await addPerson(studio.ctx, { passwordHash, ...person })
  const here = await openLogin(studio.ctx, { userId })
  const elsewhere = await openLogin(studio.ctx, { userId, kind: 'token' })
  const isOpen = async ({ secret }: { secret: string }) => (await findLogin(studio.ctx, secret)) !== null
  return { ...studio, userId, email, here, elsewhere, isOpen }
}

describe('a reset', () => {
  test('gives a new password, ends every session, spends other links, and says so', async () => {
    const { ctx, email, here, elsewhere, isOpen } = await signInTwice()
    await sendSignInLink(ctx, { email })
    const signInLink = await readMailedLink(ctx, 'sign_in', email)
    await forgotPassword(ctx, { email })
    await resetPassword(ctx, { token: await readMailedLink(ctx, 'reset_password', email), password: NEW })

    expect(await verifyPassword(NEW, (await readUser(ctx)).passwordHash)).toBe(true)
    expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([false, false])
    expect(await signInByLink(ctx, { token: signInLink, kind: 'browser' }).catch(codeOf)).toBe('link_spent')
    expect(await readMails(ctx)).toContainEqual(['account_password_changed', email])
    const [log] = await ctx.db.read([ctx.db.orm.select().from(auditLog)])
    expect(log.map(({ action }) => action)).toEqual(['password.reset'])
  })

  test('leaves a second factor as it is, and signs nobody in past it', async () => {
    const { ctx, userId, email } = await signInTwice()
    const app = { userId, secretSealed: 'sealed', createdAt: 0, confirmedAt: 1 }
    await ctx.db.write([ctx.db.orm.insert(totpSecrets).values(app)])
    await forgotPassword(ctx, { email })
    await resetPassword(ctx, {
      token: await readMailedLink(ctx, 'reset_password', email),
      password: NEW,
    })

    expect(await signIn(ctx, { email, password: NEW, kind: 'browser' })).toMatchObject({
      state: 'second_factor',
    })
  })

  test('works once, of twenty at once', async () => {
    const { ctx, makeContext, email } = await signInTwice()
    await forgotPassword(ctx, { email })
    const token = await readMailedLink(ctx, 'reset_password', email)
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, turn) =>
        resetPassword(makeContext(), { token, password: `${NEW} number ${turn}` }),
      ),
    )

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const winner = tries.findIndex(({ status }) => status === 'fulfilled')
    expect(await verifyPassword(`${NEW} number ${winner}`, (await readUser(ctx)).passwordHash)).toBe(true)
    expect((await readMails(ctx)).filter(([kind]) => kind === 'account_password_changed')).toHaveLength(1)
  })

  test('is not to be had by the link of another purpose or studio, nor with a bad password', async () => {
    const { ctx, email } = await signInTwice()
    const lotus = await makeTenant()
    await addPerson(lotus.ctx)
    await forgotPassword(lotus.ctx, { email })
    await sendSignInLink(ctx, { email })
    await forgotPassword(ctx, { email })
    const before = await readUser(ctx)
    const links = [
      await readMailedLink(ctx, 'sign_in', email),
      await readMailedLink(lotus.ctx, 'reset_password', email),
    ]

    for (const token of links) {
      expect(await resetPassword(ctx, { token, password: NEW }).catch(codeOf)).toBe('link_spent')
    }
    const token = await readMailedLink(ctx, 'reset_password', email)
    expect(await resetPassword(ctx, { token, password: 'ironworks1' }).catch(codeOf)).toBe('invalid_input')
    expect(await readUser(ctx)).toEqual(before)
  })
})

describe('a change of password', () => {
  test('needs the one they have, and leaves only this session', async () => {
    const { ctx, here, elsewhere, isOpen } = await signInTwice()
    const change = (currentPassword: string, newPassword = NEW) =>
      changePassword(here.ctx, { currentPassword, newPassword }).catch(codeOf)

    expect(await change('not it at all')).toBe('wrong_credentials')
    expect(await change(PASSWORD, 'elena')).toBe('invalid_input')
    expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([true, true])
    expect(await change(PASSWORD)).toBeUndefined()
    expect(await verifyPassword(NEW, (await readUser(ctx)).passwordHash)).toBe(true)
    expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([true, false])
  })

  test('needs a sign-in of late of who has none yet', async () => {
    const { ctx, clock, here } = await signInTwice({ passwordHash: null })
    const change = () => changePassword(here.ctx, { currentPassword: '', newPassword: NEW }).catch(codeOf)
    clock.advance(minutes(10))
    expect(await change()).toBe('reauthentication_required')

    clock.advance(-minutes(10))
    expect(await change()).toBeUndefined()
    expect((await readUser(ctx)).passwordHash).not.toBeNull()
  })
})

test('saying once more who one is counts as a try like any other', async () => {
  const { clock, here, ctx } = await signInTwice()
  clock.advance(minutes(20))
  for (let count = 0; count < 5; count++) {
    expect(await confirmPassword(here.ctx, { password: 'x'.repeat(200) }).catch(codeOf)).toBe(
      'wrong_credentials',
    )
  }
  expect(await confirmPassword(here.ctx, { password: PASSWORD }).catch(codeOf)).toBe('rate_limited')

  clock.advance(minutes(15))
  const { secret } = await confirmPassword(here.ctx, { password: PASSWORD })
  expect((await findLogin(ctx, secret))?.authenticatedAt).toBe(clock.now())
})

describe('a change of address', () => {
  test('is asked for by who is here now, and happens when the new address is proven', async () => {
    const { ctx, email, here, elsewhere, isOpen, userId } = await signInTwice()
    await sendSignInLink(ctx, { email })
    const oldLink = await readMailedLink(ctx, 'sign_in', email)
    await changeEmail(here.ctx, { email: 'New@Example.test' })
    expect((await readUser(ctx)).email).toBe(email)
    await confirmEmail(here.ctx, { token: await readMailedLink(ctx, 'change_email', 'new@example.test') })

    expect(await readUser(ctx)).toMatchObject({ id: userId, email: 'new@example.test' })
    const [[client]] = await ctx.db.read([ctx.db.orm.select().from(clients)])
    expect(client?.email).toBe('new@example.test')
    expect([await isOpen(here), await isOpen(elsewhere)]).toEqual([true, false])
    expect(await signInByLink(ctx, { token: oldLink, kind: 'browser' }).catch(codeOf)).toBe('link_spent')
    expect(await readMails(ctx)).toEqual([
      ['account_sign_in', email],
      ['account_change_email', 'new@example.test'],
      ['account_email_changed', email],
    ])
  })

  test('is not for who has not said who they are of late', async () => {
    const { clock, here, ctx } = await signInTwice()
    clock.advance(minutes(10))

    expect(await changeEmail(here.ctx, { email: 'new@example.test' }).catch(codeOf)).toBe(
      'reauthentication_required',
    )
    expect(await readMails(ctx)).toEqual([])
  })

  test('to one that somebody has says nothing, sends nothing, and takes nothing over later', async () => {
    const { ctx, here } = await signInTwice()
    await changeEmail(here.ctx, { email: 'georgi@example.test' })
    const { userId } = await addPerson(ctx, { name: 'georgi' })
    await expect(changeEmail(here.ctx, { email: 'georgi@example.test' })).resolves.toBeUndefined()
    expect(await readMails(ctx)).toEqual([['account_change_email', 'georgi@example.test']])

    // The first link, as if the second had never been asked for.
    await ctx.db.write([ctx.db.orm.update(oneTimeTokens).set({ usedAt: null })])
    const token = await readMailedLink(ctx, 'change_email', 'georgi@example.test')
    expect(await confirmEmail(here.ctx, { token }).catch(codeOf)).toBe('link_spent')
    expect(userId).toBe('usr_georgi')
  })

  test('is not confirmed by whoever reads the mail, but by who asked for it', async () => {
    const { ctx, here } = await signInTwice()
    const { email: theirs } = await addPerson(ctx, { name: 'victim' })
    const { ctx: asVictim } = await openLogin(ctx, { userId: 'usr_victim' })
    const before = (await readUser(ctx)).email
    await changeEmail(here.ctx, { email: 'shared@example.test' })
    const token = await readMailedLink(ctx, 'change_email', 'shared@example.test')

    expect(await confirmEmail(ctx, { token }).catch(codeOf)).toBe('unauthorized')
    expect(await confirmEmail(asVictim, { token }).catch(codeOf)).toBe('link_spent')
    expect([(await readUser(ctx)).email, theirs]).toEqual([before, 'victim@example.test'])
    await confirmEmail(here.ctx, { token })
    expect((await readUser(ctx)).email).toBe('shared@example.test')
  })

  test('a newer one takes the place of the older, whatever its address', async () => {
    const { ctx, here } = await signInTwice()
    await changeEmail(here.ctx, { email: 'first@example.test' })
    await changeEmail(here.ctx, { email: 'second@example.test' })

    const token = await readMailedLink(ctx, 'change_email', 'first@example.test')
    expect(await confirmEmail(here.ctx, { token }).catch(codeOf)).toBe('link_spent')
  })
})

test('whoever signed in may change what they are called, and nothing else', async () => {
  const { ctx, here } = await signInTwice()
  const more = { email: 'x@example.test', status: 'disabled', passwordHash: 'x', id: 'usr_x', role: 'owner' }
  const before = await readUser(ctx)
  await changeMe(here.ctx, { name: ' Elena I. ', locale: 'bg', ...more })

  expect(await readUser(ctx)).toEqual({ ...before, name: 'Elena I.', locale: 'bg' })
})

test.each([
  [
    'changePassword',
    (ctx: TenantContext) => changePassword(ctx, { currentPassword: PASSWORD, newPassword: NEW }),
  ],
  ['changeEmail', (ctx: TenantContext) => changeEmail(ctx, { email: 'new@example.test' })],
  ['confirmPassword', (ctx: TenantContext) => confirmPassword(ctx, { password: PASSWORD })],
  ['listDevices', listDevices],
  ['endDevice', (ctx: TenantContext) => endDevice(ctx, { deviceId: 'x' })],
  ['endOtherDevices', endOtherDevices],
  ['changeMe', (ctx: TenantContext) => changeMe(ctx, { name: 'X' })],
] as const)('%s is for nobody who has not signed in', async (_name, verb) => {
  const { ctx } = await makeTenant()
  const failure = await Promise.resolve(verb(ctx)).catch((error: unknown) => error)

  expect(codeOf(failure)).toBe('unauthorized')
})
