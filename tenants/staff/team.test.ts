import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { apiKeys, loginSessions, staff, trainers, users } from '../../db/tenant/schema/index.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { ALL_GRANTS, builtInRoles } from '../access/built-in-roles.ts'
import { FRESH_MS } from '../access/require-fresh.ts'
import { changeStaffMember } from './change-staff-member.ts'
import { createApiKey } from './create-api-key.ts'
import { createRole } from './create-role.ts'
import { getStaffMember } from './get-staff-member.ts'
import { inviteStaff } from './invite-staff.ts'
import { listStaff } from './list-staff.ts'
import { removeStaffMember } from './remove-staff-member.ts'

const { olga, oscar, martin, maria, dora, ana } = people

test('the team is everybody who works here, with the rights of their role', async () => {
  const team = await makeTeam()
  const all = await listStaff(await team.as(martin))

  expect(all.map(({ userId, role, trainerId }) => [userId, role, trainerId])).toEqual([
    [olga, 'owner', null],
    [oscar, 'owner', null],
    [martin, 'manager', null],
    [maria, 'trainer', ids.maria],
    [dora, 'front_desk', null],
  ])
  expect(all[3]).toMatchObject({
    name: 'Maria',
    email: 'maria@example.test',
    grants: builtInRoles.trainer,
    isActive: true,
    hasSecondFactor: false,
    lastSeenAt: null,
  })
  expect(all[2]?.lastSeenAt).toBe(team.clock.now())
})

test('a role changes for the next request, and back', async () => {
  const team = await makeTeam()
  const secret = await team.signIn(dora)
  const owner = await team.as(olga)

  expect(await refusal(listStaff(await team.resume(secret)))).toEqual(['forbidden', 'staff_view'])
  const changed = await changeStaffMember(owner, { userId: dora, role: 'manager' })
  expect(changed).toMatchObject({ userId: dora, role: 'manager' })
  expect(await refusal(listStaff(await team.resume(secret)))).toBe('done')
  await changeStaffMember(owner, { userId: dora, role: 'front_desk' })
  expect(await refusal(listStaff(await team.resume(secret)))).toEqual(['forbidden', 'staff_view'])
  expect(await team.readAudit()).toMatchObject([
    {
      actor: `staff:${olga}`,
      action: 'staff.changed',
      subjectId: dora,
      before: { role: 'front_desk', trainerId: null },
      after: { role: 'manager', trainerId: null },
      requestId: 'req_test',
    },
    { action: 'staff.changed', after: { role: 'front_desk' } },
  ])
})

test('nobody gives more than they have, touches who has more, or raises themselves', async () => {
  const team = await makeTeam()
  const manager = await team.as(martin)
  const before = await team.readStaff()
  const above = ['forbidden', 'above_you']
  const more = ['forbidden', 'more_than_own']

  expect(await refusal(changeStaffMember(manager, { userId: dora, role: 'owner' }))).toEqual(more)
  expect(await refusal(changeStaffMember(manager, { userId: martin, role: 'owner' }))).toEqual(more)
  expect(await refusal(changeStaffMember(manager, { userId: olga, role: 'front_desk' }))).toEqual(above)
  expect(await refusal(removeStaffMember(manager, { userId: olga }))).toEqual(above)
  expect(await refusal(createRole(manager, { name: 'Boss', grants: ALL_GRANTS }))).toEqual([
    'forbidden',
    'owners_only',
  ])
  for (const id of [maria, dora]) {
    const plain = await team.as(id)
    expect(
      await Promise.all(
        [
          changeStaffMember(plain, { userId: id, role: 'owner' }),
          changeStaffMember(plain, { userId: dora, role: 'trainer' }),
          removeStaffMember(plain, { userId: martin }),
        ].map(refusal),
      ),
    ).toEqual(Array(3).fill(['forbidden', 'staff_change']))
  }
  expect(await team.readStaff()).toEqual(before)
  expect(await team.readAudit()).toEqual([])
  expect(await refusal(changeStaffMember(manager, { userId: dora, role: 'manager' }))).toBe('done')
})

test('what is a trainer’s own is not given by whoever only has their own', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const grants = { ...builtInRoles.trainer, staff: { view: 'any', change: 'any' } } as const
  const lead = await createRole(owner, { name: 'Lead trainer', grants })
  await changeStaffMember(owner, { userId: maria, role: lead.id })
  const leading = await team.as(maria)

  for (const [userId, trainerId] of [
    [dora, ids.ivan],
    [maria, ids.ivan],
  ]) {
    const work = changeStaffMember(leading, { userId: userId ?? '', role: 'trainer', trainerId })
    expect(await refusal(work)).toEqual(['forbidden', userId === dora ? 'above_you' : 'more_than_own'])
  }
  expect(await refusal(changeStaffMember(leading, { userId: maria, role: 'trainer' }))).toBe('done')
})

test.each([
  ['a key', { actor: staffActor, login: null }, ['forbidden', 'needs_a_person']],
  ['a client', undefined, ['forbidden', 'not_staff']],
  ['nobody', { actor: { kind: 'visitor' }, login: null } as const, ['unauthorized', undefined]],
])('%s changes nothing of the team', async (_who, changes, expected) => {
  const team = await makeTeam()
  const ctx = changes ? team.makeContext(changes) : await team.as(ana)

  expect(
    await Promise.all(
      [
        changeStaffMember(ctx, { userId: dora, role: 'trainer' }),
        removeStaffMember(ctx, { userId: dora }),
        createRole(ctx, { name: 'X', grants: {} }),
        inviteStaff(ctx, { email: 'new@example.test', name: 'New', role: 'trainer' }),
        createApiKey(ctx, { name: 'X', grants: {} }),
      ].map(refusal),
    ),
  ).toEqual(Array(5).fill(expected))
  if (changes?.actor.kind !== 'staff') expect(await refusal(listStaff(ctx))).toEqual(expected)
})

test('whoever signed in a while ago proves it again first', async () => {
  const team = await makeTeam()
  const secret = await team.signIn(olga)
  team.clock.advance(FRESH_MS)
  const owner = await team.resume(secret)

  expect(
    await Promise.all(
      [
        changeStaffMember(owner, { userId: dora, role: 'trainer' }),
        removeStaffMember(owner, { userId: dora }),
        createRole(owner, { name: 'X', grants: {} }),
        createApiKey(owner, { name: 'X', grants: {} }),
      ].map(refusal),
    ),
  ).toEqual(Array(4).fill(['reauthentication_required', undefined]))
})

test('people of another studio are not found, and another studio’s owner is nobody here', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  const { orm, write } = other.ctx.db
  await write([
    orm
      .insert(users)
      .values({ id: 'usr_far', email: 'f@example.test', name: 'F', locale: 'en', createdAt: 0 }),
    orm.insert(staff).values({ userId: 'usr_far', role: 'trainer', createdAt: 0 }),
  ])
  const owner = await team.as(olga)

  for (const userId of ['usr_far', 'usr_none', ana]) {
    expect(await refusal(getStaffMember(owner, { userId }))).toEqual(['not_found', undefined])
    expect(await refusal(changeStaffMember(owner, { userId, role: 'trainer' }))).toEqual([
      'not_found',
      undefined,
    ])
    expect(await refusal(removeStaffMember(owner, { userId }))).toEqual(['not_found', undefined])
  }
  const secret = await other.signIn(olga)
  expect(await refusal(listStaff(await team.resume(secret)))).toEqual(['unauthorized', undefined])
})

test('who leaves is out at once, everywhere, and stays a client', async () => {
  const team = await makeTeam()
  const secrets = [await team.signIn(maria), await team.signIn(maria)]
  const owner = await team.as(olga)
  await changeStaffMember(owner, { userId: maria, role: 'manager' })
  const { key } = await createApiKey(await team.as(maria), { name: 'Till', grants: {} })

  const { reassigned } = await removeStaffMember(owner, { userId: maria })

  expect(reassigned).toBeNull()
  expect(key).toMatch(/^thk_/)
  for (const secret of secrets) expect((await team.resume(secret)).login).toBeNull()
  const { db } = team.ctx
  const [sessions, keys, [trainer], [person]] = await db.read([
    db.orm.select().from(loginSessions).where(eq(loginSessions.userId, maria)),
    db.orm.select().from(apiKeys),
    db.orm.select().from(trainers).where(eq(trainers.id, ids.maria)),
    db.orm.select().from(users).where(eq(users.id, maria)),
  ])
  expect(sessions).toEqual([])
  expect(keys).toMatchObject([{ revokedAt: team.clock.now() }])
  expect(trainer).toMatchObject({ isBookable: false })
  expect(person).toMatchObject({ status: 'active' })
  expect((await team.readStaff()).get(maria)).toMatchObject({
    status: 'removed',
    removedAt: team.clock.now(),
  })
  // Whoever signs in again does so as nobody's staff.
  expect((await team.as(maria)).login).toMatchObject({ staff: null })
  expect((await listStaff(owner)).map(({ userId }) => userId)).not.toContain(maria)
  expect((await team.readAudit()).map(({ action }) => action)).toEqual([
    'staff.changed',
    'key.created',
    'key.revoked',
    'staff.removed',
  ])
})

test('one trainer is one person', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)

  expect(await refusal(changeStaffMember(owner, { userId: dora, trainerId: 'maria' }))).toEqual([
    'conflict',
    'trainer_taken',
  ])
  expect(await refusal(changeStaffMember(owner, { userId: dora, trainerId: 'nobody' }))).toEqual([
    'invalid_input',
    undefined,
  ])
  expect(await changeStaffMember(owner, { userId: dora, trainerId: 'ivan' })).toMatchObject({
    trainerId: ids.ivan,
  })
  expect(await changeStaffMember(owner, { userId: dora, trainerId: null })).toMatchObject({ trainerId: null })
  const outcomes = await Promise.all(
    [dora, martin].map((userId) => refusal(changeStaffMember(owner, { userId, trainerId: ids.ivan }))),
  )
  expect(outcomes.toSorted()).toEqual([['conflict', 'trainer_taken'], 'done'])
})
