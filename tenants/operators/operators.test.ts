import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import {
  auditLog,
  operatorKeys,
  operators,
  users,
  type OperatorRole,
} from '../../db/registry/schema/index.ts'
import { makeOperatorSite } from '../../worker/testing/make-operator-site.ts'
import { minutes } from '../durations.ts'
import { changeOperatorRole } from './change-operator-role.ts'
import { createOperatorKey } from './create-operator-key.ts'
import { disableOperator } from './disable-operator.ts'
import { inviteOperator } from './invite-operator.ts'
import { listOperatorKeys } from './list-operator-keys.ts'
import { listOperators } from './list-operators.ts'
import { listPlatformAudit } from './list-platform-audit.ts'
import { findOperatorKey } from './operator-key.ts'
import type { PlatformContext } from './platform-context.ts'
import { resetOperator } from './reset-operator.ts'
import { revokeOperatorKey } from './revoke-operator-key.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

const { ctx: terminal, db, makeOperator } = await makeOperatorSite()
afterAll(() => vi.useRealTimers())

type Person = { id: string; email: string }

/** As a browser in which that person has signed in just now. */
function as(person: Person, role: OperatorRole, authenticatedAt = Date.now()): PlatformContext {
  return {
    ...terminal,
    isTerminal: false,
    login: {
      sessionId: 'ses_test',
      kind: 'browser',
      user: { ...person, name: 'Olga', locale: 'en', hasPassword: true },
      authenticatedAt,
      hasSecondFactor: true,
      clientId: null,
      staff: null,
      role,
    },
  }
}

/** A new administrator, and nobody else is one. */
async function onlyAdministrator() {
  await db.write([db.orm.update(operators).set({ role: 'support' })])
  const person = await makeOperator()
  return { person, ctx: as(person, 'administrator') }
}

const deeds: Record<string, (ctx: PlatformContext, email: string) => Promise<unknown>> = {
  inviting: (ctx) => inviteOperator(ctx, { email: 'new@example.test', name: 'Nadia', role: 'support' }),
  withdrawing: (ctx) => withdrawInvitation(ctx, { email: 'new@example.test' }),
  'changing a role': (ctx, email) => changeOperatorRole(ctx, { email, role: 'support' }),
  disabling: (ctx, email) => disableOperator(ctx, { email }),
  'letting begin anew': (ctx, email) => resetOperator(ctx, { email }),
  'making a key': (ctx) => createOperatorKey(ctx, { name: 'CI', role: 'support' }),
  'revoking a key': (ctx) => revokeOperatorKey(ctx, { keyId: 'opk_none' }),
}

test.each(Object.entries(deeds))('%s takes an administrator, in person, just now', async (_name, deed) => {
  const person = await makeOperator()
  const { email } = await makeOperator()
  for (const role of ['support', 'operator'] as const) {
    await expect(deed(as(person, role), email)).rejects.toMatchObject({ code: 'forbidden' })
  }
  const late = as(person, 'administrator', Date.now() - minutes(11))
  await expect(deed(late, email)).rejects.toMatchObject({ code: 'reauthentication_required' })
  const key = { id: 'opk_test', name: 'Test', role: 'administrator' as const }
  await expect(deed({ ...late, login: null, key }, email)).rejects.toMatchObject({
    code: 'forbidden',
    details: { reason: 'needs_a_person' },
  })
  await expect(deed({ ...late, login: null }, email)).rejects.toMatchObject({ code: 'unauthorized' })
  const [[known]] = await db.read([db.orm.select().from(users).where(eq(users.email, email))])
  expect(known).toMatchObject({ status: 'active', passwordHash: expect.any(String) })
})

test('somebody is invited, given another role and disabled; the log says by whom', async () => {
  const { person, ctx } = await onlyAdministrator()
  await inviteOperator(ctx, { email: 'Sam@example.test', name: ' Sam ', role: 'operator' })
  expect(await listOperators(as(person, 'support'))).toContainEqual({
    email: 'sam@example.test',
    name: 'Sam',
    role: 'operator',
    state: 'invited',
    lastSeenAt: null,
  })
  await withdrawInvitation(ctx, { email: 'sam@example.test' })
  expect((await listOperators(ctx)).map(({ email }) => email)).not.toContain('sam@example.test')

  const other = await makeOperator('support')
  vi.setSystemTime(Date.now() + minutes(1))
  await changeOperatorRole(ctx, { email: other.email, role: 'operator' })
  expect(await listOperators(ctx)).toContainEqual(
    expect.objectContaining({ email: other.email, role: 'operator', state: 'active' }),
  )
  vi.setSystemTime(Date.now() + minutes(1))
  await disableOperator(ctx, { email: other.email })
  const { entries } = await listPlatformAudit(ctx, { subjectId: other.id })
  expect(entries.map(({ action, actor, actorName }) => [action, actor, actorName])).toEqual([
    ['operator.disable', `operator:${person.id}`, 'Olga'],
    ['operator.role', `operator:${person.id}`, 'Olga'],
    ['operator.add', 'system', null],
  ])
  expect(entries[1]).toMatchObject({ before: { role: 'support' }, after: { role: 'operator' } })
})

test('the last administrator stays one, also when two remove each other at once', async () => {
  const { person, ctx } = await onlyAdministrator()
  const { email } = person
  const last = { code: 'conflict', details: { reason: 'last_administrator' } }
  await expect(disableOperator(ctx, { email })).rejects.toMatchObject(last)
  await expect(changeOperatorRole(ctx, { email, role: 'operator' })).rejects.toMatchObject(last)
  await expect(resetOperator(ctx, { email })).rejects.toMatchObject(last)

  const other = await makeOperator()
  const tries = await Promise.allSettled([
    disableOperator(ctx, { email: other.email }),
    changeOperatorRole(as(other, 'administrator'), { email, role: 'support' }),
  ])
  expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const states = await listOperators(terminal)
  expect(states.filter(({ role, state }) => role === 'administrator' && state === 'active').length).toBe(1)
})

test('an administrator who is only invited, or disabled, does not count', async () => {
  const { person, ctx } = await onlyAdministrator()
  await inviteOperator(ctx, { email: 'later@example.test', name: 'Lena', role: 'administrator' })
  const other = await makeOperator()
  await disableOperator(ctx, { email: other.email })
  await expect(disableOperator(ctx, { email: person.email })).rejects.toMatchObject({ code: 'conflict' })
  // Where the deployment's secrets are is the way back.
  expect(await resetOperator(terminal, { email: person.email })).toEqual({ token: expect.any(String) })
})

test('a key is shown once, opens what its role may, and nothing after it ends or is revoked', async () => {
  const { person, ctx } = await onlyAdministrator()
  const { id, secret } = await createOperatorKey(ctx, { name: 'CI', role: 'operator', expiresInDays: 1 })
  expect(await findOperatorKey(ctx, secret)).toEqual({ id, name: 'CI', role: 'operator' })
  expect(await listOperatorKeys(as(person, 'support'))).toContainEqual(
    expect.objectContaining({ id, hint: `${secret.slice(0, 8)}…`, madeBy: 'Olga', lastUsedAt: null }),
  )
  const kept = JSON.stringify(
    await db.read([db.orm.select().from(operatorKeys), db.orm.select().from(auditLog)]),
  )
  expect(kept).not.toContain(secret.slice(8))

  const tomorrow = { ...ctx, now: () => Date.now() + minutes(24 * 60) }
  await expect(findOperatorKey(tomorrow, secret)).rejects.toMatchObject({ code: 'unauthorized' })
  await revokeOperatorKey(ctx, { keyId: id })
  await expect(findOperatorKey(ctx, secret)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(revokeOperatorKey(ctx, { keyId: id })).rejects.toMatchObject({ code: 'not_found' })
})

test('keys go with whoever made them: all when they are disabled, those that may do more with a lesser role', async () => {
  const { ctx } = await onlyAdministrator()
  const maker = await makeOperator()
  const theirs = as(maker, 'administrator')
  const [low, high] = await Promise.all(
    (['support', 'operator'] as const).map((role) => createOperatorKey(theirs, { name: role, role })),
  )
  await changeOperatorRole(ctx, { email: maker.email, role: 'support' })
  await expect(findOperatorKey(ctx, high?.secret ?? '')).rejects.toMatchObject({ code: 'unauthorized' })
  expect(await findOperatorKey(ctx, low?.secret ?? '')).toMatchObject({ role: 'support' })
  await disableOperator(ctx, { email: maker.email })
  await expect(findOperatorKey(ctx, low?.secret ?? '')).rejects.toMatchObject({ code: 'unauthorized' })
})

test('what is no role, no name or no address is refused beside its field', async () => {
  const { ctx } = await onlyAdministrator()
  const good = { email: 'a@example.test', name: 'Ana', role: 'support' }
  const wrong = {
    role: { ...good, role: 'owner' },
    name: { ...good, name: ' ' },
    email: { ...good, email: 'a' },
  }
  for (const [path, wish] of Object.entries(wrong)) {
    await expect(inviteOperator(ctx, wish)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [expect.objectContaining({ path })] },
    })
  }
})

test('the log is read by page, by whom, about what and of which kind', async () => {
  const { person, ctx } = await onlyAdministrator()
  const made = []
  for (const name of ['a', 'b', 'c']) made.push(await createOperatorKey(ctx, { name, role: 'support' }))
  const wish = { actor: person.id, action: 'operator_key', limit: 2 }
  const first = await listPlatformAudit(ctx, wish)
  expect([first.entries.length, first.hasMore]).toEqual([2, true])
  const { at, id } = first.entries.at(-1) ?? { at: 0, id: '' }
  const second = await listPlatformAudit(ctx, { ...wish, cursor: { at, id } })
  expect(second.hasMore).toBe(false)
  const subjects = [...first.entries, ...second.entries].map(({ subjectId }) => subjectId)
  expect(subjects.toSorted()).toEqual(made.map((key) => key.id).toSorted())
})
