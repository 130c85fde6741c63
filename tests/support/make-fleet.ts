import { registryMigrations } from '../../db/registry/migrations/bundle.ts'
import { openRegistry } from '../../db/registry/open-registry.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import type { DatabaseHost } from '../../tenants/fleet/database-host.ts'
import type { FleetDeps, NewTenant } from '../../tenants/fleet/create/new-tenant.ts'
import { makeClock, type TestClock } from './make-clock.ts'
import { studioRows } from './studio-rows.ts'
import { testDatabases } from './test-databases.ts'

/** A registry of its own and a place for databases, for one test. */
export type TestFleet = {
  deps: FleetDeps
  clock: TestClock
  address: (databaseName: string) => { url: string; token: string }
  /** Names of the databases that were asked for, without repetitions. */
  databases: Set<string>
}

const keys: SigningKeys = [{ id: 'test', secret: new Uint8Array(32).fill(7) }]

let made = 0

/** `hasMigrated`: databases come with their schema, where making studios is not what is tested; it saves most of the time. */
export async function makeFleet({ hasMigrated = false } = {}): Promise<TestFleet> {
  made += 1
  const prefix = `fleet${made}-`
  const server = await testDatabases()
  const address = (name: string) => server.address(prefix + name)
  await server.createMigrated(`${prefix}registry`, registryMigrations)
  const clock = makeClock(Date.UTC(2027, 0, 4, 6))

  const databases = new Set<string>()
  const places = new Map<string, string>()
  // Who deletes one and makes it again fills it otherwise.
  const emptied = new Set<string>()
  const databaseHost: DatabaseHost = {
    places: ['here', 'there'],
    create: async (name, place = 'here') => {
      if (!databases.has(name)) places.set(name, place)
      databases.add(name)
      return hasMigrated && !emptied.has(name)
        ? server.createMigrated(prefix + name, tenantMigrations)
        : server.create(prefix + name)
    },
    placeOf: async (name) => places.get(name) ?? 'here',
    async delete(name) {
      databases.delete(name)
      emptied.add(name)
      await server.remove(prefix + name)
    },
    usage: (name, period) => server.host.usage(prefix + name, period),
    setBlocked: (name, blocked) => server.host.setBlocked(prefix + name, blocked),
    dump: server.host.dump,
  }
  // Looked up at each call, so that a test can put a failing `fetch` in its place.
  const registry = openRegistry(address('registry'), { fetch: (...args) => fetch(...args) })
  const deps = { registry, databaseHost, keys, platformDomain: 'trainerhub.test', now: clock.now }
  return { deps, clock, address, databases }
}

/** What provisioning needs to know of a studio; with its own domain `book.<slug>.test` unless told otherwise. */
export function makeNewTenant(slug: string, changes: Partial<NewTenant> = {}): NewTenant {
  const { id: _id, updatedAt: _updatedAt, ...settings } = studioRows({}).settings
  return {
    id: `ten_${slug}`,
    slug,
    name: 'Iron Works',
    ownDomains: [`book.${slug}.test`],
    settings: { ...settings, contactPhone: settings.contactPhone ?? null },
    ...changes,
  }
}
