import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { findHost } from './find-host.ts'
import { findTenant } from './find-tenant.ts'
import { provisionTenant } from './provision-tenant.ts'

test('each of a studio’s hosts leads to it, and links carry its primary one', async () => {
  const { deps } = await makeFleet()
  await provisionTenant(deps, makeNewTenant('ironworks', { ownDomains: ['book.iron.test', 'iron.test'] }))

  for (const host of ['ironworks.trainerhub.test', 'book.iron.test', 'iron.test']) {
    expect(await findHost(deps.registry, host)).toMatchObject({
      kind: 'tenant',
      tenant: { id: 'ten_ironworks', slug: 'ironworks', status: 'active', primaryHost: 'book.iron.test' },
    })
  }
  expect(await findTenant(deps.registry, 'ten_ironworks')).toMatchObject({
    tenant: { primaryHost: 'book.iron.test' },
  })
})

test('a host of the platform is the platform’s', async () => {
  const { deps } = await makeFleet()
  const { orm, write } = deps.registry
  await write([orm.insert(hostnames).values({ host: 'ops.trainerhub.test', kind: 'platform', createdAt: 0 })])

  expect(await findHost(deps.registry, 'ops.trainerhub.test')).toEqual({ kind: 'platform' })
})

test('a studio that is still being made has no site; of one that was closed for good the name is left', async () => {
  const { deps } = await makeFleet()
  await provisionTenant(deps, makeNewTenant('ironworks'))
  const { orm, write } = deps.registry
  for (const status of ['provisioning', 'archived', 'deleted'] as const) {
    await write([orm.update(tenants).set({ status }).where(eq(tenants.slug, 'ironworks'))])

    const left = status === 'provisioning' ? undefined : { kind: 'closed' }
    expect(await findHost(deps.registry, 'book.ironworks.test')).toEqual(left)
    expect(await findTenant(deps.registry, 'ten_ironworks')).toBeUndefined()
  }
})

test('nobody’s host and an unknown studio are not found', async () => {
  const { deps } = await makeFleet()

  expect(await findHost(deps.registry, 'book.ironworks.test')).toBeUndefined()
  expect(await findTenant(deps.registry, 'ten_ironworks')).toBeUndefined()
})

test('a name that redirects is an alias, unless it is the main one', async () => {
  const { deps } = await makeFleet()
  await provisionTenant(deps, makeNewTenant('ironworks', { ownDomains: ['book.iron.test', 'iron.test'] }))
  const { orm, write } = deps.registry
  await write([orm.update(hostnames).set({ redirects: true })])

  expect(await findHost(deps.registry, 'iron.test')).toMatchObject({ isAlias: true })
  expect(await findHost(deps.registry, 'book.iron.test')).not.toHaveProperty('isAlias')
})
