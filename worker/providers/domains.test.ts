import { afterEach, expect, test, vi } from 'vitest'
import { makeNewTenant, makeFleet } from '../../tests/support/make-fleet.ts'
import { findHost } from '../../tenants/fleet/find-host.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { makeSite } from '../testing/make-site.ts'
import { makeDomains } from './domains.ts'

afterEach(() => vi.useRealTimers())

const HOST = 'book.studio.example'

/** Two studios of one registry. */
async function setUp() {
  const { env, fleet, ask } = await makeSite()
  const of = (slug: string) =>
    makeDomains(env, { registry: () => fleet.deps.registry, tenantId: `ten_${slug}` })
  return { env, fleet, ask, iron: of('iron-works'), lotus: of('lotus-yoga') }
}

test('in development nobody outside is asked', async () => {
  const { iron } = await setUp()

  expect([iron.dns, iron.certificates, iron.target, iron.suffix]).toEqual([
    null,
    null,
    null,
    'trainerhub.test',
  ])
})

test('of two who prove a name at once one has it, and whoever comes by it is served', async () => {
  const { iron, lotus, ask } = await setUp()
  expect((await ask({ path: '/', host: HOST })).status).toBe(404)
  const held = await Promise.all([iron.hosts.hold(HOST), lotus.hosts.hold(HOST)])
  expect(held.filter(Boolean)).toHaveLength(1)

  const [holder, other] = held[0] ? [iron, lotus] : [lotus, iron]
  expect([await holder.hosts.isOthers(HOST), await other.hosts.isOthers(HOST)]).toEqual([false, true])
  expect(await holder.hosts.hold(HOST)).toBe(true)
  // A name that nobody has is asked for anew each time: it is there at once.
  expect((await ask({ path: '/', host: HOST })).status).toBe(200)
})

test('a studio neither gives up nor uses a name of another, nor its own on the platform', async () => {
  const { iron, lotus } = await setUp()
  await iron.hosts.hold(HOST)
  await lotus.hosts.release(HOST)
  expect(await lotus.hosts.makeMain(HOST)).toBe(false)
  expect(await iron.hosts.isOthers(HOST)).toBe(false)

  const before = await iron.hosts.list()
  await iron.hosts.release('iron-works.trainerhub.test')
  expect(await iron.hosts.list()).toEqual(before)
  expect((await iron.hosts.list()).filter(({ isMain }) => isMain)).toHaveLength(1)
})

test('a main name that is given up leaves the one on the platform', async () => {
  const { iron, fleet, ask } = await setUp()
  await iron.hosts.hold(HOST)
  expect(await iron.hosts.makeMain(HOST)).toBe(true)
  const mains = async () => (await iron.hosts.list()).filter(({ isMain }) => isMain).map(({ host }) => host)
  expect(await mains()).toEqual([HOST])
  expect(await findHost(fleet.deps.registry, HOST)).toMatchObject({ tenant: { primaryHost: HOST } })

  await iron.hosts.release(HOST)
  expect(await mains()).toEqual(['iron-works.trainerhub.test'])
  expect((await ask({ path: '/', host: HOST })).status).toBe(404)
})

test('a studio that was made without a domain keeps its main name when another is given up', async () => {
  const { deps } = await makeFleet({ hasMigrated: true })
  await provisionTenant(deps, makeNewTenant('solo', { ownDomains: [] }))
  const { env } = await setUp()
  const { hosts } = makeDomains(env, { registry: () => deps.registry, tenantId: 'ten_solo' })
  await hosts.hold(HOST)
  await hosts.release(HOST)

  expect(await hosts.list()).toEqual([
    { host: 'solo.trainerhub.test', kind: 'subdomain', isMain: true, redirects: false },
  ])
})
