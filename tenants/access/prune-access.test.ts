import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  attempts,
  invitations,
  loginSessions,
  messages,
  oneTimeTokens,
  passkeyChallenges,
} from '../../db/tenant/schema/index.ts'
import { addPerson, openLogin, readMailedLink } from '../../tests/support/add-person.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { days, minutes } from '../durations.ts'
import { completeRegistration } from './complete-registration.ts'
import { findLogin } from './find-login.ts'
import { beginPasskeySignIn } from './passkeys/sign-in-with-passkey.ts'
import { pruneAccess } from './prune-access.ts'
import { register } from './register.ts'

const asked = { firstName: 'Ann', lastName: 'Bell' }

/** How many rows there are of all that ends by itself. */
async function count({ db: { orm, read } }: TenantContext) {
  const [tries, challenges, sessions, links, mails] = await read([
    orm.select().from(attempts),
    orm.select().from(passkeyChallenges),
    orm.select().from(loginSessions),
    orm.select().from(oneTimeTokens),
    orm.select().from(messages),
  ])
  return [tries, challenges, sessions, links, mails].map((rows) => rows.length)
}

/** A studio where somebody was mailed a link, which was sent, and somebody is signed in; it is so long ago. */
async function makeOld(ms: number): Promise<TestTenant> {
  const tenant = await makeTenant()
  const { ctx, clock } = tenant
  await register(ctx, { ...asked, email: 'ann@example.test' })
  await ctx.db.write([ctx.db.orm.update(messages).set({ state: 'sent' })])
  await beginPasskeySignIn(ctx)
  await openLogin(ctx, { ...(await addPerson(ctx)), rank: 'staff' })
  clock.advance(ms)
  return tenant
}

test('what has ended is forgotten, its links a month later with their mails', async () => {
  const { ctx, clock } = await makeOld(minutes(10))
  expect(await pruneAccess(ctx)).toBeNull()
  expect(await count(ctx)).toEqual([2, 0, 1, 1, 1])

  clock.advance(days(7))
  expect(await pruneAccess(ctx)).toBeNull()
  expect(await count(ctx)).toEqual([0, 0, 0, 1, 1])
  clock.advance(days(1 + 30 - 7) - minutes(11))
  await pruneAccess(ctx)
  expect(await count(ctx)).toEqual([0, 0, 0, 1, 1])
  clock.advance(minutes(1))
  await pruneAccess(ctx)
  expect(await count(ctx)).toEqual([0, 0, 0, 0, 0])
})

test('whoever is signed in stays so, and a link that works goes on working', async () => {
  const { ctx, clock } = await makeTenant()
  const { secret } = await openLogin(ctx, await addPerson(ctx))
  clock.advance(days(29))
  await register(ctx, { ...asked, email: 'ann@example.test' })
  const token = await readMailedLink(ctx, 'register', 'ann@example.test')
  await pruneAccess(ctx)

  expect(await findLogin(ctx, secret)).not.toBeNull()
  expect(await completeRegistration(ctx, { token, password: null, kind: 'token' })).toMatchObject({
    state: 'open',
  })
})

test('a link whose mail is not out yet stays, and one that an invitation names', async () => {
  const { ctx } = await makeOld(days(100))
  const { orm, write } = ctx.db
  await write([orm.update(messages).set({ state: 'planned' })])
  await pruneAccess(ctx)
  expect(await count(ctx)).toEqual([0, 0, 0, 1, 1])

  const invitation = { id: 'inv_1', email: 'ann@example.test', name: 'Ann', role: 'manager', createdAt: 0 }
  const tokenId = sql<string>`(SELECT id FROM one_time_tokens)`
  await write([
    orm.update(messages).set({ state: 'sent' }),
    orm.insert(invitations).values({ ...invitation, tokenId, invitedBy: 'system' }),
  ])
  await pruneAccess(ctx)
  expect(await count(ctx)).toEqual([0, 0, 0, 1, 1])
})

test('of very many, so many at a time', async () => {
  const { ctx } = await makeTenant()
  await ctx.db.write([
    ctx.db.orm.run(sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 501)
      INSERT INTO attempts (key, count, until) SELECT 'x' || i, 1, 0 FROM n`),
  ])

  expect(await pruneAccess(ctx)).toBe(ctx.now())
  expect(await count(ctx)).toEqual([1, 0, 0, 0, 0])
  expect(await pruneAccess(ctx)).toBeNull()
  expect(await count(ctx)).toEqual([0, 0, 0, 0, 0])
})
