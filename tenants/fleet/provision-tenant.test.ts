import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { hostnames, jobSteps, schemaVersions, tenants } from '../../db/registry/schema/index.ts'
import { NEWEST_TENANT_VERSION, openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { identity, settings } from '../../db/tenant/schema/index.ts'
import { makeFleet, makeNewTenant, type TestFleet } from '../../tests/support/make-fleet.ts'
import { openDatabaseToken } from '../access/database-token.ts'
import { provisionTenant } from './provision-tenant.ts'

afterEach(() => vi.unstubAllGlobals())

/** What there is of the studio `iron`, everywhere. */
async function readStudio({ deps: { registry }, databases, address }: TestFleet) {
  const [tenantRows, hosts, versions] = await registry.read([
    registry.orm.select().from(tenants),
    registry.orm.select().from(hostnames).orderBy(hostnames.host),
    registry.orm.select().from(schemaVersions),
  ])
  const db = openTenantDatabase('ten_iron', address('ten-iron'))
  const [settingsRows] = await db.read([db.orm.select().from(settings)])
  return { tenants: tenantRows, hosts, versions, databases: [...databases], settings: settingsRows }
}

const wholeStudio = {
  tenants: [{ id: 'ten_iron', slug: 'iron', status: 'active' }],
  hosts: [
    { host: 'book.iron.test', kind: 'custom', isPrimary: true, tenantId: 'ten_iron' },
    { host: 'iron.trainerhub.test', kind: 'subdomain', isPrimary: false, tenantId: 'ten_iron' },
  ],
  versions: [{ version: NEWEST_TENANT_VERSION, error: null }],
  databases: ['ten-iron'],
  settings: [{ id: 1, currency: 'EUR' }],
}

async function readTenants({ deps: { registry } }: TestFleet) {
  const [rows] = await registry.read([registry.orm.select().from(tenants)])
  return rows
}

test('makes a studio with its names, database, identity and settings, and opens it', async () => {
  const fleet = await makeFleet()

  await provisionTenant(fleet.deps, makeNewTenant('iron'))

  expect(await readStudio(fleet)).toMatchObject(wholeStudio)
})

test('keeps the token of the database encrypted for this studio alone', async () => {
  const fleet = await makeFleet()
  const { create } = fleet.deps.databaseHost
  fleet.deps.databaseHost.create = async (name) => ({ ...(await create(name)), token: 'secret-token' })
  await provisionTenant(fleet.deps, makeNewTenant('iron'))

  const [row] = await readTenants(fleet)
  const sealed = row?.databaseTokenEncrypted ?? ''

  expect(sealed).not.toContain('secret-token')
  const { keys } = fleet.deps
  expect(await openDatabaseToken({ keys, tenantId: 'ten_iron' }, sealed)).toBe('secret-token')
  await expect(openDatabaseToken({ keys, tenantId: 'ten_lotus' }, sealed)).rejects.toMatchObject({
    name: 'OperationError',
  })
})

/** Dies at the n-th call to any database, before it is sent or after it was carried out; answers how many there were. */
function dieAtCall(n: number, when: 'before' | 'after') {
  const calls = { count: 0 }
  const real = fetch
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    calls.count += 1
    if (calls.count === n && when === 'before') throw new TypeError('died')
    const response = await real(...args)
    if (calls.count === n) throw new TypeError('died')
    return response
  })
  return calls
}

test.each(['before', 'after'] as const)(
  'dies %s any call and, called again, ends with one studio and one database',
  async (when) => {
    const total = dieAtCall(0, when)
    const first = await makeFleet({ hasMigrated: true })
    await provisionTenant(first.deps, makeNewTenant('iron'))
    vi.unstubAllGlobals()
    expect(total.count).toBeGreaterThan(10)

    for (let n = 1; n <= total.count; n += 1) {
      const fleet = await makeFleet({ hasMigrated: true })
      dieAtCall(n, when)
      // A call whose answer was lost may be found done by the call that follows it.
      await provisionTenant(fleet.deps, makeNewTenant('iron')).catch(() => {})
      vi.unstubAllGlobals()

      await provisionTenant(fleet.deps, makeNewTenant('iron'))

      expect(await readStudio(fleet)).toMatchObject(wholeStudio)
    }
  },
)

test('shows nobody a studio that is not finished', async () => {
  const fleet = await makeFleet()
  fleet.deps.databaseHost.create = () => Promise.reject(new Error('no databases today'))

  await expect(provisionTenant(fleet.deps, makeNewTenant('iron'))).rejects.toThrow('no databases today')

  expect(await readTenants(fleet)).toMatchObject([{ status: 'provisioning', databaseUrl: '' }])
})

test('makes one studio when two runs make it at once', async () => {
  const fleet = await makeFleet()
  const runs = Array.from({ length: 4 }, () => provisionTenant(fleet.deps, makeNewTenant('iron')))

  await Promise.all(runs)

  expect(await readStudio(fleet)).toMatchObject(wholeStudio)
})

test('leaves a finished studio as it is when called again', async () => {
  const fleet = await makeFleet()
  await provisionTenant(fleet.deps, makeNewTenant('iron'))
  const { orm, write } = fleet.deps.registry
  await write([orm.update(tenants).set({ status: 'suspended' })])

  await provisionTenant(fleet.deps, makeNewTenant('iron'))

  expect(await readTenants(fleet)).toMatchObject([{ status: 'suspended' }])
})

test('says which names another studio has, and claims none of the others', async () => {
  const fleet = await makeFleet()
  await provisionTenant(fleet.deps, makeNewTenant('iron'))

  const sameSlug = makeNewTenant('iron', { id: 'ten_other', ownDomains: ['free.test'] })
  await expect(provisionTenant(fleet.deps, sameSlug)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { reason: 'taken', errors: [{ path: 'slug' }] },
  })
  const sameDomain = makeNewTenant('steel', { ownDomains: ['free.test', 'book.iron.test'] })
  await expect(provisionTenant(fleet.deps, sameDomain)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { reason: 'taken', errors: [{ path: 'ownDomains.1' }] },
  })

  expect(await readStudio(fleet)).toMatchObject(wholeStudio)
})

test('never uses a database that belongs to another studio', async () => {
  const fleet = await makeFleet()
  await provisionTenant(fleet.deps, makeNewTenant('iron'))
  fleet.deps.databaseHost.create = async () => fleet.address('ten-iron')

  await expect(provisionTenant(fleet.deps, makeNewTenant('lotus'))).rejects.toMatchObject({
    kind: 'wrong_database',
  })

  const { orm: registry, read: readRegistry } = fleet.deps.registry
  const ofLotus = and(eq(jobSteps.jobId, 'job_lotus'), isNotNull(jobSteps.doneAt))
  const [done] = await readRegistry([
    registry
      .select()
      .from(jobSteps)
      .where(ofLotus)
      .orderBy(sql`rowid`),
  ])
  expect(done.map(({ step }) => step)).toEqual(['reserve', 'create-database', 'migrate'])

  const { orm, read } = openDatabase(fleet.address('ten-iron'), { schema: { identity } })
  const [owners] = await read([orm.select().from(identity)])
  expect(owners).toMatchObject([{ tenantId: 'ten_iron' }])
})
