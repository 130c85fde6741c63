import { eq, sql } from 'drizzle-orm'
import { tallyDump } from '../../db/dump/tally-dump.ts'
import {
  jobs,
  restores,
  tenants,
  type BackupRow,
  type JobRow,
  type RestoreRow,
} from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { bookings, clients } from '../../db/tenant/schema/index.ts'
import { minutes, seconds } from '../../tenants/durations.ts'
import { beginRestore } from '../../tenants/fleet/backups/begin-restore.ts'
import { compareTables, type TableDifference } from '../../tenants/fleet/backups/compare-tables.ts'
import { openRestore } from '../../tenants/fleet/backups/restore-definition.ts'
import { runJob } from '../../tenants/fleet/jobs/run-job.ts'
import { startJob } from '../../tenants/fleet/jobs/start-job.ts'
import { exactly, forInformation, type BenchRow } from '../bench-row.ts'
import { median } from '../statistics.ts'
import { openInUse, type Fleet } from './with-fleet.ts'

/** Who came after the backup. */
const LATER = 'cli_later'
/** A studio is closed for a minute, so that nobody has the old database open any more. */
const CLOSED_MS = seconds(70)
const MOST_GOES = 5

/** Of these backups each is restored beside the studio's database, found equal, compared with it, and gone on with. */
export async function restoreStudios(fleet: Fleet, kept: readonly BackupRow[]): Promise<BenchRow[]> {
  for (const { tenantId } of kept) await addClientLater(fleet, tenantId)
  const times: number[] = []
  const made: { backup: BackupRow; restore: RestoreRow }[] = []
  for (const backup of kept) {
    const startedAt = performance.now()
    const restore = await restoreBeside(fleet, backup)
    times.push(performance.now() - startedAt)
    if (await isEqual(fleet, { backup, restore })) made.push({ backup, restore })
  }

  const startedAt = performance.now()
  await switchAll(fleet, made)
  const switching = (performance.now() - startedAt) / 1_000
  let goneOn = 0
  for (const one of made) if (await hasGoneOn(fleet, one)) goneOn += 1
  const name = `of them ${kept.length} restored`
  return [
    forInformation({
      name: `${name}: one in p50`,
      figure: median(times),
      unit: 'ms',
      detail: 'loaded, checked and compared',
    }),
    exactly(kept.length, {
      name: `${name}: equal to the backup, what came since named`,
      figure: made.length,
      unit: 'studios',
    }),
    exactly(kept.length, {
      name: `${name}: gone on with, the old database kept`,
      figure: goneOn,
      unit: 'studios',
      detail: `all in ${switching.toFixed(1)} s, without the minute they are closed`,
    }),
  ]
}

async function addClientLater(fleet: Fleet, tenantId: string): Promise<void> {
  const { orm, write } = await openInUse(fleet, tenantId)
  const person = { firstName: 'Vera', lastName: 'Later', email: 'vera@bench.test' }
  const about = { locale: 'en', timeZone: 'Europe/Sofia', createdAt: fleet.now() } as const
  await write([orm.insert(clients).values({ id: LATER, ...person, ...about })])
}

async function restoreBeside(fleet: Fleet, { id, tenantId }: BackupRow): Promise<RestoreRow> {
  const job = await beginRestore(fleet, {
    kind: 'restore',
    tenantId,
    source: { backupId: id },
    createdBy: 'bench',
  })
  await runToEnd(fleet, job)
  const { orm, read } = fleet.registry
  const [[restore]] = await read([orm.select().from(restores).where(eq(restores.jobId, job.id))])
  if (!restore) throw new Error('The restore is gone')
  return restore
}

type Restored = { backup: BackupRow; restore: RestoreRow }

/** Looked at once more from here: all that was kept, and the job's own comparison says who came since. */
async function isEqual(fleet: Fleet, { backup, restore }: Restored): Promise<boolean> {
  const copy = await tallyDump(await fleet.databaseHost.dump(await openRestore(fleet, restore)))
  // What the job wrote.
  const differences = (restore.comparison?.['differences'] ?? []) as TableDifference[]
  const ofClients = differences.find(({ table }) => table === 'clients')
  const isNamed = ofClients && Number(ofClients.before) === Number(ofClients.after) + 1
  return restore.state === 'ready' && compareTables(backup.tables, copy).length === 0 && isNamed === true
}

async function switchAll(fleet: Fleet, made: readonly Restored[]): Promise<void> {
  const begun: JobRow[] = []
  for (const { restore } of made) {
    const { tenantId, id: restoreId } = restore
    const job = await startJob(fleet, { kind: 'switch', tenantId, input: { restoreId }, createdBy: 'bench' })
    // Closes it, and waits.
    await runJob(fleet, job.id)
    begun.push(job)
  }
  fleet.moveClock(CLOSED_MS)
  for (const job of begun) await runToEnd(fleet, job)
}

/** As the queue would, but without waiting. @throws Error when it does not come to its end. */
async function runToEnd(fleet: Fleet, { id }: JobRow): Promise<void> {
  const { orm, read } = fleet.registry
  for (let go = 0; ; go += 1) {
    const { failure } = await runJob(fleet, id)
    const [[job]] = await read([orm.select().from(jobs).where(eq(jobs.id, id))])
    if (job?.state === 'done') return
    if (job?.state !== 'running' || go >= MOST_GOES) {
      throw new Error(`${job?.kind} is ${job?.state}: ${job?.error}`, { cause: failure })
    }
    fleet.moveClock(minutes(1))
  }
}

/** The studio is open with what was kept; whoever came since is in the old database alone. */
async function hasGoneOn(fleet: Fleet, { backup, restore }: Restored): Promise<boolean> {
  const { tenantId, databaseName } = restore
  const { orm, read } = fleet.registry
  const [[tenant], [now]] = await read([
    orm.select().from(tenants).where(eq(tenants.id, tenantId)),
    orm.select().from(restores).where(eq(restores.id, restore.id)),
  ])
  const inUse = await countRows(await openInUse(fleet, tenantId))
  const { url, token } = await fleet.databaseHost.create(now?.previousName ?? '')
  const old = await countRows(openTenantDatabase(tenantId, { url, token }))
  return (
    tenant?.status === 'active' &&
    tenant.databaseName === databaseName &&
    inUse.bookings === backup.tables['bookings']?.rows &&
    inUse.clients === backup.tables['clients']?.rows &&
    inUse.later === 0 &&
    old.later === 1
  )
}

async function countRows({ orm, read }: Awaited<ReturnType<typeof openInUse>>) {
  const count = sql<number>`count(*)`
  const [[booked], [known], [later]] = await read([
    orm.select({ count }).from(bookings),
    orm.select({ count }).from(clients),
    orm.select({ count }).from(clients).where(eq(clients.id, LATER)),
  ])
  return { bookings: booked?.count, clients: known?.count, later: later?.count }
}
