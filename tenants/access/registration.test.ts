import { expect, test } from 'vitest'
import {
  auditLog,
  clients,
  consents,
  loginSessions,
  messages,
  oneTimeTokens,
  staff,
  users,
} from '../../db/tenant/schema/index.ts'
import { addPerson, PASSWORD, PASSWORD_HASH, readMailedLink } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { registrationTexts } from '../privacy/registration-consents.ts'
import { completeRegistration } from './complete-registration.ts'
import { findLogin } from './find-login.ts'
import { register } from './register.ts'

const email = 'elena@example.test'
const elena = { email, firstName: 'Elena', lastName: 'Ivanova' }

async function readAll({ db: { orm, read } }: TenantContext) {
  const [people, known, sent, sessions, team] = await read([
    orm.select().from(users),
    orm.select().from(clients),
    orm.select().from(messages),
    orm.select().from(loginSessions),
    orm.select().from(staff),
  ])
  return { people, known, sent, sessions, team }
}

const complete = (ctx: TenantContext, token: string, password: string | null = null) =>
  completeRegistration(ctx, { token, password, kind: 'browser' })

test('asking for a login writes down a link and a mail, and nobody', async () => {
  const { ctx, announced } = await makeTenant()
  await register(ctx, { ...elena, email: ' Elena@Example.test', locale: 'bg' })

  const { people, known, sent } = await readAll(ctx)
  expect([people, known]).toEqual([[], []])
  expect(sent).toMatchObject([{ kind: 'account_register', recipient: email, locale: 'bg', state: 'planned' }])
  expect(announced).toEqual([ctx.now()])
})

test('the link makes the login and the client, and signs in', async () => {
  const { ctx } = await makeTenant()
  await register(ctx, elena)
  const token = await readMailedLink(ctx, 'register', email)
  const { state, secret, userId } = await complete(ctx, token, PASSWORD)

  const { people, known, team } = await readAll(ctx)
  expect(people).toMatchObject([{ id: userId, email, name: 'Elena Ivanova', passwordChangedAt: ctx.now() }])
  expect(people[0]?.passwordHash).toMatch(/^scrypt\$/)
  expect(known).toMatchObject([{ userId, email, firstName: 'Elena', lastName: 'Ivanova' }])
  expect(team).toEqual([])
  expect(state).toBe('open')
  expect(await findLogin(ctx, secret)).toMatchObject({ clientId: known[0]?.id, staff: null })
  const [log] = await ctx.db.read([ctx.db.orm.select().from(auditLog)])
  expect(log.map(({ action }) => action)).toEqual(['login.register'])
  expect(JSON.stringify(log)).not.toMatch(/elena|ivanova/i)
})

test.each(['en', 'bg'] as const)('what somebody agreed to is kept as they read it, in %s', async (locale) => {
  const { ctx } = await makeTenant()
  await register(ctx, { ...elena, locale: 'en' })
  const token = await readMailedLink(ctx, 'register', email)
  const { userId } = await completeRegistration(ctx, { token, password: null, kind: 'browser', locale })

  const [client] = (await readAll(ctx)).known
  const [agreed] = await ctx.db.read([ctx.db.orm.select().from(consents).orderBy(consents.kind)])
  const common = { clientId: client?.id, isGiven: true, source: 'registration', actor: `client:${userId}` }
  const { privacy, terms } = registrationTexts
  expect(agreed).toMatchObject([
    { ...common, kind: 'privacy', text: privacy.text[locale], version: privacy.version },
    { ...common, kind: 'terms', text: terms.text[locale], version: terms.version },
  ])
})

test('whoever booked as a guest takes over what they booked, as the studio knows them', async () => {
  const { ctx } = await makeTenant()
  const guest = {
    id: 'cli_guest',
    email,
    firstName: 'Eli',
    lastName: 'I.',
    locale: 'bg',
    createdAt: 0,
  } as const
  await ctx.db.write([ctx.db.orm.insert(clients).values(guest)])
  await register(ctx, elena)
  const { userId } = await complete(ctx, await readMailedLink(ctx, 'register', email))

  expect((await readAll(ctx)).known).toMatchObject([{ ...guest, userId }])
  const [agreed] = await ctx.db.read([ctx.db.orm.select().from(consents)])
  expect(agreed.map(({ clientId }) => clientId)).toEqual([guest.id, guest.id])
})

test('a client who is somebody else’s by now, or erased, is not taken over', async () => {
  const { ctx } = await makeTenant()
  const { userId: other } = await addPerson(ctx, { name: 'other', isClient: false })
  const taken = { id: 'cli_taken', email, firstName: 'E', lastName: 'I', locale: 'en', createdAt: 0 } as const
  await ctx.db.write([ctx.db.orm.insert(clients).values({ ...taken, userId: other })])
  await register(ctx, elena)
  const { secret } = await complete(ctx, await readMailedLink(ctx, 'register', email))

  expect((await readAll(ctx)).known).toMatchObject([{ id: 'cli_taken', userId: other }])
  expect((await findLogin(ctx, secret))?.clientId).toBeNull()
})

test('who has a login already is told so by mail, and keeps their password', async () => {
  const { ctx } = await makeTenant()
  await addPerson(ctx)
  await register(ctx, { ...elena, firstName: 'Mallory' })

  const { people, sent } = await readAll(ctx)
  expect(sent).toMatchObject([{ kind: 'account_exists', recipient: email }])
  expect(people).toMatchObject([{ name: 'elena', passwordHash: PASSWORD_HASH }])
  const [links] = await ctx.db.read([ctx.db.orm.select().from(oneTimeTokens)])
  expect(links).toEqual([])
})

test('who got a login in the meantime keeps their password: the link is spent', async () => {
  const { ctx } = await makeTenant()
  await register(ctx, elena)
  const token = await readMailedLink(ctx, 'register', email)
  await addPerson(ctx)

  await expect(complete(ctx, token, 'nine calm purple otters')).rejects.toMatchObject({ code: 'link_spent' })
  expect((await readAll(ctx)).people).toMatchObject([{ passwordHash: PASSWORD_HASH }])
})

test('of many who follow the link at once one registers', async () => {
  const { ctx, makeContext } = await makeTenant()
  await register(ctx, elena)
  const token = await readMailedLink(ctx, 'register', email)
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => complete(makeContext(), token)))

  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { people, known, sessions } = await readAll(ctx)
  expect([people.length, known.length, sessions.length]).toEqual([1, 1, 1])
})

test('a password that others would guess does not use the link up', async () => {
  const { ctx } = await makeTenant()
  await register(ctx, elena)
  const token = await readMailedLink(ctx, 'register', email)
  for (const [password, code] of [
    ['short', 'too_short'],
    ['Ironworks2026', 'too_obvious'],
    ['elena.ivanova', 'too_obvious'],
    ['1q2w3e4r5t', 'too_common'],
  ] as const) {
    await expect(complete(ctx, token, password)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'password', code }] },
    })
  }

  expect(await complete(ctx, token)).toMatchObject({ state: 'open' })
})

test.each([
  [{ email: 'a@example.test, b@example.test' }, 'email'],
  [{ email: 'elena@example.test\nBcc: all@example.test' }, 'email'],
  [{ firstName: '' }, 'firstName'],
  [{ lastName: 'x'.repeat(81) }, 'lastName'],
  [{ firstName: 'E\u202e' }, 'firstName'],
])('%j is no way to register', async (changes, path) => {
  const { ctx } = await makeTenant()
  await expect(register(ctx, { ...elena, ...changes })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [expect.objectContaining({ path })] },
  })
})
