import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tallyDump } from '../../db/dump/tally-dump.ts'
import { backups, type BackupRow } from '../../db/registry/schema/index.ts'
import { compareTables } from '../../tenants/fleet/backups/compare-tables.ts'
import { findDatabase } from '../../tenants/fleet/backups/find-database.ts'
import { takeDueBackups } from '../../tenants/fleet/backups/take-due-backups.ts'
import { exactly, forInformation, type BenchRow } from '../bench-row.ts'
import type { Fleet } from './with-fleet.ts'

/** Every studio's backup as the schedule takes it; then each file is read again and compared with the studio's database. */
export async function backUpStudios(
  fleet: Fleet,
  ids: readonly string[],
): Promise<{ kept: BackupRow[]; rows: BenchRow[] }> {
  const startedAt = performance.now()
  const failed = await takeAll(fleet)
  const seconds = (performance.now() - startedAt) / 1_000
  const { orm, read } = fleet.registry
  const [kept] = await read([orm.select().from(backups)])
  const studios = new Set(kept.map(({ tenantId }) => tenantId))
  let right = 0
  for (const backup of kept) if (await isRight(fleet, backup)) right += 1
  const name = `${ids.length.toLocaleString('en')} studios backed up`
  const megabytes = kept.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000
  return {
    kept,
    rows: [
      forInformation({
        name: `${name}: after`,
        figure: seconds,
        unit: 's',
        detail: `one after the other, ${megabytes.toFixed(1)} MB in all, ${failed} tries failed`,
      }),
      exactly(ids.length, {
        name: `${name}: backups taken`,
        figure: ids.filter((id) => studios.has(id)).length,
        unit: 'studios',
        detail: `${kept.length.toLocaleString('en')} files`,
      }),
      exactly(ids.length, {
        name: `${name}: hashes of the file and of every table right`,
        figure: right,
        unit: 'studios',
      }),
    ],
  }
}

/** As cron and the queue have it done: some, and again as long as there are more. Gives how often one failed and was due again. */
async function takeAll(fleet: Fleet): Promise<number> {
  let failed = 0
  let hasMore = true
  while (hasMore) {
    hasMore = false
    const startWork = async () => {
      hasMore = true
    }
    const { taken, failures } = await takeDueBackups({ ...fleet, startWork })
    failed += failures.length
    hasMore ||= taken > 0 && failures.length > 0
  }
  return failed
}

/** The file by Node's own hash, the tables by what the studio's database has: nobody has written to it since. */
async function isRight(fleet: Fleet, { key, tenantId, bytes, sha256, tables }: BackupRow): Promise<boolean> {
  const file = await readFile(join(fleet.filesDir, key))
  const isWhole = file.length === bytes && createHash('sha256').update(file).digest('hex') === sha256
  const { address } = await findDatabase(fleet, tenantId)
  const inUse = await tallyDump(await fleet.databaseHost.dump(address))
  return isWhole && compareTables(tables, inUse).length === 0
}
