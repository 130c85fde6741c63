import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { makeDatabaseKeyPair } from '../db/local-server/database-tokens.ts'
import { migrateDatabase } from '../db/migrate-database.ts'
import { openDatabase, type DatabaseAddress } from '../db/open-database.ts'
import { registryMigrations } from '../db/registry/migrations/bundle.ts'
import { openRegistry } from '../db/registry/open-registry.ts'
import { findFreePort } from '../scripts/local/ports.ts'
import { startDatabaseProcess } from '../scripts/local/start-database-process.ts'
import { parseSigningKeys } from '../tenants/access/signing-keys.ts'
import { minutes } from '../tenants/durations.ts'
import type { FleetDeps } from '../tenants/fleet/create/new-tenant.ts'
import { databaseNameOf } from '../tenants/fleet/database-name.ts'
import { changeRun } from '../tenants/fleet/migrations/change-run.ts'
import { openRun } from '../tenants/fleet/migrations/open-run.ts'
import { countVersions, readRun } from '../tenants/fleet/migrations/read-run.ts'
import { provisionTenant } from '../tenants/fleet/provision-tenant.ts'
import { makeSqldDatabaseHost } from '../worker/providers/sqld-database-host.ts'
import { exactly, forInformation, type BenchRow } from './bench-row.ts'
import { makeNewTenant } from './bench-studio.ts'
import { inTemporaryFolder } from './bench-system.ts'
import { nextMigrations } from './next-migrations.ts'
import { median } from './statistics.ts'

const STUDIOS = 1_000
const MADE_AT_ONCE = 4
const POISONED = [17, 500, 983]
/** Whoever migrates is killed when so many studios are done. */
const KILLED_AT = [300, 600]

type Fleet = FleetDeps & {
  registryAddress: DatabaseAddress
  secretKeys: string
  addressOf: (id: string) => Promise<DatabaseAddress>
}

/** A thousand studios on this machine's database server: made, brought one version on by processes that are killed. */
export function benchFleet(): Promise<BenchRow[]> {
  return inTemporaryFolder(async (dataDir) => {
    const keyPair = await makeDatabaseKeyPair()
    const database = await startDatabaseProcess({
      dataDir: join(dataDir, 'databases'),
      port: await findFreePort(),
      adminPort: await findFreePort(),
      publicKey: keyPair.publicKey,
    })
    try {
      const urlOf = (name: string) => `${database.url}/dev/${name}/`
      const databaseHost = makeSqldDatabaseHost({ adminUrl: database.adminUrl, urlOf, keyPair })
      const registryAddress = await databaseHost.create('registry')
      await migrateDatabase(registryAddress, registryMigrations, Date.now())
      const secretKeys = `bench:${randomBytes(32).toString('base64')}`
      const fleet: Fleet = {
        registry: openRegistry(registryAddress, { timeoutMs: 10_000 }),
        registryAddress,
        databaseHost,
        secretKeys,
        keys: parseSigningKeys(secretKeys),
        platformDomain: 'bench.test',
        now: Date.now,
        addressOf: (id) => databaseHost.create(databaseNameOf(id)),
      }
      const { ids, rows } = await makeStudios(fleet)
      return [...rows, ...(await migrateThem(fleet, ids))]
    } finally {
      await database.close()
    }
  })
}

async function makeStudios(fleet: Fleet): Promise<{ ids: string[]; rows: BenchRow[] }> {
  const tenants = Array.from({ length: STUDIOS }, (_, n) => makeNewTenant(`studio-${n}`))
  const queue = tenants.values()
  const times: number[] = []
  const startedAt = performance.now()
  const makers = Array.from({ length: MADE_AT_ONCE }, async () => {
    for (const tenant of queue) {
      const begunAt = performance.now()
      await provisionTenant(fleet, tenant)
      times.push(performance.now() - begunAt)
    }
  })
  await Promise.all(makers)
  const seconds = (performance.now() - startedAt) / 1_000
  const row = forInformation({
    name: `${STUDIOS.toLocaleString('en')} studios: all made after`,
    figure: seconds,
    unit: 's',
    detail: `${MADE_AT_ONCE} at once, one in p50 ${median(times).toFixed(0)} ms`,
  })
  return { ids: tenants.map(({ id }) => id), rows: [row] }
}

async function migrateThem(fleet: Fleet, ids: string[]): Promise<BenchRow[]> {
  const poisoned = ids.filter((_, n) => POISONED.includes(n))
  for (const id of poisoned) await runIn(fleet, id, 'CREATE TABLE trophies (id TEXT)')
  const target = nextMigrations.length
  const starting = { ...fleet, startWork: async () => {} }
  const wish = { isDry: false, canaries: 5, batchSize: 50, createdBy: 'bench', target }
  const { id: run } = await openRun(starting, wish)

  const startedAt = performance.now()
  for (const [n, count] of KILLED_AT.entries()) await migrateUntilKilled(fleet, { run, kills: n, count })
  await migrateToTheEnd(fleet, { run, kills: KILLED_AT.length })
  const seconds = (performance.now() - startedAt) / 1_000
  const { counts } = await readRun(fleet.registry, run)
  const halves = await countHalves(fleet, ids)

  for (const id of poisoned) await runIn(fleet, id, 'DROP TABLE trophies')
  await changeRun(starting, { id: run, deed: 'retry' })
  await migrateToTheEnd(fleet, { run, kills: KILLED_AT.length + 1 })
  const [newest] = (await countVersions(fleet.registry)).toReversed()
  const name = `${STUDIOS.toLocaleString('en')} studios, ${POISONED.length} poisoned, ${KILLED_AT.length} kills`
  return [
    forInformation({
      name: `${name}: migrated after`,
      figure: seconds,
      unit: 's',
      detail: 'without the leases of the killed',
    }),
    exactly(STUDIOS - POISONED.length, {
      name: `${name}: at the new version`,
      figure: counts.done,
      unit: 'studios',
    }),
    exactly(POISONED.length, {
      name: `${name}: at the old one, with the reason`,
      figure: counts.failed,
      unit: 'studios',
    }),
    exactly(0, { name: `${name}: with half a step`, figure: halves, unit: 'studios' }),
    exactly(STUDIOS, {
      name: `${name}: at the new version, mended and tried again`,
      figure: newest?.version === target ? newest.tenants : 0,
      unit: 'studios',
    }),
  ]
}

type Going = { run: string; kills: number }

/** Kills whoever migrates once so many studios are done, in the middle of the next ones. */
async function migrateUntilKilled(fleet: Fleet, { run, kills, count }: Going & { count: number }) {
  const child = forkMigrator(fleet, { run, kills })
  const exited = once(child, 'exit')
  while ((await readRun(fleet.registry, run)).counts.done < count) {
    if (child.exitCode !== null) throw new Error('nothing was left to be killed')
    await wait(20)
  }
  child.kill('SIGKILL')
  await exited
}

async function migrateToTheEnd(fleet: Fleet, going: Going): Promise<void> {
  const child = forkMigrator(fleet, going)
  await once(child, 'exit')
  const { state, pauseReason } = await readRun(fleet.registry, going.run)
  if (state !== 'done') throw new Error(`the run is ${state}: ${pauseReason}`)
}

/** After each kill the clock is past the lease, so that nothing measured is waiting. */
function forkMigrator({ registryAddress, secretKeys }: Fleet, { run, kills }: Going) {
  return fork(resolve(import.meta.dirname, 'fleet-migrator.ts'), {
    env: {
      ...process.env,
      REGISTRY_URL: registryAddress.url,
      REGISTRY_TOKEN: registryAddress.token,
      SECRET_KEYS: secretKeys,
      RUN: run,
      AHEAD_MS: String(kills * minutes(3)),
    },
  })
}

/** Databases whose version and tables do not belong together. */
async function countHalves(fleet: Fleet, ids: string[]): Promise<number> {
  let halves = 0
  for (const id of ids) {
    const { orm, read } = openDatabase(await fleet.addressOf(id), { schema: {} })
    const [[found]] = await read([
      orm.all<{ version: number; made: number }>(sql`SELECT
        (SELECT max(version) FROM schema_migrations) AS version,
        (SELECT count(*) FROM sqlite_master WHERE name = 'trophies_client_idx')
          + (SELECT count(*) FROM pragma_table_info('clients') WHERE name = 'shoe_size') AS made`),
    ])
    const isNew = found?.version === nextMigrations.length
    if (!found || found.made !== (isNew ? 2 : 0)) halves += 1
  }
  return halves
}

async function runIn(fleet: Fleet, id: string, statement: string): Promise<void> {
  const { orm, write } = openDatabase(await fleet.addressOf(id), { schema: {} })
  await write([orm.run(sql.raw(statement))])
}
