import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { clients, loginSessions, roles, staff, users } from '../../db/tenant/schema/index.ts'
import { addPerson, openLogin } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { days, hours, minutes } from '../durations.ts'
import { actAs } from './act-as.ts'
import { builtInRoles } from './built-in-roles.ts'
import { findLogin, findWaiting } from './find-login.ts'
import { toGrants } from './grants.ts'
import { endLoginSession, endOtherSessions } from './login-sessions.ts'
import { renewSession } from './renew-session.ts'
import { noteLoginSeen } from './note-login-seen.ts'
import { openSession } from './open-session.ts'
import { promoteWaiting } from './promote-waiting.ts'
import { requireFresh } from './require-fresh.ts'
import { requireLogin } from './require-login.ts'

async function readSessions({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(loginSessions)])
  return rows
}

const codeOf = (error: unknown) => (error as { code?: string }).code

test('a session says who it is, what they are here, and how they signed in', async () => {
  const { ctx } = await makeTenant()
  const { userId } = await addPerson(ctx, { name: 'maria', role: 'trainer', isClient: true })
  const { login } = await openLogin(ctx, { userId, rank: 'staff' })

  expect(login).toMatchObject({
    kind: 'browser',
    user: { id: userId, email: 'maria@example.test', hasPassword: true },
    authenticatedAt: ctx.now(),
    hasSecondFactor: false,
    clientId: 'cli_maria',
    staff: { role: 'trainer', roleName: '', grants: builtInRoles.trainer, trainerId: null },
  })
  expect(actAs(login, 'desk')).toEqual({
    kind: 'staff',
    id: userId,
    grants: builtInRoles.trainer,
    trainerId: null,
  })
  expect(actAs(login, 'site')).toEqual({ kind: 'client', userId, clientId: 'cli_maria' })
})

test('who is no client is a visitor on the site, and nobody who has not signed in is more', async () => {
  const { ctx } = await makeTenant()
  const { login } = await openLogin(ctx, await addPerson(ctx, { name: 'boss', role: 'owner' }))

  expect(actAs(login, 'site')).toEqual({ kind: 'visitor' })
  expect(actAs(null, 'desk')).toEqual({ kind: 'visitor' })
})

test('a role of the studio’s own counts as it is now, and for nothing once it is gone', async () => {
  const { ctx } = await makeTenant()
  const grants = toGrants({ bookings: 'any own' })
  const { orm, write } = ctx.db
  await write([orm.insert(roles).values({ id: 'rol_1', name: 'Helper', grants, createdAt: 0, updatedAt: 0 })])
  const { secret, login } = await openLogin(ctx, await addPerson(ctx, { role: 'rol_1' }))
  expect(login?.staff).toMatchObject({ role: 'rol_1', roleName: 'Helper', grants })

  await write([orm.delete(roles)])
  expect((await findLogin(ctx, secret))?.staff?.grants).toEqual(toGrants({}))
})

test('the secret is in no table, and its hash opens nothing', async () => {
  const { ctx } = await makeTenant()
  const person = await addPerson(ctx)
  const browser = await openLogin(ctx, person)
  const token = await openLogin(ctx, { ...person, kind: 'token' })

  expect(token.secret).toMatch(/^thu_[a-z2-7]{40}$/)
  expect(token.cookie).toBe('')
  const rows = await readSessions(ctx)
  for (const { secret } of [browser, token]) {
    expect(JSON.stringify(rows)).not.toContain(secret.replace('thu_', ''))
  }
  for (const { id } of rows) expect(await findLogin(ctx, id)).toBeNull()
})

test('a secret has 200 random bits, and nobody gets one twice', async () => {
  const { ctx } = await makeTenant()
  const person = await addPerson(ctx)
  const secrets: string[] = []
  for (const kind of ['browser', 'token'] as const) {
    for (let turn = 0; turn < 20; turn++) secrets.push((await openLogin(ctx, { ...person, kind })).secret)
  }

  expect(new Set(secrets).size).toBe(40)
  // Five bits a letter.
  expect(secrets.every((secret) => /^(thu_)?[a-z2-7]{40}$/.test(secret))).toBe(true)
})

test('a cookie is no token and a token no cookie', async () => {
  const { ctx } = await makeTenant()
  const person = await addPerson(ctx)
  const browser = await openLogin(ctx, person)
  const token = await openLogin(ctx, { ...person, kind: 'token' })

  expect(await findLogin(ctx, `thu_${browser.secret}`)).toBeNull()
  expect(await findLogin(ctx, token.secret.slice(4))).toBeNull()
})

test.each([
  ['a client', { kind: 'browser', rank: 'client' }, days(30), days(180)],
  ['a client’s program', { kind: 'token', rank: 'client' }, days(7), days(30)],
  ['staff', { kind: 'browser', rank: 'staff' }, hours(12), days(7)],
] as const)(
  '%s unseen for long is signed out, and after a while in any case',
  async (_who, wish, idle, most) => {
    const { ctx, clock } = await makeTenant()
    const start = clock.now()
    const person = await addPerson(ctx)
    const { secret, sessionId } = await openLogin(ctx, { ...person, ...wish })

    clock.set(start + idle - 1)
    expect(await findLogin(ctx, secret)).not.toBeNull()
    clock.advance(1)
    expect(await findLogin(ctx, secret)).toBeNull()

    for (let at = start; at < start + most; at += idle / 2) {
      clock.set(at)
      await noteLoginSeen(ctx, { sessionId })
      expect(await findLogin(ctx, secret)).not.toBeNull()
    }
    clock.set(start + most)
    expect(await findLogin(ctx, secret)).toBeNull()
  },
)

test('whoever works on without a pause is signed out after a week all the same', async () => {
  const { ctx, clock } = await makeTenant()
  const { secret, sessionId } = await openLogin(ctx, { ...(await addPerson(ctx)), rank: 'staff' })
  for (let hour = 0; hour < 7 * 24; hour++) {
    expect(await findLogin(ctx, secret)).not.toBeNull()
    clock.advance(hours(1))
    await noteLoginSeen(ctx, { sessionId })
  }
  expect(await findLogin(ctx, secret)).toBeNull()
})

test('being seen is written down every five minutes at most', async () => {
  const { ctx, clock } = await makeTenant()
  const { sessionId } = await openLogin(ctx, await addPerson(ctx))
  const start = clock.now()
  for (const [later, seen] of [
    [minutes(5) - 1, start],
    [minutes(5), start + minutes(5)],
  ] as const) {
    clock.set(start + later)
    await noteLoginSeen(ctx, { sessionId })
    expect((await readSessions(ctx))[0]?.lastSeenAt).toBe(seen)
  }
})

test('a disabled person is signed out with the next request, and who left is staff no more', async () => {
  const { ctx } = await makeTenant()
  const { orm, write } = ctx.db
  const person = await addPerson(ctx, { role: 'manager', isClient: true })
  const { secret } = await openLogin(ctx, person)

  await write([orm.update(staff).set({ status: 'removed' })])
  const left = await findLogin(ctx, secret)
  expect(left).toMatchObject({ staff: null, clientId: 'cli_elena' })
  expect(actAs(left, 'desk').kind).toBe('client')

  await write([orm.update(users).set({ status: 'disabled' })])
  expect(await findLogin(ctx, secret)).toBeNull()
  await expect(openSession(ctx, { ...person, method: 'link', kind: 'browser' })).rejects.toMatchObject({
    code: 'wrong_credentials',
  })
})

test('the session of one studio is nobody’s at another', async () => {
  const [iron, lotus] = [await makeTenant(), await makeTenant()]
  await addPerson(lotus.ctx)
  const { secret } = await openLogin(iron.ctx, await addPerson(iron.ctx))

  expect(await findLogin(lotus.ctx, secret)).toBeNull()
})

test('ending a session, or all but one, leaves other people signed in', async () => {
  const { ctx } = await makeTenant()
  const elena = await addPerson(ctx)
  const georgi = await openLogin(ctx, await addPerson(ctx, { name: 'georgi' }))
  const [first, second, third] = [
    await openLogin(ctx, elena),
    await openLogin(ctx, elena),
    await openLogin(ctx, elena),
  ]
  const open = async () => {
    const found = await Promise.all(
      [first, second, third, georgi].map(({ secret }) => findLogin(ctx, secret)),
    )
    return found.map((login) => login !== null)
  }

  await endLoginSession(ctx, first.sessionId)
  expect(await open()).toEqual([false, true, true, true])
  await ctx.db.write([endOtherSessions(ctx, elena.userId, third.sessionId)])
  expect(await open()).toEqual([false, false, true, true])
  await ctx.db.write([endOtherSessions(ctx, elena.userId, null)])
  expect(await open()).toEqual([false, false, false, true])
})

test('signing in anew gives another secret, ends the browser’s session before, and forgets those that are over', async () => {
  const { ctx, clock } = await makeTenant()
  const elena = await addPerson(ctx)
  await openLogin(ctx, elena)
  clock.advance(days(31))
  const before = await openLogin(ctx, elena)
  const after = await openSession(before.ctx, { ...elena, method: 'link', kind: 'browser' })

  expect(after.secret).not.toBe(before.secret)
  expect(await findLogin(ctx, before.secret)).toBeNull()
  expect((await readSessions(ctx)).map(({ id }) => id)).toEqual([after.sessionId])
})

describe('who awaits a second factor', () => {
  test('is signed in to nothing, for ten minutes, and gets another secret with it', async () => {
    const { ctx, clock } = await makeTenant()
    const elena = await addPerson(ctx)
    const waiting = await openLogin(ctx, { ...elena, awaitsFactor: true })
    expect(waiting.login).toBeNull()
    expect(waiting.cookie).toContain('Max-Age=600;')
    expect(await findWaiting(ctx, waiting.secret)).toEqual({
      sessionId: waiting.sessionId,
      userId: elena.userId,
      kind: 'browser',
      method: 'password',
    })

    clock.advance(minutes(10) - 1)
    const open = await promoteWaiting(ctx, waiting.sessionId, 'totp')
    expect(open.secret).not.toBe(waiting.secret)
    expect(await findLogin(ctx, open.secret)).not.toBeNull()
    expect(await findWaiting(ctx, waiting.secret)).toBeNull()
    expect(await findWaiting(ctx, open.secret)).toBeNull()
  })

  test('waits no longer, and cannot be promoted twice or from an open session', async () => {
    const { ctx, clock } = await makeTenant()
    const elena = await addPerson(ctx)
    const open = await openLogin(ctx, elena)
    const waiting = await openLogin(ctx, { ...elena, awaitsFactor: true })
    const promote = (id: string) => promoteWaiting(ctx, id, 'totp').catch(codeOf)

    expect(await promote(open.sessionId)).toBe('wrong_credentials')
    clock.advance(minutes(10))
    expect(await findWaiting(ctx, waiting.secret)).toBeNull()
    expect(await promote(waiting.sessionId)).toBe('wrong_credentials')
    expect(await promote('none')).toBe('wrong_credentials')
  })
})

describe('what needs a person who has just said who they are', () => {
  test('asks again after ten minutes, and then knows them by another secret', async () => {
    const { ctx, clock } = await makeTenant()
    const { secret, ctx: asElena } = await openLogin(ctx, await addPerson(ctx))
    expect(requireFresh(asElena).user.id).toBe('usr_elena')

    clock.advance(minutes(10))
    expect(() => requireFresh(asElena)).toThrow(
      expect.objectContaining({ code: 'reauthentication_required' }),
    )
    const renewed = await renewSession(asElena, [])
    expect(renewed.cookie).toContain(renewed.secret)
    expect(await findLogin(ctx, secret)).toBeNull()
    const login = await findLogin(ctx, renewed.secret)
    expect(requireFresh({ ...asElena, login }).user.id).toBe('usr_elena')
    // The session is the same: it ends when it would have.
    const [[row]] = await ctx.db.read([ctx.db.orm.select().from(loginSessions)])
    expect(row?.endsAt).toBe(renewed.endsAt)
    await expect(renewSession(asElena, [])).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test('is not for keys, nor for nobody', async () => {
    const { makeContext } = await makeTenant()
    const actor = { kind: 'staff', id: 'key_1', grants: toGrants({}), trainerId: null } as const

    expect(() => requireFresh(makeContext({ actor }))).toThrow(expect.objectContaining({ code: 'forbidden' }))
    expect(() => requireFresh(makeContext())).toThrow(expect.objectContaining({ code: 'unauthorized' }))
    expect(() => requireLogin(makeContext())).toThrow(expect.objectContaining({ code: 'unauthorized' }))
  })
})

test.each([{ userId: null }, { erasedAt: 1 }])('a client with %j is not theirs', async (changes) => {
  const { ctx } = await makeTenant()
  const { secret } = await openLogin(ctx, await addPerson(ctx))
  const { orm, write } = ctx.db
  await write([orm.update(clients).set(changes).where(eq(clients.id, 'cli_elena'))])

  expect((await findLogin(ctx, secret))?.clientId).toBeNull()
})
