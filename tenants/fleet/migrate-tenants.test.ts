import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { schemaVersions, tenants } from '../../db/registry/schema/index.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { makeFleet, makeNewTenant, type TestFleet } from '../../tests/support/make-fleet.ts'
import { hours } from '../durations.ts'
import { migrateTenants } from './migrate-tenants.ts'
import { provisionTenant } from './provision-tenant.ts'

afterEach(() => vi.unstubAllGlobals())

const nextMigration = {
  name: '9999_next',
  statements: ['CREATE TABLE trophies (id TEXT PRIMARY KEY) STRICT', "INSERT INTO trophies VALUES ('first')"],
}
const OLD = tenantMigrations.length
const NEW = OLD + 1
const migrations = [...tenantMigrations, nextMigration]

async function makeStudios(fleet: TestFleet, count: number) {
  const slugs = Array.from({ length: count }, (_, index) => `studio-${String(index + 1).padStart(2, '0')}`)
  for (const slug of slugs) await provisionTenant(fleet.deps, makeNewTenant(slug))
  fleet.clock.advance(hours(1))
}

async function run(fleet: TestFleet, slug: string, statement: string) {
  const { orm, write } = openDatabase(fleet.address(`ten-${slug}`), { schema: {} })
  await write([orm.run(sql.raw(statement))])
}

/** Whether the new step is there, seen in the database itself. */
async function hasTrophies(fleet: TestFleet, slug: string): Promise<boolean> {
  const { orm, read } = openDatabase(fleet.address(`ten-${slug}`), { schema: {} })
  const [rows] = await read([orm.all(sql`SELECT 1 FROM sqlite_master WHERE name = 'trophies'`)])
  return rows.length > 0
}

test('goes on when studio 17 of 50 fails, says so, and takes it up once it is mended', async () => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 50)
  await run(fleet, 'studio-17', 'CREATE TABLE trophies (id TEXT)')
  const deps = { ...fleet.deps, migrations }

  const first = await migrateTenants(deps)

  expect(first).toMatchObject({
    target: NEW,
    versions: [
      { version: OLD, tenants: 1 },
      { version: NEW, tenants: 49 },
    ],
    failed: [{ tenantId: 'ten_studio-17', slug: 'studio-17', version: OLD }],
    provisioning: 0,
  })
  expect(first.failed[0]?.error).toContain('already exists')
  expect(await hasTrophies(fleet, 'studio-50')).toBe(true)

  await run(fleet, 'studio-17', 'DROP TABLE trophies')
  fleet.clock.advance(1)
  const second = await migrateTenants(deps)
  fleet.clock.advance(1)
  const third = await migrateTenants(deps)

  expect(second).toMatchObject({ versions: [{ version: NEW, tenants: 50 }], failed: [] })
  expect(third).toEqual(second)
})

test.each(['suspended', 'archived'] as const)('brings %s studios along', async (status) => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 2)
  const { orm, write } = fleet.deps.registry
  await write([orm.update(tenants).set({ status }).where(eq(tenants.slug, 'studio-01'))])

  const report = await migrateTenants({ ...fleet.deps, migrations })

  expect(report.versions).toEqual([{ version: NEW, tenants: 2 }])
})

test('leaves a studio in the making to its maker, and counts it', async () => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 1)
  fleet.deps.databaseHost.create = () => Promise.reject(new Error('no databases today'))
  await provisionTenant(fleet.deps, makeNewTenant('late')).catch(() => {})

  const report = await migrateTenants({ ...fleet.deps, migrations })

  expect(report).toMatchObject({ versions: [{ version: NEW, tenants: 1 }], failed: [], provisioning: 1 })
})

test('does not touch a database that belongs to another studio', async () => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 2)
  await run(fleet, 'studio-02', "UPDATE identity SET tenant_id = 'ten_stranger'")

  const report = await migrateTenants({ ...fleet.deps, migrations })

  expect(report.failed).toMatchObject([{ slug: 'studio-02', version: OLD }])
  expect(report.failed[0]?.error).toContain('wrong_database')
  expect(await hasTrophies(fleet, 'studio-02')).toBe(false)
})

test('keeps the last known version of a database that cannot be reached', async () => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 2)
  const { orm, write } = fleet.deps.registry
  const nowhere = { databaseUrl: 'http://127.0.0.1:1/' }
  await write([orm.update(tenants).set(nowhere).where(eq(tenants.slug, 'studio-01'))])

  const report = await migrateTenants({ ...fleet.deps, migrations })

  expect(report.versions).toEqual([
    { version: OLD, tenants: 1 },
    { version: NEW, tenants: 1 },
  ])
  expect(report.failed).toMatchObject([{ slug: 'studio-01', version: OLD }])
})

test.each(['before', 'after'] as const)(
  'dies %s any call and, run again, ends with all at the new version',
  async (when) => {
    for (let n = 1; ; n += 1) {
      const fleet = await makeFleet({ hasMigrated: true })
      await makeStudios(fleet, 2)
      const calls = dieFromCall(n, when)
      const died = await migrateTenants({ ...fleet.deps, migrations }).then(
        () => false,
        () => true,
      )
      vi.unstubAllGlobals()
      if (calls.count < n) break

      fleet.clock.advance(1)
      const report = await migrateTenants({ ...fleet.deps, migrations })

      expect(died).toBe(true)
      expect(report).toMatchObject({ versions: [{ version: NEW, tenants: 2 }], failed: [] })
      expect(await hasTrophies(fleet, 'studio-01')).toBe(true)
    }
  },
)

test('does no harm when two run at once', async () => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 5)
  const deps = { ...fleet.deps, migrations }

  const reports = await Promise.all([migrateTenants(deps), migrateTenants(deps)])

  for (const report of reports) {
    expect(report).toMatchObject({ versions: [{ version: NEW, tenants: 5 }], failed: [] })
  }
})

test('looks at a studio that no run has seen', async () => {
  const fleet = await makeFleet({ hasMigrated: true })
  await makeStudios(fleet, 1)
  const { orm, write } = fleet.deps.registry
  await write([orm.delete(schemaVersions)])

  const report = await migrateTenants(fleet.deps)

  expect(report.versions).toEqual([{ version: OLD, tenants: 1 }])
})

/** From the n-th call to any database on, nothing is heard any more; `after`: that one was still carried out. */
function dieFromCall(n: number, when: 'before' | 'after') {
  const calls = { count: 0 }
  const real = fetch
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    calls.count += 1
    if (calls.count < n) return real(...args)
    if (calls.count === n && when === 'after') await real(...args)
    throw new TypeError('died')
  })
  return calls
}
