import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql, type SQL } from 'drizzle-orm'
import { openDatabase } from '../../db/open-database.ts'
import { minutes } from '../../tenants/durations.ts'
import { findDatabase } from '../../tenants/fleet/backups/find-database.ts'
import { changeRun } from '../../tenants/fleet/migrations/change-run.ts'
import { openRun } from '../../tenants/fleet/migrations/open-run.ts'
import { countVersions, readRun } from '../../tenants/fleet/migrations/read-run.ts'
import { exactly, forInformation, type BenchRow } from '../bench-row.ts'
import { nextMigrations } from './next-migrations.ts'
import type { Fleet } from './with-fleet.ts'

const CANARIES = 5
/** In the order of ids, in which a run takes them: none of them is a canary, which would pause it. */
const POISONED_AT = [0.1, 0.5, 0.98]
/** Whoever migrates is killed when this part of them is done. */
const KILLED_AT = [0.3, 0.6]

/** Brings all studios one version on, by processes that are killed; a few stand against it until they are mended. */
export async function migrateStudios(fleet: Fleet, ids: readonly string[]): Promise<BenchRow[]> {
  const places = POISONED_AT.map((part) => Math.max(CANARIES, Math.floor(part * ids.length)))
  const poisoned = ids.toSorted().filter((_, n) => places.includes(n))
  for (const id of poisoned) await runIn(fleet, id, sql`CREATE TABLE trophies (id TEXT)`)
  const target = nextMigrations.length
  const wish = { isDry: false, canaries: CANARIES, batchSize: 50, createdBy: 'bench', target }
  const { id: run } = await openRun(fleet, wish)

  const startedAt = performance.now()
  for (const part of KILLED_AT) await migrateUntilKilled(fleet, { run, count: part * ids.length })
  await migrateToTheEnd(fleet, run)
  const seconds = (performance.now() - startedAt) / 1_000
  const { counts } = await readRun(fleet.registry, run)
  const halves = await countHalves(fleet, ids)

  for (const id of poisoned) await runIn(fleet, id, sql`DROP TABLE trophies`)
  await changeRun(fleet, { id: run, deed: 'retry' })
  await migrateToTheEnd(fleet, run)
  const [newest] = (await countVersions(fleet.registry)).toReversed()
  const name = `${ids.length.toLocaleString('en')} studios, ${poisoned.length} poisoned, ${KILLED_AT.length} kills`
  return [
    forInformation({
      name: `${name}: migrated after`,
      figure: seconds,
      unit: 's',
      detail: 'without the leases of the killed',
    }),
    exactly(ids.length - poisoned.length, {
      name: `${name}: at the new version`,
      figure: counts.done,
      unit: 'studios',
    }),
    exactly(poisoned.length, {
      name: `${name}: at the old one, with the reason`,
      figure: counts.failed,
      unit: 'studios',
    }),
    exactly(0, { name: `${name}: with half a step`, figure: halves, unit: 'studios' }),
    exactly(ids.length, {
      name: `${name}: at the new version, mended and tried again`,
      figure: newest?.version === target ? newest.tenants : 0,
      unit: 'studios',
    }),
  ]
}

/** Kills whoever migrates once so many studios are done, in the middle of the next ones. */
async function migrateUntilKilled(fleet: Fleet, { run, count }: { run: string; count: number }) {
  const child = forkMigrator(fleet, run)
  const exited = once(child, 'exit')
  while ((await readRun(fleet.registry, run)).counts.done < count) {
    if (child.exitCode !== null) throw new Error('nothing was left to be killed')
    await wait(20)
  }
  child.kill('SIGKILL')
  await exited
  // Past the lease, so that nothing measured is waiting.
  fleet.moveClock(minutes(3))
}

async function migrateToTheEnd(fleet: Fleet, run: string): Promise<void> {
  const child = forkMigrator(fleet, run)
  await once(child, 'exit')
  const { state, pauseReason } = await readRun(fleet.registry, run)
  if (state !== 'done') throw new Error(`the run is ${state}: ${pauseReason}`)
}

function forkMigrator({ registryAddress, secretKeys, now }: Fleet, run: string) {
  return fork(resolve(import.meta.dirname, 'migrator.ts'), {
    env: {
      ...process.env,
      REGISTRY_URL: registryAddress.url,
      REGISTRY_TOKEN: registryAddress.token,
      SECRET_KEYS: secretKeys,
      RUN: run,
      AHEAD_MS: String(now() - Date.now()),
    },
  })
}

/** Databases whose version and tables do not belong together. */
async function countHalves(fleet: Fleet, ids: readonly string[]): Promise<number> {
  let halves = 0
  for (const id of ids) {
    const { orm, read } = openDatabase((await findDatabase(fleet, id)).address, { schema: {} })
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

async function runIn(fleet: Fleet, id: string, statement: SQL): Promise<void> {
  const { orm, write } = openDatabase((await findDatabase(fleet, id)).address, { schema: {} })
  await write([orm.run(statement)])
}
