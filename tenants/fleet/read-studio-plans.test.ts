import { expect, test } from 'vitest'
import { plans, tenants } from '../../db/registry/schema/index.ts'
import { makeFleet } from '../../tests/support/make-fleet.ts'
import { readStudioPlans } from './read-studio-plans.ts'

test('a studio learns what its plan is called, and what anybody may choose: no other studio’s plan', async () => {
  const { registry } = (await makeFleet()).deps
  const { orm, write } = registry
  const plan = (code: string, position: number, more: Partial<typeof plans.$inferInsert> = {}) =>
    orm.insert(plans).values({
      id: `pln_${code}`,
      code,
      name: code.toUpperCase(),
      limits: {},
      isPublic: true,
      position,
      createdAt: 0,
      updatedAt: 0,
      ...more,
    })
  const studio = (id: string, planId: string | null) =>
    orm.insert(tenants).values({
      id,
      slug: id,
      name: id,
      status: 'active',
      planId,
      trialEndsAt: planId === null ? null : 5,
      databaseUrl: 'http://127.0.0.1',
      databaseTokenEncrypted: 'v1',
      createdAt: 0,
    })
  await write([
    plan('large', 2),
    plan('small', 1, { limits: { features: { embed: false } } }),
    plan('agreed', 3, { isPublic: false }),
    plan('another', 4, { isPublic: false }),
    plan('old', 5, { archivedAt: 1 }),
    studio('ten_a', 'pln_agreed'),
    studio('ten_b', 'pln_another'),
    studio('ten_c', null),
  ])
  const offered = [
    { name: 'SMALL', heldBack: ['embed'] },
    { name: 'LARGE', heldBack: [] },
  ]
  expect(await readStudioPlans(registry, 'ten_a')).toEqual({
    own: { name: 'AGREED', trialEndsAt: 5 },
    offered,
  })
  expect(await readStudioPlans(registry, 'ten_c')).toEqual({ own: null, offered })
})
