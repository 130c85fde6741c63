import { randomInt } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { migrateDatabase } from '../db/migrate-database.ts'
import { registryMigrations } from '../db/registry/migrations/bundle.ts'
import { openRegistry, type Registry } from '../db/registry/open-registry.ts'
import { findHost } from '../tenants/fleet/find-host.ts'
import { makeHostMemory, resolveTenant } from '../tenants/resolve-tenant.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { median } from './statistics.ts'
import { withDatabaseServer } from './with-database-server.ts'

const FEW = 10
const MANY = 100_000
const ROWS_AT_ONCE = 10_000
const WARM_UP = 100
const LOOK_UPS = 1_000

/** Whose host it is when neither memory nor cache knows: a registry of 100,000 studios against one of ten. */
export function benchHostLookup(): Promise<BenchRow[]> {
  return withDatabaseServer(async ({ url, hostAt }) => {
    const databaseHost = hostAt(url)
    const make = async (studios: number) => makeRegistry(await databaseHost.create(`of-${studios}`), studios)
    return [await compare({ few: await make(FEW), many: await make(MANY) })]
  })
}

async function compare({ few, many }: { few: Registry; many: Registry }): Promise<BenchRow> {
  const times = { few: [] as number[], many: [] as number[] }
  for (let n = 0; n < WARM_UP + LOOK_UPS; n++) {
    const ms = { few: await timeLookUp(few, FEW), many: await timeLookUp(many, MANY) }
    if (n < WARM_UP) continue
    times.few.push(ms.few)
    times.many.push(ms.many)
  }
  const p50 = { few: median(times.few), many: median(times.many) }
  return atMost(1.2, {
    name: `host to studio, ${MANY.toLocaleString('en')} studios against ${FEW}, p50`,
    figure: p50.many / p50.few,
    unit: '×',
    detail: `${p50.many.toFixed(2)} ms against ${p50.few.toFixed(2)} ms, nothing cached`,
  })
}

async function timeLookUp(registry: Registry, studios: number): Promise<number> {
  const n = randomInt(studios)
  const nobodyKnows = {
    memory: makeHostMemory(),
    cache: { get: async () => undefined, put: async () => {} },
    find: (host: string) => findHost(registry, host),
    platformHost: 'platform.test',
    now: Date.now,
    waitUntil: () => {},
  }
  const startedAt = performance.now()
  const found = await resolveTenant(nobodyKnows, `book.studio-${n}.test`)
  const ms = performance.now() - startedAt
  if (found?.kind !== 'tenant' || found.tenant.slug !== `studio-${n}`) throw new Error(`studio ${n} is lost`)
  return ms
}

/** A registry with so many open studios, each with a name of the platform's and a domain of its own. */
async function makeRegistry(address: { url: string; token: string }, studios: number): Promise<Registry> {
  await migrateDatabase(address, registryMigrations, 0)
  const registry = openRegistry(address, { timeoutMs: 30_000 })
  const { orm, write } = registry
  for (let first = 0; first < studios; first += ROWS_AT_ONCE) {
    const end = Math.min(studios, first + ROWS_AT_ONCE)
    const numbers = sql`WITH RECURSIVE numbers(n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${end})`
    await write([
      orm.run(sql`INSERT INTO tenants (id, slug, name, status, database_url, database_token_encrypted, created_at)
        ${numbers} SELECT 'ten_' || n, 'studio-' || n, 'Studio ' || n, 'active', 'http://database.test/' || n,
          hex(randomblob(120)), 0 FROM numbers`),
      orm.run(sql`INSERT INTO hostnames (host, kind, tenant_id, is_primary, created_at)
        ${numbers} SELECT 'studio-' || n || '.platform.test', 'subdomain', 'ten_' || n, 0, 0 FROM numbers`),
      orm.run(sql`INSERT INTO hostnames (host, kind, tenant_id, is_primary, created_at)
        ${numbers} SELECT 'book.studio-' || n || '.test', 'custom', 'ten_' || n, 1, 0 FROM numbers`),
    ])
  }
  return registry
}
