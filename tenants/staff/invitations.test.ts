import { expect, test } from 'vitest'
import { oneTimeTokens } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { days, minutes } from '../durations.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { getInvitation } from './get-invitation.ts'
import { inviteStaff } from './invite-staff.ts'
import { listInvitations } from './list-invitations.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { invite, tokenOf, wish } from '../../tests/support/make-invitation.ts'

const { olga, martin } = people
const spent = ['link_spent', undefined]
const password = 'correct horse battery'
const kind = 'browser'

test('inviting says nothing of whether the address has a login', async () => {
  const team = await makeTeam()
  const { invitation: known } = await invite(team, { email: 'ana@example.test', trainerId: null })
  const { invitation: unknown } = await invite(team, { trainerId: null })
  const bare = ({ id: _id, email: _email, ...rest }: typeof known) => rest

  expect(bare(known)).toEqual(bare(unknown))
})

test('who works here is not invited, and nobody twice', async () => {
  const team = await makeTeam()
  await invite(team)
  const owner = await team.as(olga)

  expect(await refusal(inviteStaff(owner, wish))).toEqual(['conflict', 'already_invited'])
  expect(await refusal(inviteStaff(owner, { ...wish, email: 'DORA@example.test' }))).toEqual([
    'conflict',
    'already_staff',
  ])
  expect(await refusal(inviteStaff(owner, { ...wish, email: 'b@example.test', role: 'boss' }))).toEqual([
    'invalid_input',
    undefined,
  ])
  expect(await refusal(inviteStaff(owner, { ...wish, email: 'b@example.test', trainerId: 'maria' }))).toEqual(
    ['conflict', 'trainer_taken'],
  )
  const twice = { ...wish, email: 'c@example.test', trainerId: null }
  const outcomes = await Promise.all(
    [owner, await team.as(martin)].map((ctx) => refusal(inviteStaff(ctx, twice))),
  )
  expect(outcomes).toContain('done')
  expect(outcomes).toContainEqual(['conflict', 'already_invited'])
})

test('a manager invites nobody above, and does not send such an invitation again', async () => {
  const team = await makeTeam()
  const manager = await team.as(martin)
  const { invitation } = await invite(team, { role: 'owner', trainerId: null })

  expect(await refusal(inviteStaff(manager, { ...wish, email: 'b@example.test', role: 'owner' }))).toEqual([
    'forbidden',
    'more_than_own',
  ])
  expect(await refusal(resendInvitation(manager, { invitationId: invitation.id }))).toEqual([
    'forbidden',
    'more_than_own',
  ])
})

test('a link that was replaced, revoked, forged or is too old opens nothing, and all answer the same', async () => {
  const team = await makeTeam()
  const { invitation, token: first } = await invite(team)
  const owner = await team.as(olga)
  team.clock.advance(minutes(1))
  const resent = await resendInvitation(owner, { invitationId: invitation.id })
  const second = await tokenOf(team, invitation.id)
  const other = await invite(team, { email: 'b@example.test', trainerId: null })
  await revokeInvitation(owner, { invitationId: other.invitation.id })

  expect(resent.expiresAt).toBe(invitation.expiresAt + minutes(1))
  for (const token of [
    first,
    other.token,
    `${second}A`,
    second.slice(0, -2),
    second.toUpperCase(),
    '',
    'x.y.z',
  ]) {
    expect(await refusal(getInvitation(team.ctx, { token }))).toEqual(spent)
    expect(await refusal(acceptInvitation(team.ctx, { token, kind, password }))).toEqual(spent)
  }
  expect((await getInvitation(team.ctx, { token: second })).role).toBe('trainer')
  team.clock.advance(days(7))
  expect(await refusal(acceptInvitation(team.ctx, { token: second, kind }))).toEqual(spent)
  const list = await listInvitations(await team.as(olga))
  expect(list.map(({ state }) => state).toSorted()).toEqual(['expired', 'revoked'])
  expect(await refusal(revokeInvitation(await team.as(olga), { invitationId: 'inv_none' }))).toEqual([
    'not_found',
    undefined,
  ])
})

test('a link of another kind, or of another studio, joins nobody', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  const { token } = await invite(team)
  const { db } = team.ctx

  expect(await refusal(acceptInvitation(other.ctx, { token, kind }))).toEqual(spent)
  await db.write([db.orm.update(oneTimeTokens).set({ purpose: 'register' })])
  expect(await refusal(acceptInvitation(team.ctx, { token, kind }))).toEqual(spent)
})

test('nobody’s mailbox is filled', async () => {
  const team = await makeTeam()
  const { invitation } = await invite(team)
  const owner = await team.as(olga)

  for (let n = 0; n < 2; n++) await resendInvitation(owner, { invitationId: invitation.id })
  await expect(resendInvitation(owner, { invitationId: invitation.id })).rejects.toMatchObject({
    code: 'rate_limited',
    details: { retryAfterSeconds: 900 },
  })
})
