import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { customHostnames, hostnames, tenants } from '../../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import { auditLog, staff, users } from '../../../db/tenant/schema/index.ts'
import { makeCustomHostnamesServer } from '../../../tests/fakes/custom-hostnames-server.ts'
import { makeFleetContext } from '../../../tests/support/make-fleet-context.ts'
import { makeNewTenant } from '../../../tests/support/make-fleet.ts'
import { makeCustomHostnames } from '../../../worker/providers/custom-hostnames.ts'
import type { TenantContext } from '../../context.ts'
import { hours, minutes } from '../../durations.ts'
import { provisionTenant } from '../provision-tenant.ts'
import type { TenantRecord } from '../tenant-record.ts'
import { reconcileHostnames } from './reconcile-hostnames.ts'

const HOST = 'book.iron.test'

/** Two studios, the first with a domain of its own, and the vendor's API. */
async function setUp() {
  const made = await makeFleetContext({ hasMigrated: true })
  const server = makeCustomHostnamesServer()
  const vendor = makeCustomHostnames({ zoneId: 'zone-1', apiToken: 'zone-token', fetch: server.fetch })
  await provisionTenant(made.deps, makeNewTenant('iron', { ownDomains: [HOST] }))
  await provisionTenant(made.deps, makeNewTenant('lotus', { ownDomains: [] }))
  const fleet = {
    ...made.fleet,
    hostnameVendor: vendor,
    openTenant: async ({ tenant, databaseUrl }: TenantRecord) => {
      const db = openTenantDatabase(tenant.id, { url: databaseUrl, token: '' })
      // As much of a studio as its log needs.
      return { db, now: made.clock.now, requestId: 'req_test', origin: 'https://iron.test' } as TenantContext
    },
  }
  const { orm, read, write } = made.deps.registry
  const rows = async () => (await read([orm.select().from(customHostnames)]))[0]
  const mainOf = async (tenantId: string) => {
    const isMain = and(eq(hostnames.tenantId, tenantId), eq(hostnames.isPrimary, true))
    const [[main]] = await read([orm.select().from(hostnames).where(isMain)])
    return main?.host
  }
  const at = (host: string) => {
    const found = server.hostnames.get(host)
    if (!found) throw new Error(`${host} is not there`)
    return found
  }
  return { ...made, fleet, server, vendor, rows, mainOf, at, orm, write }
}

test('what a studio has and the vendor has not is asked for once, and then followed', async () => {
  const { fleet, server, rows, at, clock } = await setUp()

  expect(await reconcileHostnames(fleet)).toMatchObject({ seen: 0, asked: 1, dangling: [] })
  expect(await rows()).toMatchObject([{ host: HOST, tenantId: 'ten_iron', status: 'pending', records: [] }])
  // The first answer has no records: they come with the next.
  clock.advance(minutes(10))
  expect(await reconcileHostnames(fleet)).toMatchObject({ seen: 1, asked: 0 })
  expect(await rows()).toMatchObject([
    {
      records: [{ type: 'TXT', name: `_cf-custom-hostname.${HOST}` }],
      brokenSince: clock.now() - minutes(10),
    },
  ])
  Object.assign(at(HOST), { status: 'active' })
  at(HOST).ssl.status = 'active'
  expect(await reconcileHostnames(fleet)).toMatchObject({ seen: 1, active: 1 })
  expect(await rows()).toMatchObject([{ sslStatus: 'active', brokenSince: null }])
  expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
})

test('two passes at once ask for a name once', async () => {
  const { fleet, server, rows } = await setUp()
  await Promise.all([reconcileHostnames(fleet), reconcileHostnames(fleet)])

  expect(server.hostnames.size).toBe(1)
  expect(await rows()).toHaveLength(1)
})

test('what stopped is asked for anew, and then left alone for hours', async () => {
  const { fleet, server, at, clock } = await setUp()
  await reconcileHostnames(fleet)
  clock.advance(hours(7))
  at(HOST).status = 'moved'
  const restarts = () => server.requests.filter((request) => request.startsWith('PATCH')).length

  expect(await reconcileHostnames(fleet)).toMatchObject({ asked: 1 })
  at(HOST).ssl.status = 'validation_timed_out'
  clock.advance(minutes(10))
  expect(await reconcileHostnames(fleet)).toMatchObject({ asked: 0 })
  expect(restarts()).toBe(1)
  clock.advance(hours(6))
  await reconcileHostnames(fleet)
  expect(restarts()).toBe(2)
})

test('what is blocked is not asked for again', async () => {
  const { fleet, server, at, clock } = await setUp()
  await reconcileHostnames(fleet)
  at(HOST).status = 'blocked'
  clock.advance(hours(24))
  await reconcileHostnames(fleet)

  expect(server.requests.filter((request) => !request.startsWith('GET'))).toHaveLength(1)
})

test('a name that the vendor refuses keeps no other from being asked for, and is asked for again after an hour', async () => {
  const { fleet, server, deps, rows, clock } = await setUp()
  await provisionTenant(deps, makeNewTenant('steel', { ownDomains: ['book.steel.test'] }))
  const posts = () => server.requests.filter((request) => request.startsWith('POST')).length
  const nobody = Response.json({ success: true, errors: [], messages: [], result: [] })
  const refusal = { success: false, errors: [{ code: 1406, message: 'Duplicate custom hostname found.' }] }
  // Somebody else has it there: it is not among ours.
  server.plan(nobody.clone(), Response.json(refusal, { status: 409 }), nobody.clone())

  expect(await reconcileHostnames(fleet)).toMatchObject({ asked: 2 })
  const states = async () =>
    Object.fromEntries((await rows()).map(({ host, status, said }) => [host, [status, ...said]]))
  expect(await states()).toEqual({
    [HOST]: ['blocked', 'Duplicate custom hostname found.'],
    'book.steel.test': ['pending'],
  })
  const before = posts()
  clock.advance(minutes(59))
  expect(await reconcileHostnames(fleet)).toMatchObject({ seen: 1, asked: 0 })
  expect([posts(), Object.keys(await states()).length]).toEqual([before, 2])
  clock.advance(minutes(1))
  expect(await reconcileHostnames(fleet)).toMatchObject({ asked: 1 })
  expect(await states()).toMatchObject({ [HOST]: ['pending'] })
})

test('what is at the vendor’s and nobody’s is reported, and left alone', async () => {
  const { fleet, server, vendor, rows } = await setUp()
  await vendor.create('gone.studio.test')
  await vendor.create('left.studio.test')

  expect(await reconcileHostnames(fleet)).toMatchObject({
    seen: 2,
    dangling: ['gone.studio.test', 'left.studio.test'],
  })
  expect(server.hostnames.size).toBe(3)
  expect((await rows()).filter(({ tenantId }) => tenantId === null)).toHaveLength(2)
  // Whatever its pages are: what is not there any more is forgotten.
  server.hostnames.delete('gone.studio.test')
  await reconcileHostnames(fleet)
  expect((await rows()).map(({ host }) => host).toSorted()).toEqual([HOST, 'left.studio.test'])
})

test('a studio that was deleted has no names any more', async () => {
  const { fleet, write, orm } = await setUp()
  await reconcileHostnames(fleet)
  await write([orm.update(tenants).set({ status: 'deleted' }).where(eq(tenants.id, 'ten_iron'))])

  expect(await reconcileHostnames(fleet)).toMatchObject({ asked: 0, dangling: [HOST] })
})

test('pages of the vendor’s list are read to the last', async () => {
  const { fleet, server, vendor } = await setUp()
  for (let n = 0; n < 205; n += 1) await vendor.create(`n${n}.studio.test`)
  server.requests.length = 0

  expect(await reconcileHostnames(fleet)).toMatchObject({ seen: 205 })
  expect(server.requests.filter((request) => request.startsWith('GET'))).toHaveLength(3)
})

test.each([429, 500, 'drop'] as const)('nothing is forgotten when the vendor answers %s', async (fault) => {
  const { fleet, server, rows } = await setUp()
  await reconcileHostnames(fleet)
  server.plan(fault === 'drop' ? fault : Response.json({ success: false }, { status: fault }))

  await expect(reconcileHostnames(fleet)).rejects.toMatchObject({ name: 'HostnameVendorError' })
  expect(await rows()).toHaveLength(1)
})

test('links carry the platform’s name again once the main one was out of order for an hour', async () => {
  const { fleet, at, mainOf, clock, forgotten, mails, address } = await setUp()
  await reconcileHostnames(fleet)
  at(HOST).status = 'active'
  at(HOST).ssl.status = 'active'
  await reconcileHostnames(fleet)
  at(HOST).ssl.status = 'expired'
  await reconcileHostnames(fleet)
  clock.advance(minutes(59))
  expect(await reconcileHostnames(fleet)).toMatchObject({ fellBack: [] })
  expect(await mainOf('ten_iron')).toBe(HOST)
  clock.advance(minutes(1))
  const iron = openTenantDatabase('ten_iron', address('ten-iron'))
  const owner = {
    id: 'usr_olga',
    email: 'olga@example.test',
    name: 'Olga',
    locale: 'bg',
    createdAt: 0,
  } as const
  await iron.write([
    iron.orm.insert(users).values(owner),
    iron.orm.insert(staff).values({ userId: owner.id, role: 'owner', createdAt: 0 }),
  ])
  const both = await Promise.all([reconcileHostnames(fleet), reconcileHostnames(fleet)])
  expect(both.flatMap((one) => one?.fellBack)).toEqual(['ten_iron'])

  expect(await mainOf('ten_iron')).toBe('iron.trainerhub.test')
  expect(forgotten).toEqual(expect.arrayContaining([HOST, 'iron.trainerhub.test']))
  const [log] = await iron.read([iron.orm.select().from(auditLog)])
  expect(log).toMatchObject([{ actor: 'system', action: 'domain.lost', subjectId: HOST }])
  expect(mails).toMatchObject([{ to: owner.email, subject: `${HOST} вече не води до Iron Works` }])
  expect(mails[0]?.text).toContain('https://iron.test/admin/site/domain')
})
