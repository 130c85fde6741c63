import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { NEWEST_TENANT_VERSION, openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { auditLog, schemaVersions, tenants } from '../../db/registry/schema/index.ts'
import { planLimits } from '../../db/tenant/schema/index.ts'
import { makeFleetContext } from '../../tests/support/make-fleet-context.ts'
import { makeNewTenant } from '../../tests/support/make-fleet.ts'
import { makeOperatorContext } from '../../tests/support/make-operator-context.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { openDatabaseToken } from '../access/database-token.ts'
import type { TenantContext } from '../context.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import type { FleetContext } from '../fleet/fleet-context.ts'
import { listPublicPlans } from '../fleet/list-public-plans.ts'
import { provisionTenant } from '../fleet/provision-tenant.ts'
import { pushAllLimits } from '../fleet/push-limits.ts'
import { writeLimits } from '../plans/write-limits.ts'
import { archivePlan, changePlan, createPlan, getPlan, listPlans } from './plans.ts'
import { getTenantLimits, setOwnLimits, setTenantPlan } from './tenant-limits.ts'

const small = {
  code: 'small',
  name: 'Small',
  limits: { counts: { clients: 100, trainers: 2 }, features: { webhooks: false } },
}

async function makeStudios(...slugs: string[]) {
  const made = await makeFleetContext({ hasMigrated: true })
  const { registry } = made.deps
  for (const slug of slugs) await provisionTenant(made.deps, makeNewTenant(slug))
  for (const slug of slugs) {
    const row = { tenantId: `ten_${slug}`, version: NEWEST_TENANT_VERSION, checkedAt: 0 }
    const set = { version: NEWEST_TENANT_VERSION }
    await registry.write([
      registry.orm
        .insert(schemaVersions)
        .values(row)
        .onConflictDoUpdate({ target: schemaVersions.tenantId, set }),
    ])
  }
  const down = new Set<string>()
  const { ctx: somewhere } = await makeTenant()
  const openTenant: FleetContext['openTenant'] = async (record) => {
    if (down.has(record.tenant.id)) throw new Error('It does not answer.')
    const { tenant, databaseUrl: url, databaseTokenEncrypted: sealed } = record
    const token = await openDatabaseToken({ keys: made.deps.keys, tenantId: tenant.id }, sealed)
    const ctx: TenantContext = {
      ...somewhere,
      tenant,
      db: openTenantDatabase(tenant.id, { url, token }),
      schemaVersion: record.schemaVersion ?? 0,
    }
    return ctx
  }
  const fleet = { ...made.fleet, openTenant }
  const held = async (slug: string) => {
    const record = await findTenant(registry, `ten_${slug}`)
    if (!record) throw new Error('There is no such studio.')
    const { db } = await openTenant(record)
    const [rows] = await db.read([db.orm.select().from(planLimits)])
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
  }
  const as = (role: 'support' | 'operator' | 'administrator') => makeOperatorContext(fleet, role)
  return { ...made, fleet, registry, down, held, as, ctx: as('administrator') }
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  )

test('a plan given to a studio is what its own database holds to, and what its requests know', async () => {
  const { ctx, held, registry, forgotten } = await makeStudios('iron')
  await createPlan(ctx, small)
  const limits = await setTenantPlan(ctx, { tenant: 'iron', plan: 'small', trialEndsAt: 5 })
  expect(limits).toMatchObject({
    plan: { code: 'small' },
    trialEndsAt: 5,
    isTold: true,
    effective: { counts: { clients: 100, trainers: 2 }, heldBack: ['webhooks'] },
  })
  expect(limits.usage?.find(({ key }) => key === 'clients')).toEqual({ key: 'clients', count: 0, most: 100 })
  expect(await held('iron')).toEqual({ clients: 100, trainers: 2, edition: 2 })
  expect((await findTenant(registry, 'ten_iron'))?.tenant.heldBack).toEqual(['webhooks'])
  expect(forgotten).toContain('iron.trainerhub.test')

  await setTenantPlan(ctx, { tenant: 'iron', plan: null })
  expect(await held('iron')).toEqual({ edition: 3 })
  expect((await findTenant(registry, 'ten_iron'))?.tenant.heldBack).toBe(undefined)
})

test('what is agreed with one studio goes before its plan, for it alone', async () => {
  const { ctx, held } = await makeStudios('iron', 'zen')
  await createPlan(ctx, small)
  for (const tenant of ['iron', 'zen']) await setTenantPlan(ctx, { tenant, plan: 'small' })
  await setOwnLimits(ctx, {
    tenant: 'iron',
    limits: { counts: { clients: null, sms_per_month: 50 }, features: { webhooks: true, api: false } },
  })
  expect((await getTenantLimits(ctx, 'iron')).effective).toEqual({
    counts: { trainers: 2, sms_per_month: 50 },
    heldBack: ['api'],
  })
  expect(await held('iron')).toEqual({ trainers: 2, sms_per_month: 50, edition: 3 })
  expect(await held('zen')).toMatchObject({ clients: 100 })
  await setOwnLimits(ctx, { tenant: 'iron', limits: {} })
  expect(await held('iron')).toEqual({ clients: 100, trainers: 2, edition: 4 })
})

test('a changed plan reaches every studio that has it; one that does not answer is told later', async () => {
  const { ctx, fleet, held, down, started } = await makeStudios('iron', 'zen', 'yoga')
  await createPlan(ctx, small)
  for (const tenant of ['iron', 'zen']) await setTenantPlan(ctx, { tenant, plan: 'small' })
  await changePlan(ctx, { plan: 'small', limits: { counts: { clients: 7 } } })
  expect(started).toContainEqual(expect.objectContaining({ kind: 'chore', id: 'plans' }))
  down.add('ten_zen')
  expect((await getTenantLimits(ctx, 'zen')).isTold).toBe(false)
  // Yoga was never told that nothing is limited there.
  expect(await pushAllLimits(fleet)).toEqual({ told: 2, failed: 1 })
  expect(await held('iron')).toEqual({ clients: 7, edition: 3 })
  down.clear()
  expect(await held('zen')).toMatchObject({ clients: 100 })
  expect(await pushAllLimits(fleet)).toEqual({ told: 1, failed: 0 })
  expect(await held('zen')).toEqual({ clients: 7, edition: 3 })
  expect(await pushAllLimits(fleet)).toEqual({ told: 0, failed: 0 })
})

test('a word that comes late changes nothing', async () => {
  const { ctx } = await makeTenant()
  await writeLimits(ctx.db, { counts: { clients: 5 }, edition: 4 })
  await writeLimits(ctx.db, { counts: { trainers: 1 }, edition: 3 })
  const [rows] = await ctx.db.read([
    ctx.db.orm.select().from(planLimits).where(eq(planLimits.key, 'clients')),
  ])
  expect(rows).toEqual([{ key: 'clients', value: 5 }])
})

test('who signs up chooses from plans that are public and not archived, in their order', async () => {
  const { ctx, registry } = await makeStudios()
  await createPlan(ctx, { ...small, isPublic: true, position: 2, trialDays: 14 })
  await createPlan(ctx, { ...small, code: 'large', isPublic: true, position: 1 })
  await createPlan(ctx, { ...small, code: 'old', isPublic: true })
  await createPlan(ctx, { ...small, code: 'quiet' })
  await archivePlan(ctx, { plan: 'old' })
  const offered = await listPublicPlans(registry)
  expect(offered.map(({ code }) => code)).toEqual(['large', 'small'])
  expect(offered[1]).toMatchObject({ trialDays: 14, limits: { counts: { clients: 100, trainers: 2 } } })
  expect((await listPlans(ctx)).map(({ code }) => code)).toEqual(['quiet', 'large', 'small', 'old'])
})

test('a code belongs to one plan; an archived plan is given to nobody', async () => {
  const { ctx } = await makeStudios('iron')
  await createPlan(ctx, small)
  const taken = { code: 'conflict', details: { reason: 'code_taken' } }
  expect(await refusalOf(createPlan(ctx, small))).toMatchObject(taken)
  await createPlan(ctx, { ...small, code: 'large' })
  expect(await refusalOf(changePlan(ctx, { plan: 'large', code: 'small' }))).toMatchObject(taken)
  await archivePlan(ctx, { plan: 'small' })
  const archived = { code: 'conflict', details: { reason: 'plan_archived' } }
  expect(await refusalOf(setTenantPlan(ctx, { tenant: 'iron', plan: 'small' }))).toMatchObject(archived)
  const odd = { ...small, code: 'odd', limits: { counts: { clients: -1 } } }
  expect(await refusalOf(createPlan(ctx, odd))).toMatchObject({ code: 'invalid_input' })
  const unknown = { ...small, code: 'odd', limits: { counts: { lions: 1 } } as object }
  expect(await refusalOf(createPlan(ctx, unknown))).toMatchObject({ code: 'invalid_input' })
})

test('support looks, operators agree with studios, administrators make plans; all of it is in the log', async () => {
  const { as, ctx, registry } = await makeStudios('iron')
  const forbidden = { code: 'forbidden' }
  expect(await refusalOf(createPlan(as('operator'), small))).toMatchObject(forbidden)
  await createPlan(ctx, small)
  expect(await getPlan(as('support'), 'small')).toMatchObject({ studios: 0 })
  expect(await refusalOf(changePlan(as('operator'), { plan: 'small', name: 'S' }))).toMatchObject(forbidden)
  expect(await refusalOf(archivePlan(as('operator'), { plan: 'small' }))).toMatchObject(forbidden)
  expect(await refusalOf(setTenantPlan(as('support'), { tenant: 'iron', plan: 'small' }))).toMatchObject(
    forbidden,
  )
  expect(await refusalOf(setOwnLimits(as('support'), { tenant: 'iron', limits: {} }))).toMatchObject(
    forbidden,
  )
  await setTenantPlan(as('operator'), { tenant: 'iron', plan: 'small' })
  await setOwnLimits(as('operator'), { tenant: 'iron', limits: { counts: { domains: 1 } } })
  expect(await getPlan(as('support'), 'small')).toMatchObject({ studios: 1 })
  const [log, [row]] = await registry.read([
    registry.orm.select({ action: auditLog.action, actor: auditLog.actor }).from(auditLog),
    registry.orm.select().from(tenants),
  ])
  expect(log.map(({ action }) => action)).toEqual(['plan.created', 'tenant.plan', 'tenant.own_limits'])
  expect(new Set(log.map(({ actor }) => actor))).toEqual(new Set(['operator:opk_test']))
  expect(row?.ownLimits).toEqual({ counts: { domains: 1 }, features: {} })
})
