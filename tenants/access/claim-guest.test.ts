import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clients, users } from '../../db/tenant/schema/index.ts'
import { addPerson, PASSWORD } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { awaitCode, protectPerson } from '../../tests/support/protect-person.ts'
import type { TenantContext } from '../context.ts'
import { verifySecondFactor } from './factors/verify-second-factor.ts'
import { findLogin } from './find-login.ts'
import { signIn } from './sign-in.ts'

type Changes = Partial<typeof clients.$inferInsert>

/** Somebody who booked as a guest: as `cli_guest`, under Elena's address unless told otherwise. */
async function addGuest({ db }: TenantContext, changes: Changes = {}) {
  const name = { firstName: 'Elena', lastName: 'Ivanova', locale: 'en' } as const
  const guest = { id: 'cli_guest', email: 'elena@example.test', ...name, createdAt: 0 }
  await db.write([db.orm.insert(clients).values({ ...guest, ...changes })])
}

/** Which client somebody is that signs in by password. */
async function whoIs(ctx: TenantContext, email = 'elena@example.test') {
  const { secret } = await signIn(ctx, { email, password: PASSWORD, kind: 'browser' })
  return (await findLogin(ctx, secret))?.clientId
}

test('who signs in is the guest who booked under their address', async () => {
  const { ctx } = await makeTenant()
  await addPerson(ctx, { isClient: false })
  await addGuest(ctx)

  expect(await whoIs(ctx)).toBe('cli_guest')
})

test('staff too, who book for themselves', async () => {
  const { ctx } = await makeTenant()
  await addPerson(ctx, { role: 'front_desk' })
  await addGuest(ctx)

  expect(await whoIs(ctx)).toBe('cli_guest')
})

test.each<[string, Changes]>([
  ['another address', { email: 'elena.2@example.test' }],
  ['who has been forgotten', { erasedAt: 1 }],
])('a guest is not theirs with %s', async (_, changes) => {
  const { ctx } = await makeTenant()
  await addPerson(ctx, { isClient: false })
  await addGuest(ctx, changes)

  expect(await whoIs(ctx)).toBeNull()
})

test('a client whom somebody else signs in as stays theirs', async () => {
  const { ctx } = await makeTenant()
  await addPerson(ctx, { isClient: false })
  const georgi = await addPerson(ctx, { name: 'georgi', isClient: false })
  await addGuest(ctx, { userId: georgi.userId })

  expect(await whoIs(ctx)).toBeNull()
  expect(await whoIs(ctx, georgi.email)).toBe('cli_guest')
})

test('who is a client already stays the one they are', async () => {
  const { ctx } = await makeTenant()
  const { userId } = await addPerson(ctx)
  await ctx.db.write([
    ctx.db.orm.update(users).set({ email: 'new@example.test' }).where(eq(users.id, userId)),
  ])
  await addGuest(ctx, { email: 'new@example.test' })

  expect(await whoIs(ctx, 'new@example.test')).toBe('cli_elena')
})

test('with a second factor a guest is claimed once that was shown, not before', async () => {
  const someone = await protectPerson()
  const { ctx } = someone.tenant
  await addGuest(ctx)
  const readOwner = async () => (await ctx.db.read([ctx.db.orm.select().from(clients)]))[0][0]?.userId
  const waitingSecret = await awaitCode(someone)
  expect(await readOwner()).toBeNull()

  await verifySecondFactor(ctx, { waitingSecret, code: someone.code() })
  expect(await readOwner()).toBe(someone.userId)
})
