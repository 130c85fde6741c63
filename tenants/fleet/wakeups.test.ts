import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { tenants, wakeups } from '../../db/registry/schema/index.ts'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { minutes } from '../durations.ts'
import { claimDueTenants } from './claim-due-tenants.ts'
import { planSweep } from './plan-sweep.ts'
import { planWakeup } from './plan-wakeup.ts'
import { provisionTenant } from './provision-tenant.ts'
import { settleWakeup } from './settle-wakeup.ts'

async function makeStudios(...slugs: string[]) {
  const { deps, clock } = await makeFleet()
  for (const slug of slugs) await provisionTenant(deps, makeNewTenant(slug))
  const { registry } = deps
  const dueAt = async (slug: string) => {
    const [rows] = await registry.read([
      registry.orm
        .select()
        .from(wakeups)
        .where(eq(wakeups.tenantId, `ten_${slug}`)),
    ])
    return rows[0]?.dueAt
  }
  const plan = (slug: string, at: number) => planWakeup(registry, { tenantId: `ten_${slug}`, dueAt: at })
  return { registry, dueAt, plan, now: clock.now() }
}

test('the sooner of two planned times stays', async () => {
  const { plan, dueAt } = await makeStudios('iron')
  await plan('iron', 5_000)
  await plan('iron', 3_000)
  expect(await dueAt('iron')).toBe(3_000)

  await plan('iron', 9_000)
  expect(await dueAt('iron')).toBeLessThan(3_000)
  expect(await dueAt('iron')).toBeGreaterThan(2_990)
})

test('of two that claim at once, each due studio goes to one', async () => {
  const slugs = ['iron', 'lotus', 'north', 'south']
  const { registry, plan, dueAt, now } = await makeStudios(...slugs, 'later')
  for (const slug of slugs) await plan(slug, now)
  await plan('later', now + 1)

  const claims = await Promise.all([claimDueTenants(registry, now), claimDueTenants(registry, now)])

  expect(
    claims
      .flat()
      .map(({ tenantId }) => tenantId)
      .toSorted(),
  ).toEqual(slugs.map((slug) => `ten_${slug}`))
  expect(await dueAt('iron')).toBe(now + minutes(2))
  expect(await dueAt('later')).toBe(now + 1)
})

test('a claim that nobody settles runs out', async () => {
  const { registry, plan, now } = await makeStudios('iron')
  await plan('iron', now)
  await claimDueTenants(registry, now)

  expect(await claimDueTenants(registry, now + minutes(2) - 1)).toEqual([])
  expect(await claimDueTenants(registry, now + minutes(2))).toHaveLength(1)
})

test('a closed studio is passed over and due again when it opens', async () => {
  const { registry, plan, now } = await makeStudios('iron')
  await plan('iron', now)
  const setStatus = (status: 'active' | 'suspended') =>
    registry.write([registry.orm.update(tenants).set({ status })])
  await setStatus('suspended')
  expect(await claimDueTenants(registry, now)).toEqual([])

  await setStatus('active')
  expect(await claimDueTenants(registry, now)).toHaveLength(1)
})

test('a settled studio has its next time, or none', async () => {
  const { registry, plan, dueAt, now } = await makeStudios('iron')
  await plan('iron', now)
  const [claim] = await claimDueTenants(registry, now)
  if (!claim) throw new Error('nothing claimed')

  await settleWakeup(registry, claim, now + minutes(60))
  expect(await dueAt('iron')).toBe(now + minutes(60))
  await settleWakeup(registry, { ...claim, wakeupAt: now + minutes(60) }, null)
  expect(await dueAt('iron')).toBeUndefined()
})

test('what is announced while a studio is being looked after is not forgotten', async () => {
  const { registry, plan, dueAt, now } = await makeStudios('iron')
  await plan('iron', now)
  const [claim] = await claimDueTenants(registry, now)
  if (!claim) throw new Error('nothing claimed')
  // Later than the claim runs out: a plain minimum would not show that something came in.
  await plan('iron', now + minutes(60))

  await settleWakeup(registry, claim, null)

  expect(await dueAt('iron')).toBeLessThanOrEqual(now + minutes(60))
})

test('a look that nobody claimed plans the next time without putting off a sooner one', async () => {
  const { registry, plan, dueAt, now } = await makeStudios('iron')
  await settleWakeup(registry, { tenantId: 'ten_iron', wakeupAt: 0 }, now + 500)
  expect(await dueAt('iron')).toBe(now + 500)

  await plan('iron', now + 100)
  await settleWakeup(registry, { tenantId: 'ten_iron', wakeupAt: 0 }, now + 900)
  expect(await dueAt('iron')).toBe(now + 100)
})

test('a sweep makes every open studio due, but takes nobody out of the hands of who looks after it', async () => {
  const { registry, plan, dueAt, now } = await makeStudios('iron', 'lotus', 'north', 'closed')
  await plan('iron', now)
  await claimDueTenants(registry, now)
  await plan('lotus', now + minutes(60))
  await registry.write([
    registry.orm.update(tenants).set({ status: 'suspended' }).where(eq(tenants.slug, 'closed')),
  ])

  await planSweep(registry, now)

  expect(await dueAt('iron')).toBe(now + minutes(2))
  expect(await Promise.all(['lotus', 'north', 'closed'].map(dueAt))).toEqual([now, now, undefined])
})
