import { expect, test } from 'vitest'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { KEY_GRANTS } from '../access/built-in-roles.ts'
import { createStaffKey } from '../access/create-staff-key.ts'
import { findStaff } from '../access/find-staff.ts'
import { requireStaff } from '../access/require-staff.ts'
import { days } from '../durations.ts'
import { createApiKey } from './create-api-key.ts'
import { createRole } from './create-role.ts'
import { changeStaffMember } from './change-staff-member.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

const { olga, martin, maria } = people
const reads = { bookings: { view: 'any' } } as const

test('a key does what it was made for and nothing else, for a year', async () => {
  const team = await makeTeam()
  const { apiKey, key } = await createApiKey(await team.as(martin), { name: 'Screen', grants: reads })
  const actor = await findStaff(team.ctx, key)
  const ctx = team.makeContext({ actor })

  expect(apiKey).toMatchObject({
    name: 'Screen',
    hint: `${key.slice(0, 8)}…`,
    createdBy: `staff:${martin}`,
    createdByName: 'Martin',
    expiresAt: team.clock.now() + days(365),
    lastUsedAt: null,
  })
  expect(requireStaff(ctx, 'bookings:view')).toBe(`staff:${apiKey.id}`)
  for (const right of ['bookings:change', 'clients:view', 'staff:view', 'staff:change'] as const) {
    expect(() => requireStaff(ctx, right)).toThrow(
      expect.objectContaining({ code: 'forbidden', details: { reason: right.replace(':', '_') } }),
    )
  }
  team.clock.advance(days(365))
  expect(await refusal(findStaff(team.ctx, key))).toEqual(['unauthorized', undefined])
})

test('the key is not kept, and not shown again', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const { apiKey, key } = await createApiKey(owner, { name: 'Till', grants: reads })
  const [rows] = await team.ctx.db.read([team.ctx.db.orm.select().from(apiKeys)])

  for (const seen of [rows, await listApiKeys(owner), await team.readAudit(), apiKey]) {
    expect(JSON.stringify(seen)).not.toContain(key.slice(9))
  }
  expect(JSON.stringify(await listApiKeys(owner))).not.toContain(rows[0]?.keyHash ?? 'none')
})

test.each([
  ['more than its maker has', { data: { view: 'any', change: 'any' } }, ['forbidden', 'more_than_own']],
  ['people’s access', { staff: { view: 'any', change: 'any' } }, ['invalid_input', undefined]],
  ['what is its own', { bookings: { view: 'own' } }, ['invalid_input', undefined]],
] as const)('a key for %s is not made', async (_what, grants, expected) => {
  const team = await makeTeam()

  expect(await refusal(createApiKey(await team.as(martin), { name: 'X', grants }))).toEqual(expected)
  expect(await listApiKeys(await team.as(olga))).toEqual([])
})

test.each([0, -1, 1.5, 4_000, '365'])('a key of %s days is not made', async (expiresInDays) => {
  const team = await makeTeam()
  const work = createApiKey(await team.as(olga), {
    name: 'X',
    grants: reads,
    // What somebody may send.
    expiresInDays: expiresInDays as number,
  })

  expect(await refusal(work)).toEqual(['invalid_input', undefined])
})

test('a key that never ends was chosen so', async () => {
  const team = await makeTeam()
  const wish = { name: 'Till', grants: reads, expiresInDays: 'never' } as const
  const { apiKey, key } = await createApiKey(await team.as(olga), wish)

  expect(apiKey.expiresAt).toBeNull()
  team.clock.advance(days(5_000))
  expect((await findStaff(team.ctx, key)).id).toBe(apiKey.id)
})

test('a key of before may do what it could, and the list says so', async () => {
  const team = await makeTeam()
  const { key } = await createStaffKey(team.ctx, { name: 'Old' })

  expect(await findStaff(team.ctx, key)).toMatchObject({ grants: KEY_GRANTS })
  expect(await listApiKeys(await team.as(olga))).toMatchObject([
    {
      name: 'Old',
      hint: `${key.slice(0, 8)}…`,
      grants: KEY_GRANTS,
      createdBy: null,
      createdByName: null,
      expiresAt: null,
    },
  ])
})

test('who may only do their own makes no key that may do it for everybody', async () => {
  const team = await makeTeam()
  const owner = await team.as(olga)
  const own = { bookings: { view: 'own' }, staff: { view: 'any', change: 'any' } } as const
  const role = await createRole(owner, { name: 'Lead', grants: own })
  await changeStaffMember(owner, { userId: maria, role: role.id })

  expect(await refusal(createApiKey(await team.as(maria), { name: 'X', grants: reads }))).toEqual([
    'forbidden',
    'more_than_own',
  ])
})

test('a revoked key opens nothing, and neither is another studio’s to revoke', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  const owner = await team.as(olga)
  const { apiKey, key } = await createApiKey(owner, { name: 'Till', grants: reads })
  const keyId = apiKey.id

  expect(await refusal(revokeApiKey(await other.as(olga), { keyId }))).toEqual(['not_found', undefined])
  expect(await refusal(findStaff(other.ctx, key))).toEqual(['unauthorized', undefined])
  expect((await findStaff(team.ctx, key)).id).toBe(keyId)
  await revokeApiKey(owner, { keyId })
  expect(await refusal(findStaff(team.ctx, key))).toEqual(['unauthorized', undefined])
  expect(await refusal(revokeApiKey(owner, { keyId }))).toEqual(['not_found', undefined])
  expect(await listApiKeys(owner)).toEqual([])
  expect((await team.readAudit()).map(({ action, subjectId }) => [action, subjectId])).toEqual([
    ['key.created', keyId],
    ['key.revoked', keyId],
  ])
})

test('a key lists keys when it may, and makes and revokes none', async () => {
  const team = await makeTeam()
  const { key, keyId } = await createStaffKey(team.ctx, { name: 'Till' })
  const ctx = team.makeContext({ actor: await findStaff(team.ctx, key) })

  expect(await refusal(listApiKeys(ctx))).toBe('done')
  expect(await refusal(createApiKey(ctx, { name: 'X', grants: reads }))).toEqual([
    'forbidden',
    'staff_change',
  ])
  expect(await refusal(revokeApiKey(ctx, { keyId }))).toEqual(['forbidden', 'staff_change'])
})
