import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, hostnames, jobs, tenants, wakeups } from '../../db/registry/schema/index.ts'
import { makeFleetContext } from '../../tests/support/make-fleet-context.ts'
import { makeNewTenant } from '../../tests/support/make-fleet.ts'
import { makeOperatorContext } from '../../tests/support/make-operator-context.ts'
import { days } from '../durations.ts'
import { findHost } from '../fleet/find-host.ts'
import { provisionTenant } from '../fleet/provision-tenant.ts'
import { deleteTenant } from './delete-tenant.ts'
import { renameTenant } from './rename-tenant.ts'
import { resumeTenant } from './resume-tenant.ts'
import { suspendTenant } from './suspend-tenant.ts'

async function makeStudio(slug = 'iron-works') {
  const made = await makeFleetContext({ hasMigrated: true })
  await provisionTenant(made.deps, makeNewTenant(slug))
  const { registry } = made.deps
  const actions = async () => {
    const [rows] = await registry.read([registry.orm.select({ action: auditLog.action }).from(auditLog)])
    return rows.map(({ action }) => action)
  }
  const rowOf = async () => (await registry.read([registry.orm.select().from(tenants)]))[0][0]
  const as = (role: 'support' | 'operator' | 'administrator') => makeOperatorContext(made.fleet, role)
  return { ...made, registry, actions, rowOf, as, ctx: as('administrator') }
}

const suspension = { tenant: 'iron-works', confirm: 'iron-works', reason: 'They do not pay.' }

test('a suspended studio is closed on every host, with everything kept, and opens again', async () => {
  const { ctx, registry, forgotten, actions, rowOf } = await makeStudio()
  const tenant = await suspendTenant(ctx, suspension)
  expect(tenant).toMatchObject({
    status: 'suspended',
    suspendReason: 'They do not pay.',
    suspendedAt: ctx.now(),
  })
  expect(forgotten.toSorted()).toEqual(['book.iron-works.test', 'iron-works.trainerhub.test'])
  expect(await findHost(registry, 'book.iron-works.test')).toMatchObject({
    tenant: { status: 'suspended', reminds: true },
  })

  await suspendTenant(ctx, { ...suspension, reason: 'Still not.', remindsSuspended: false })
  expect(await rowOf()).toMatchObject({ suspendReason: 'Still not.', remindsSuspended: false })
  const closed = await findHost(registry, 'book.iron-works.test')
  expect(closed?.kind === 'tenant' && closed.tenant.reminds).toBe(undefined)

  forgotten.length = 0
  expect(await resumeTenant(ctx, { tenant: 'ten_iron-works' })).toMatchObject({
    status: 'active',
    suspendedAt: null,
    suspendReason: null,
  })
  expect(forgotten).toHaveLength(2)
  // What came due meanwhile is looked for at once.
  const [[wakeup]] = await registry.read([registry.orm.select().from(wakeups)])
  expect(wakeup?.dueAt).toBe(ctx.now())
  await resumeTenant(ctx, { tenant: 'iron-works' })
  expect(await actions()).toEqual(['tenant.suspend', 'tenant.suspend', 'tenant.resume'])
})

test('to be deleted, a studio is closed until its day, and opens if somebody changes their mind', async () => {
  const { ctx, clock, actions } = await makeStudio()
  const wish = { tenant: 'iron-works', confirm: 'iron-works', reason: 'They asked for it.' }
  const deleteAt = ctx.now() + days(30)
  expect(await deleteTenant(ctx, wish)).toMatchObject({ status: 'deleting', deleteAt })
  clock.advance(days(3))
  expect(await deleteTenant(ctx, { ...wish, graceDays: 0 })).toMatchObject({ status: 'deleting', deleteAt })
  await expect(suspendTenant(ctx, suspension)).rejects.toMatchObject({ code: 'conflict' })
  expect(await resumeTenant(ctx, { tenant: 'iron-works' })).toMatchObject({
    status: 'active',
    deleteAt: null,
  })
  expect(await actions()).toEqual(['tenant.delete', 'tenant.resume'])
})

test('what is being deleted is not opened any more', async () => {
  const { ctx, registry, fleet } = await makeStudio()
  await deleteTenant(ctx, { tenant: 'iron-works', confirm: 'iron-works', reason: 'Gone.' })
  await registry.write([
    registry.orm.insert(jobs).values({
      id: 'job_1',
      kind: 'delete',
      tenantId: 'ten_iron-works',
      state: 'failed',
      input: {},
      result: {},
      nextAt: 0,
      createdBy: 'system',
      createdAt: fleet.now(),
    }),
  ])
  await expect(resumeTenant(ctx, { tenant: 'iron-works' })).rejects.toMatchObject({ code: 'conflict' })
})

test('another address takes the old one along, which is nobody else’s', async () => {
  const { ctx, registry, deps, fleet } = await makeStudio()
  await registry.write([
    registry.orm.update(hostnames).set({ isPrimary: false }),
    registry.orm
      .update(hostnames)
      .set({ isPrimary: true })
      .where(eq(hostnames.host, 'iron-works.trainerhub.test')),
  ])
  const renamed = await renameTenant(ctx, {
    tenant: 'iron-works',
    slug: 'iron-hall',
    name: 'Iron Hall',
    confirm: 'iron-works',
  })
  expect(renamed).toMatchObject({
    slug: 'iron-hall',
    name: 'Iron Hall',
    primaryHost: 'iron-hall.trainerhub.test',
  })
  expect(await findHost(registry, 'iron-works.trainerhub.test')).toMatchObject({
    isAlias: true,
    tenant: { id: 'ten_iron-works', primaryHost: 'iron-hall.trainerhub.test' },
  })
  const other = provisionTenant(deps, makeNewTenant('iron-works', { id: 'ten_other', ownDomains: [] }))
  await expect(other).rejects.toMatchObject({ code: 'invalid_input' })

  // And back: the first name is the main one again.
  const back = await renameTenant(ctx, { tenant: 'iron-hall', slug: 'iron-works', confirm: 'iron-hall' })
  expect(back).toMatchObject({ name: 'Iron Hall', primaryHost: 'iron-works.trainerhub.test' })
  expect(await findHost(fleet.registry, 'iron-hall.trainerhub.test')).toMatchObject({ isAlias: true })
})

test('a name of its own stays the main one', async () => {
  const { ctx } = await makeStudio()
  const renamed = await renameTenant(ctx, { tenant: 'iron-works', slug: 'iron-hall', confirm: 'iron-works' })
  expect(renamed.primaryHost).toBe('book.iron-works.test')
})

test('a name that is taken, reserved or no name changes nothing', async () => {
  const { ctx, deps, actions } = await makeStudio()
  await provisionTenant(deps, makeNewTenant('lotus-yoga'))
  await renameTenant(ctx, { tenant: 'lotus-yoga', slug: 'lotus-hall', confirm: 'lotus-yoga' })
  for (const slug of ['lotus-yoga', 'lotus-hall', 'admin', 'a', 'Ünder']) {
    const wish = { tenant: 'iron-works', slug, confirm: 'iron-works' }
    await expect(renameTenant(ctx, wish)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'slug' }] },
    })
  }
  expect(await actions()).toEqual(['tenant.rename'])
})

test('each takes its role, and the slug typed', async () => {
  const { as, rowOf, actions } = await makeStudio()
  const refused = { code: 'forbidden' }
  await expect(suspendTenant(as('support'), suspension)).rejects.toMatchObject(refused)
  await expect(resumeTenant(as('support'), { tenant: 'iron-works' })).rejects.toMatchObject(refused)
  await expect(renameTenant(as('support'), { tenant: 'iron-works', name: 'X' })).rejects.toMatchObject(
    refused,
  )
  await expect(deleteTenant(as('operator'), { ...suspension })).rejects.toMatchObject(refused)
  const untyped = { code: 'invalid_input', details: { errors: [{ path: 'confirm' }] } }
  const wrong = { ...suspension, confirm: 'lotus-yoga' }
  await expect(suspendTenant(as('operator'), wrong)).rejects.toMatchObject(untyped)
  await expect(deleteTenant(as('administrator'), wrong)).rejects.toMatchObject(untyped)
  const slug = { tenant: 'iron-works', slug: 'iron-hall' }
  await expect(renameTenant(as('operator'), slug)).rejects.toMatchObject(untyped)
  expect([(await rowOf())?.status, await actions()]).toEqual(['active', []])
})

test('of two who decide at once, one is told that it has changed', async () => {
  const { ctx, actions, rowOf } = await makeStudio()
  const outcomes = await Promise.allSettled([
    suspendTenant(ctx, suspension),
    deleteTenant(ctx, { ...suspension, graceDays: 0 }),
  ])
  const { status } = (await rowOf()) ?? {}
  const wrote = await actions()
  // Suspended first, it may still be deleted; the other way round it may not be suspended.
  expect(status).toBe('deleting')
  expect(wrote.length).toBe(outcomes.filter((one) => one.status === 'fulfilled').length)
})
