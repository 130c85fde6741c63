import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { apiKeys, invitations, roles } from '../../db/tenant/schema/index.ts'
import { makeTeam, refusal, people } from '../../tests/support/make-team.ts'
import { readMailedLink } from '../../tests/support/add-person.ts'
import type { TenantContext } from '../context.ts'
import { changeRole } from './change-role.ts'
import { changeStaffMember } from './change-staff-member.ts'
import { createApiKey } from './create-api-key.ts'
import { createRole } from './create-role.ts'
import { deleteRole } from './delete-role.ts'
import { getInvitation } from './get-invitation.ts'
import { inviteStaff } from './invite-staff.ts'
import { listInvitations } from './list-invitations.ts'
import { listRoles } from './list-roles.ts'
import { listStaff } from './list-staff.ts'
import { removeStaffMember } from './remove-staff-member.ts'
import { resendInvitation } from './resend-invitation.ts'

const { olga, oscar, martin, dora } = people

test('a key that may do more than its maker by now is revoked', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const manager = await team.as(martin)
  const grants = { money: { view: 'any', change: 'any' } } as const
  await createApiKey(manager, { name: 'Till', grants })
  await createApiKey(manager, { name: 'Screen', grants: { calendar: { view: 'any' } } })

  await changeStaffMember(owner, { userId: martin, role: 'front_desk' })
  const { db } = team.ctx
  const readRevoked = async () => {
    const [rows] = await db.read([db.orm.select().from(apiKeys)])
    return rows.filter(({ revokedAt }) => revokedAt !== null).map(({ name }) => name)
  }
  expect(await readRevoked()).toEqual([])
  const role = await createRole(owner, { name: 'Screens', grants: { calendar: { view: 'any' }, ...grants } })
  await changeStaffMember(owner, { userId: martin, role: role.id })
  await changeRole(owner, { roleId: role.id, grants: { calendar: { view: 'any' } } })
  expect(await readRevoked()).toEqual(['Till'])
})

test('an invitation that its sender could not send any more opens nothing', async () => {
  const deeds = [
    (ctx: TenantContext) => changeStaffMember(ctx, { userId: martin, role: 'front_desk' }),
    (ctx: TenantContext) => removeStaffMember(ctx, { userId: martin }),
  ]
  for (const deed of deeds) {
    const team = await makeTeam()
    const owner = await team.as(olga)
    const guest = { name: 'Guest', role: 'manager' }
    await inviteStaff(await team.as(martin), { ...guest, email: 'own@example.test' })
    const sentOn = await inviteStaff(await team.as(martin), { ...guest, email: 'good@example.test' })
    await inviteStaff(owner, { ...guest, email: 'other@example.test' })
    const token = await readMailedLink(team.ctx, 'join', 'own@example.test')
    await resendInvitation(owner, { invitationId: sentOn.id })

    await deed(owner)
    expect(await refusal(getInvitation(team.makeContext(), { token }))).toEqual(['link_spent', undefined])
    const states = (await listInvitations(owner)).map(({ email, state }) => [email, state])
    expect(Object.fromEntries(states)).toEqual({
      'own@example.test': 'revoked',
      'good@example.test': 'open',
      'other@example.test': 'open',
    })
    expect((await team.readAudit()).filter(({ action }) => action === 'invitation.revoked')).toHaveLength(1)
  }
})

test('who loses a right hands nothing of it out at the same moment', async () => {
  const grants = { money: { view: 'any' } } as const
  const guest = { name: 'Guest', role: 'manager', email: 'own@example.test' }
  const handOut = [
    (ctx: TenantContext) => createApiKey(ctx, { name: 'Till', grants }),
    (ctx: TenantContext) => inviteStaff(ctx, guest),
  ]
  for (const hand of handOut) {
    const team = await makeTeam()
    const owner = await team.as(olga)
    const { read } = owner.db
    let reads = 0
    owner.db.read = async (statements) => {
      const answer = await read(statements)
      // The team has been read, and what was handed out; nothing has been written.
      reads += 1
      if (reads === 2) await hand(await team.as(martin))
      return answer
    }

    await removeStaffMember(owner, { userId: martin })
    const { db } = team.ctx
    const [keys, invited] = await db.read([db.orm.select().from(apiKeys), db.orm.select().from(invitations)])
    expect([...keys, ...invited].map(({ revokedAt }) => revokedAt)).toEqual([team.clock.now()])
  }
})

test('owners shape roles, which hold from the next request', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const role = await createRole(owner, { name: 'Assistant', grants: { clients: { view: 'any' } } })
  await changeStaffMember(owner, { userId: dora, role: role.id })
  const secret = await team.signIn(dora)

  expect((await team.resume(secret)).login?.staff).toMatchObject({ role: role.id, roleName: 'Assistant' })
  expect(await refusal(listStaff(await team.resume(secret)))).toEqual(['forbidden', 'staff_view'])
  await changeRole(owner, { roleId: role.id, grants: { staff: { view: 'any' } } })
  expect(await refusal(listStaff(await team.resume(secret)))).toBe('done')
  const all = await listRoles(owner)
  expect(all.map(({ id, isBuiltIn, members }) => [id, isBuiltIn, members])).toEqual([
    ['owner', true, 2],
    ['manager', true, 1],
    ['trainer', true, 1],
    ['front_desk', true, 0],
    [role.id, false, 1],
  ])
  expect(all[4]?.grants.clients).toEqual({ view: 'none', change: 'none' })
})

test('a role in use, or promised, stays', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const role = await createRole(owner, { name: 'Assistant', grants: {} })
  const used = ['conflict', 'in_use']

  await changeStaffMember(owner, { userId: dora, role: role.id })
  expect(await refusal(deleteRole(owner, { roleId: role.id }))).toEqual(used)
  await changeStaffMember(owner, { userId: dora, role: 'front_desk' })
  await inviteStaff(owner, { email: 'new@example.test', name: 'New', role: role.id })
  expect(await refusal(deleteRole(owner, { roleId: role.id }))).toEqual(used)
  for (const roleId of ['owner', 'trainer', 'rol_none']) {
    expect(await refusal(deleteRole(owner, { roleId }))).toEqual(['not_found', undefined])
    expect(await refusal(changeRole(owner, { roleId, name: 'X' }))).toEqual(['not_found', undefined])
  }
  expect(await refusal(createRole(owner, { name: 'ASSISTANT', grants: {} }))).toEqual([
    'conflict',
    'name_taken',
  ])
})

test('a role is not given away at the moment it goes', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  for (let round = 0; round < 5; round++) {
    const role = await createRole(owner, { name: `Round ${round}`, grants: {} })
    await Promise.all([
      refusal(deleteRole(await team.as(olga), { roleId: role.id })),
      refusal(changeStaffMember(await team.as(oscar), { userId: dora, role: role.id })),
    ])
    const { db } = team.ctx
    const [[left]] = await db.read([db.orm.select().from(roles).where(eq(roles.id, role.id))])
    const hasIt = (await team.readStaff()).get(dora)?.role === role.id
    expect(hasIt).toBe(left !== undefined)
    await changeStaffMember(owner, { userId: dora, role: 'front_desk' })
  }
})

test.each([
  [{ bookings: { change: 'any' } }, 'grants.bookings.view'],
  [{ bookings: { view: 'own', change: 'any' } }, 'grants.bookings.view'],
  [{ bookings: { view: 'all' } }, 'grants.bookings.view'],
  [{ everything: { view: 'any' } }, 'grants'],
])('a role of %j is refused and names the field', async (grants, path) => {
  const team = await makeTeam()
  const work = createRole(await team.as(olga), { name: 'X', grants: grants as object })

  await expect(work).rejects.toMatchObject({ code: 'invalid_input', details: { errors: [{ path }] } })
})
