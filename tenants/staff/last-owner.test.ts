import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { staff, users } from '../../db/tenant/schema/index.ts'
import { makeTeam, type Team, refusal, people } from '../../tests/support/make-team.ts'
import { addFirstOwner } from './add-first-owner.ts'
import { changeStaffMember } from './change-staff-member.ts'
import { removeStaffMember } from './remove-staff-member.ts'

const { olga, oscar, martin, dora } = people

test('the last owner stays', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const last = ['conflict', 'last_owner']

  await removeStaffMember(owner, { userId: oscar })
  expect(await refusal(removeStaffMember(owner, { userId: olga }))).toEqual(last)
  expect(await refusal(changeStaffMember(owner, { userId: olga, role: 'manager' }))).toEqual(last)
  expect(await refusal(changeStaffMember(owner, { userId: olga, role: 'owner' }))).toBe('done')
})

test('an owner who is shut out is no owner to rely on', async () => {
  const team = await makeTeam()
  const { orm, write } = team.ctx.db
  await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, oscar))])

  expect(await refusal(removeStaffMember(await team.as(olga), { userId: olga }))).toEqual([
    'conflict',
    'last_owner',
  ])
})

test('two owners who remove, or demote, each other at the same moment leave one', async () => {
  const deeds = [
    (team: Team, by: string, userId: string) => team.as(by).then((ctx) => removeStaffMember(ctx, { userId })),
    (team: Team, by: string, userId: string) =>
      team.as(by).then((ctx) => changeStaffMember(ctx, { userId, role: 'manager' })),
    // Each leaves.
    (team: Team, by: string) => team.as(by).then((ctx) => removeStaffMember(ctx, { userId: by })),
  ]
  for (const deed of deeds) {
    const team = await makeTeam()
    const [first, second] = await Promise.all([
      refusal(deed(team, olga, oscar)),
      refusal(deed(team, oscar, olga)),
    ])

    expect([first, second].filter((outcome) => outcome === 'done')).toHaveLength(1)
    const owners = [...(await team.readStaff()).values()].filter(
      ({ role, status }) => role === 'owner' && status === 'active',
    )
    expect(owners).toHaveLength(1)
    expect(await team.readAudit()).toHaveLength(1)
  }
})

test('whoever is removed while they decide decides nothing', async () => {
  const team = await makeTeam()
  const leaving = await team.as(martin)
  const { read } = leaving.db
  let isRemoved = false
  leaving.db.read = async (statements) => {
    const answer = await read(statements)
    // Between reading and writing.
    if (!isRemoved) {
      isRemoved = true
      await removeStaffMember(await team.as(olga), { userId: martin })
    }
    return answer
  }

  expect(await refusal(changeStaffMember(leaving, { userId: dora, role: 'manager' }))).toEqual([
    'unauthorized',
    undefined,
  ])
  expect((await team.readStaff()).get(dora)).toMatchObject({ role: 'front_desk' })
})

test('the first owner is the first', async () => {
  const team = await makeTeam()
  const { orm, write, read } = team.ctx.db
  const first = { email: 'Dora@Example.test', name: 'Else', locale: 'bg', passwordHash: 'x' } as const

  expect(await addFirstOwner(team.ctx, first)).toBe(false)
  await write([orm.delete(staff)])
  const [done, again] = await Promise.all([addFirstOwner(team.ctx, first), addFirstOwner(team.ctx, first)])
  expect([done, again].toSorted()).toEqual([false, true])
  const [[person]] = await read([orm.select().from(users).where(eq(users.id, dora))])
  expect(person).toMatchObject({ name: 'Dora', passwordHash: null, locale: 'en' })
  expect((await team.readStaff()).get(dora)).toMatchObject({ role: 'owner', status: 'active' })
})
