import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clients, loginSessions, messages, users } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hashPassword, verifyPassword } from '../access/hash-password.ts'
import { days, minutes } from '../durations.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { changeStaffMember } from './change-staff-member.ts'
import { getInvitation } from './get-invitation.ts'
import { listInvitations } from './list-invitations.ts'
import { removeStaffMember } from './remove-staff-member.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { findUser, invite } from '../../tests/support/make-invitation.ts'

const { olga, dora, ana } = people
const spent = ['link_spent', undefined]
const password = 'correct horse battery'
const kind = 'browser'

test('whoever is invited gets a link by mail, and joins with a name and a password of their own', async () => {
  const team = await makeTeam()
  const { invitation, token } = await invite(team)
  const { db } = team.ctx
  const [mails] = await db.read([db.orm.select().from(messages)])

  expect(invitation).toMatchObject({
    email: 'new@example.test',
    role: 'trainer',
    trainerId: ids.ivan,
    state: 'open',
    expiresAt: team.clock.now() + days(7),
  })
  expect(mails).toMatchObject([{ kind: 'account_join', recipient: 'new@example.test', locale: 'bg' }])
  expect(team.announced).toContain(team.clock.now())
  expect(await getInvitation(team.ctx, { token })).toEqual({
    email: 'new@example.test',
    name: 'Nina New',
    role: 'trainer',
    roleName: '',
    hasAccount: false,
    isSignedIn: false,
    expiresAt: invitation.expiresAt,
  })
  const joined = await acceptInvitation(team.ctx, { token, kind, name: 'Nina N.', password, locale: 'en' })

  expect(joined).toMatchObject({ state: 'open', cookie: expect.stringContaining('__Host-session=') })
  const { login, actor } = await team.resume(joined.secret)
  expect(login).toMatchObject({
    user: { name: 'Nina N.', email: 'new@example.test', locale: 'en', hasPassword: true },
    staff: { role: 'trainer', trainerId: ids.ivan },
  })
  expect(actor).toMatchObject({ kind: 'staff', trainerId: ids.ivan })
  const user = await findUser(team, 'new@example.test')
  expect(await verifyPassword(password, user?.passwordHash ?? null)).toBe(true)
  expect(await listInvitations(await team.as(olga))).toMatchObject([{ state: 'accepted' }])
  expect(await refusal(getInvitation(team.ctx, { token }))).toEqual(spent)
  const audit = await team.readAudit()
  expect(audit.map(({ action }) => action)).toEqual(['invitation.created', 'staff.joined', 'login.success'])
  expect(JSON.stringify(audit)).not.toMatch(/example\.test|Nina/)
})

test('a password is no must, and a bad one is none', async () => {
  const team = await makeTeam()
  const { token } = await invite(team)

  for (const bad of ['short', 'password1234', 'iron works 2027', 'x'.repeat(129)]) {
    await expect(acceptInvitation(team.ctx, { token, kind, password: bad })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'password' }] },
    })
  }
  await acceptInvitation(team.ctx, { token, kind })
  expect(await findUser(team, 'new@example.test')).toMatchObject({ passwordHash: null, name: 'Nina New' })
})

test('a login that is there is never touched, whoever has the link', async () => {
  const team = await makeTeam()
  const { db } = team.ctx
  const passwordHash = await hashPassword('what Ana chose')
  await db.write([db.orm.update(users).set({ passwordHash }).where(eq(users.id, ana))])
  const before = await findUser(team, 'ana@example.test')
  const { token } = await invite(team, { email: 'ana@example.test', role: 'front_desk' })

  expect(await getInvitation(team.ctx, { token })).toMatchObject({ hasAccount: true, isSignedIn: false })
  for (const answer of [{}, { password }, { name: 'Mallory', password }]) {
    expect(await refusal(acceptInvitation(team.ctx, { token, kind, ...answer }))).toEqual([
      'unauthorized',
      'sign_in_first',
    ])
  }
  const other = await team.as(dora)
  expect(await refusal(acceptInvitation(other, { token, kind }))).toEqual(['forbidden', 'other_account'])
  const own = await team.as(ana)
  expect(await refusal(acceptInvitation(own, { token, kind, password }))).toEqual([
    'invalid_input',
    undefined,
  ])
  expect(await findUser(team, 'ana@example.test')).toEqual(before)
  expect((await team.readStaff()).has(ana)).toBe(false)

  const joined = await acceptInvitation(own, { token, kind, name: 'Somebody Else' })
  expect(await findUser(team, 'ana@example.test')).toEqual(before)
  const { login } = await team.resume(joined.secret)
  expect(login).toMatchObject({ clientId: 'cli_ana', staff: { role: 'front_desk' } })
})

test('who was a client has a new session as staff, and the old ones end', async () => {
  const team = await makeTeam()
  const old = await team.signIn(ana)
  const { token } = await invite(team, { email: 'ana@example.test' })

  const { secret } = await acceptInvitation(await team.resume(old), { token, kind })

  expect(secret).not.toBe(old)
  expect((await team.resume(old)).login).toBeNull()
  const { db } = team.ctx
  const [sessions] = await db.read([db.orm.select().from(loginSessions).where(eq(loginSessions.userId, ana))])
  expect(sessions).toMatchObject([{ idleMs: minutes(12 * 60) }])
})

test('twenty at once join once', async () => {
  const team = await makeTeam()
  const { token } = await invite(team)
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => refusal(acceptInvitation(team.makeContext(), { token, kind }))),
  )

  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  const others = outcomes.filter((outcome) => outcome !== 'done')
  // Who came after the login was made is told to use it: nothing else is to be had from the link.
  for (const outcome of others) expect(['link_spent', 'unauthorized']).toContain(outcome[0])
  const { db } = team.ctx
  const [all] = await db.read([db.orm.select().from(users).where(eq(users.email, 'new@example.test'))])
  expect(all).toHaveLength(1)
})

test('who has a login joins with it once, however often it is sent', async () => {
  const team = await makeTeam()
  const { token } = await invite(team, { email: 'ana@example.test' })
  const own = await team.as(ana)
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => refusal(acceptInvitation(own, { token, kind }))),
  )

  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
  const joined = (await team.readAudit()).filter(({ action }) => action === 'staff.joined')
  expect(joined).toHaveLength(1)
})

test('an invitation that is accepted and revoked at the same moment is one of both', async () => {
  for (let round = 0; round < 5; round++) {
    const team = await makeTeam()
    const { invitation, token } = await invite(team)
    const owner = await team.as(olga)
    const [accepted, revoked] = await Promise.all([
      refusal(acceptInvitation(team.makeContext(), { token, kind })),
      refusal(revokeInvitation(owner, { invitationId: invitation.id })),
    ])

    expect([accepted, revoked].filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect((await team.readStaff()).size).toBe(accepted === 'done' ? 6 : 5)
  }
})

test('a role or a trainer that is somebody else’s by now is not joined', async () => {
  const team = await makeTeam()
  const { token } = await invite(team)
  await changeStaffMember(await team.as(olga), { userId: dora, trainerId: 'ivan' })

  expect(await refusal(acceptInvitation(team.ctx, { token, kind }))).toEqual(['conflict', 'trainer_taken'])
  expect(await findUser(team, 'new@example.test')).toBeUndefined()
  await changeStaffMember(await team.as(olga), { userId: dora, trainerId: null })
  expect(await refusal(acceptInvitation(team.ctx, { token, kind }))).toBe('done')
})

test('who booked as a guest under the address is known by it, and who left may come back', async () => {
  const team = await makeTeam()
  const { orm, write, read } = team.ctx.db
  await write([
    orm.insert(clients).values({
      id: 'cli_new',
      email: 'new@example.test',
      firstName: 'N',
      lastName: 'N',
      locale: 'en',
      createdAt: 0,
    }),
  ])
  const { token } = await invite(team)
  const { secret } = await acceptInvitation(team.ctx, { token, kind })
  const { login } = await team.resume(secret)
  expect(login?.clientId).toBe('cli_new')

  const userId = login?.user.id ?? ''
  await removeStaffMember(await team.as(olga), { userId })
  const { token: again } = await invite(team, { role: 'front_desk', trainerId: null })
  await acceptInvitation(await team.as(userId), { token: again, kind })
  expect((await team.readStaff()).get(userId)).toMatchObject({
    role: 'front_desk',
    status: 'active',
    trainerId: null,
    removedAt: null,
  })
  const [[client]] = await read([orm.select().from(clients).where(eq(clients.id, 'cli_new'))])
  expect(client?.userId).toBe(userId)
})
