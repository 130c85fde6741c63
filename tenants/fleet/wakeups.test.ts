import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { messageTallies, tenantBacklogs, tenants, wakeups } from '../../db/registry/schema/index.ts'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { hours, minutes } from '../durations.ts'
import { nothingDue } from '../messages/next-due-at.ts'
import { claimDueTenants, LEASE_MS, releaseClaims, type Wakeup } from './claim-due-tenants.ts'
import { planWakeup } from './plan-wakeup.ts'
import { provisionTenant } from './provision-tenant.ts'
import { settleWakeup, type VisitReport } from './settle-wakeup.ts'
import { SWEEP_EVERY_MS, sweepTenants } from './sweep-tenants.ts'

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
  const now = clock.now()
  const settle = (wakeup: Wakeup, nextDueAt: number | null, changes: Partial<VisitReport> = {}) =>
    settleWakeup(registry, wakeup, { nextDueAt, tallies: [], backlog: nothingDue, now, ...changes })
  return { registry, dueAt, plan, settle, now }
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
  expect(await dueAt('iron')).toBe(now + LEASE_MS)
  expect(await dueAt('later')).toBe(now + 1)
})

test('a claim that nobody settles runs out', async () => {
  const { registry, plan, now } = await makeStudios('iron')
  await plan('iron', now)
  await claimDueTenants(registry, now)

  expect(await claimDueTenants(registry, now + LEASE_MS - 1)).toEqual([])
  expect(await claimDueTenants(registry, now + LEASE_MS)).toHaveLength(1)
})

test('a closed studio is passed over, but for reminders, and due again when it opens', async () => {
  const { registry, plan, now } = await makeStudios('iron')
  await plan('iron', now)
  const claimedAs = async (
    status: 'active' | 'suspended' | 'deleting' | 'moving',
    remindsSuspended: boolean,
  ) => {
    await registry.write([
      registry.orm.update(tenants).set({ status, remindsSuspended }),
      registry.orm.update(wakeups).set({ dueAt: now }),
    ])
    return (await claimDueTenants(registry, now)).length
  }
  expect(await claimedAs('suspended', false)).toBe(0)
  expect(await claimedAs('suspended', true)).toBe(1)
  expect(await claimedAs('deleting', true)).toBe(0)
  expect(await claimedAs('moving', true)).toBe(0)
  expect(await claimedAs('active', false)).toBe(1)
})

test('a settled studio has its next time, or none', async () => {
  const { registry, settle, plan, dueAt, now } = await makeStudios('iron')
  await plan('iron', now)
  const [claim] = await claimDueTenants(registry, now)
  if (!claim) throw new Error('nothing claimed')

  await settle(claim, now + minutes(60))
  expect(await dueAt('iron')).toBe(now + minutes(60))
  await settle({ ...claim, wakeupAt: now + minutes(60) }, null)
  expect(await dueAt('iron')).toBeUndefined()
})

test('what is announced while a studio is being looked after is not forgotten', async () => {
  const { registry, settle, plan, dueAt, now } = await makeStudios('iron')
  await plan('iron', now)
  const [claim] = await claimDueTenants(registry, now)
  if (!claim) throw new Error('nothing claimed')
  // Later than the claim runs out: a plain minimum would not show that something came in.
  await plan('iron', now + minutes(60))

  await settle(claim, null)

  expect(await dueAt('iron')).toBeLessThanOrEqual(now + minutes(60))
})

test('a look that nobody claimed plans the next time without putting off a sooner one', async () => {
  const { settle, plan, dueAt, now } = await makeStudios('iron')
  await settle({ tenantId: 'ten_iron', wakeupAt: 0 }, now + 500)
  expect(await dueAt('iron')).toBe(now + 500)

  await plan('iron', now + 100)
  await settle({ tenantId: 'ten_iron', wakeupAt: 0 }, now + 900)
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

  await sweepTenants(registry, now)

  expect(await dueAt('iron')).toBe(now + LEASE_MS)
  expect(await Promise.all(['lotus', 'north', 'closed'].map(dueAt))).toEqual([now, now, undefined])
})

test('a studio is swept once in a quarter of an hour, unless it was looked after meanwhile', async () => {
  const { registry, settle, dueAt, now } = await makeStudios('iron', 'lotus')
  const sweep = async (at: number) => {
    await sweepTenants(registry, at)
    const due = [await dueAt('iron'), await dueAt('lotus')]
    await registry.write([registry.orm.delete(wakeups)])
    return due
  }
  expect(await sweep(now)).toEqual([now, now])
  expect(await sweep(now + minutes(11))).toEqual([undefined, undefined])

  const later = now + SWEEP_EVERY_MS
  await settle({ tenantId: 'ten_iron', wakeupAt: 0 }, null, { now: now + minutes(10) })
  expect(await sweep(later)).toEqual([undefined, later])
  expect(await sweep(now + minutes(25))).toEqual([now + minutes(25), undefined])
})

test('sweeping reads the studios whose turn it is, not all there are', async () => {
  const { registry } = await makeStudios('iron')
  const [plan] = await registry.read([
    registry.orm.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN SELECT id FROM ${tenants}
      WHERE ${tenants.status} = 'active' AND ${tenants.sweepAt} <= ${1} ORDER BY sweep_at, id LIMIT 1000`),
  ])

  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/USING .*INDEX tenants_sweep_idx/)])
})

test('what could not be passed on is given back, and nothing that somebody wrote to since', async () => {
  const { registry, plan, dueAt, now } = await makeStudios('iron', 'lotus')
  await plan('iron', now)
  await plan('lotus', now)
  const claims = await claimDueTenants(registry, now)
  await plan('lotus', now - 5)
  await releaseClaims(registry, claims)

  expect([await dueAt('iron'), await dueAt('lotus')]).toEqual([now, now - 5])
})

test('a visit’s books are kept by hour, vendor and studio, and say what still waits', async () => {
  const { registry, settle, now } = await makeStudios('iron')
  const wakeup = { tenantId: 'ten_iron', wakeupAt: 0 }
  const tally = { vendor: 'resend' as const, sent: 2, failed: 1, retried: 1, skipped: 0 }
  const hourAt = Math.floor(now / hours(1)) * hours(1)
  const read = async () =>
    registry.read([
      registry.orm.select().from(messageTallies).orderBy(messageTallies.hourAt, messageTallies.vendor),
      registry.orm.select().from(tenantBacklogs),
    ])
  const backlog = { due: 7, oldestDueAt: now - 5, unknown: 1 }
  await settle(wakeup, null, { tallies: [tally, { ...tally, vendor: 'twilio' }], backlog })
  await settle(wakeup, null, { tallies: [tally], backlog: { ...backlog, due: 3 } })
  await settle(wakeup, null, { tallies: [tally], backlog, now: now + hours(1) })

  const [tallies, backlogs] = await read()
  const row = { ...tally, tenantId: 'ten_iron', hourAt }
  expect(tallies).toEqual([
    { ...row, sent: 4, failed: 2, retried: 2 },
    { ...row, vendor: 'twilio' },
    { ...row, hourAt: hourAt + hours(1) },
  ])
  expect(backlogs).toEqual([{ tenantId: 'ten_iron', ...backlog, at: now + hours(1) }])
  await settle(wakeup, null)
  expect((await read())[1]).toEqual([])
})
