import { and, asc, eq, inArray, lte, ne, sql } from 'drizzle-orm'
import type { Migration } from '../../../db/migrate-database.ts'
import {
  migrationEntries,
  migrationRuns,
  schemaVersions,
  tenants,
  type MigrationRunRow,
} from '../../../db/registry/schema/index.ts'
import { minutes, seconds } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { RegistryStatement } from '../jobs/job-definition.ts'
import { migrateTenant, type MigrationOutcome, type TenantToMigrate } from './migrate-tenant.ts'
import { listTenants, sendToRun } from './open-run.ts'

/** Whoever works on a run and writes nothing for so long is taken to be dead. Longer than a database is waited for. */
const LEASE_MS = minutes(2)
const MIGRATED_AT_ONCE = 4
/** A studio is tried so often, unless its database clearly refuses; each time it waits longer. */
const MOST_ATTEMPTS = 4
const WAIT_PER_ATTEMPT_MS = seconds(15)
/** So many at least, and all of them failing: that is no matter of single studios. */
const WORRYING_BATCH = 10

export type Progress = {
  state: MigrationRunRow['state']
  /** While it is running: when somebody can go on with it, in ms from now. */
  againInMs: number
}

type Going = Pick<FleetContext, 'registry' | 'keys' | 'now' | 'startWork'>

export type AdvanceOptions = {
  /** For tests: another list than the one that this code carries. */
  migrations?: readonly Migration[]
}

type Go = { fleet: Going; run: MigrationRunRow; migrations: readonly Migration[] }
type Entry = { tenant: TenantToMigrate; isCanary: boolean; attempts: number }

/**
 * Does one batch of a run and has the next one done: canaries first, then everybody. What was found is written studio by
 * studio, together with the pause that a failing canary is. While somebody else works on the run it does nothing. Killed
 * anywhere, the run goes on after its lease; a studio that kills whoever migrates it is given up after the fourth time.
 *
 * @throws DatabaseError when the registry does not answer: say it again.
 */
export async function advanceRun(fleet: Going, id: string, options: AdvanceOptions = {}): Promise<Progress> {
  const { orm, write } = fleet.registry
  const now = fleet.now()
  const gone = orm.select({ id: tenants.id }).from(tenants).where(eq(tenants.status, 'deleted'))
  const [[run], [found]] = await write([
    orm
      .update(migrationRuns)
      .set({ leaseUntil: now + LEASE_MS })
      .where(and(isRunning(id), lte(migrationRuns.leaseUntil, now)))
      .returning(),
    orm.select({ state: migrationRuns.state }).from(migrationRuns).where(eq(migrationRuns.id, id)),
    orm.delete(migrationEntries).where(and(isWaitingIn(id), inArray(migrationEntries.tenantId, gone))),
  ])
  if (!run) return { state: found?.state ?? 'cancelled', againInMs: seconds(1) }
  const migrations = options.migrations ?? (await loadMigrations())
  if (migrations.length < run.target) {
    const reason = `This build knows versions up to ${migrations.length}.`
    return end({ fleet, run, migrations }, { state: 'paused', pauseReason: reason })
  }
  return goOn({ fleet, run, migrations: migrations.slice(0, run.target) })
}

/** Some hundred kilobytes of SQL, which no page needs. */
async function loadMigrations(): Promise<readonly Migration[]> {
  return (await import('../../../db/tenant/migrations/bundle.ts')).tenantMigrations
}

async function goOn(go: Go): Promise<Progress> {
  const { batch, waiting, nextAt } = await findBatch(go)
  if (waiting === 0) return finish(go)
  if (batch.length === 0) return release(go, nextAt - go.fleet.now())
  const outcomes = await migrateAll(go, batch)
  const failed = outcomes.filter((outcome) => outcome.state === 'failed')
  if (failed.length === batch.length && batch.length >= WORRYING_BATCH) {
    return end(go, { state: 'paused', pauseReason: `All ${failed.length} of a batch failed.` })
  }
  return release(go, 0)
}

/** Those who are next: canaries as long as one of them is waiting; whoever was tried waits for a while. */
async function findBatch({ fleet, run }: Go) {
  const { orm, read } = fleet.registry
  const isWaiting = isWaitingIn(run.id)
  const turn = orm
    .select({ isCanary: sql`max(${migrationEntries.isCanary})` })
    .from(migrationEntries)
    .where(isWaiting)
  const inTurn = and(isWaiting, sql`${migrationEntries.isCanary} = (${turn})`)
  const dueAt = sql<number>`coalesce(${migrationEntries.at} + ${migrationEntries.attempts} * ${WAIT_PER_ATTEMPT_MS}, 0)`
  const [batch, [rest]] = await read([
    orm
      .select({
        tenant: {
          id: tenants.id,
          databaseUrl: tenants.databaseUrl,
          databaseTokenEncrypted: tenants.databaseTokenEncrypted,
        },
        isCanary: migrationEntries.isCanary,
        attempts: migrationEntries.attempts,
      })
      .from(migrationEntries)
      .innerJoin(tenants, eq(tenants.id, migrationEntries.tenantId))
      .where(and(inTurn, lte(dueAt, fleet.now())))
      .orderBy(asc(migrationEntries.attempts), asc(migrationEntries.tenantId))
      .limit(run.batchSize),
    orm
      .select({ waiting: sql<number>`count(*)`, nextAt: sql<number>`coalesce(min(${dueAt}), 0)` })
      .from(migrationEntries)
      .where(inTurn),
  ])
  return { batch, waiting: rest?.waiting ?? 0, nextAt: rest?.nextAt ?? 0 }
}

/** Four side by side, until all are done or the run is no longer running. */
async function migrateAll(go: Go, batch: readonly Entry[]): Promise<MigrationOutcome[]> {
  const outcomes: MigrationOutcome[] = []
  const queue = batch.values()
  let isRunningStill = true
  const workers = Array.from({ length: MIGRATED_AT_ONCE }, async () => {
    for (const entry of queue) {
      isRunningStill &&= await begin(go, entry)
      if (!isRunningStill) return
      const outcome = await tryEntry(go, entry)
      outcomes.push(outcome)
      await keep(go, entry, outcome)
    }
  })
  await Promise.all(workers)
  return outcomes
}

/** Writes down that it is tried, before it is; answers whether the run is still running. */
async function begin({ fleet, run }: Go, { tenant, attempts }: Entry): Promise<boolean> {
  const { orm, write } = fleet.registry
  const now = fleet.now()
  const [renewed] = await write([
    orm
      .update(migrationRuns)
      .set({ leaseUntil: now + LEASE_MS })
      .where(isRunning(run.id))
      .returning({ id: migrationRuns.id }),
    orm
      .update(migrationEntries)
      .set({ attempts: attempts + 1, at: now })
      .where(and(isEntry(run.id, tenant.id), eq(migrationEntries.state, 'waiting'))),
  ])
  return renewed.length > 0
}

async function tryEntry({ fleet, run, migrations }: Go, entry: Entry): Promise<MigrationOutcome> {
  if (entry.attempts >= MOST_ATTEMPTS) {
    return { state: 'failed', error: `Begun ${entry.attempts} times, and nothing was heard of it.` }
  }
  const outcome = await migrateTenant(fleet, entry.tenant, { migrations, isDry: run.isDry })
  const isLast = outcome.state === 'again' && entry.attempts + 1 >= MOST_ATTEMPTS
  return isLast ? { ...outcome, state: 'failed' } : outcome
}

/** Writes what became of a studio. Of two who tried it at once, whoever brought it there is right. */
async function keep({ fleet, run }: Go, { tenant, isCanary }: Entry, outcome: MigrationOutcome) {
  const { orm, write } = fleet.registry
  const { state, fromVersion, version, error } = outcome
  const now = fleet.now()
  const pauseReason = `The canary ${tenant.id} failed.`
  const statements: [RegistryStatement, ...RegistryStatement[]] = [
    orm
      .update(migrationEntries)
      .set({
        state: state === 'again' ? 'waiting' : state,
        error,
        at: now,
        ...(fromVersion === undefined ? {} : { fromVersion }),
        ...(version === undefined ? {} : { version }),
      })
      .where(and(isEntry(run.id, tenant.id), ne(migrationEntries.state, 'done'))),
  ]
  if (!run.isDry) {
    // A database that cannot be asked keeps the version it was last seen with.
    const seen = { error, checkedAt: now, ...(version === undefined ? {} : { version }) }
    statements.push(
      orm
        .insert(schemaVersions)
        .values({ tenantId: tenant.id, version: 0, ...seen })
        .onConflictDoUpdate({ target: schemaVersions.tenantId, set: seen }),
    )
  }
  if (state === 'failed' && isCanary) {
    statements.push(
      orm.update(migrationRuns).set({ state: 'paused', pauseReason, leaseUntil: 0 }).where(isRunning(run.id)),
    )
  }
  await write(statements)
}

/** Nobody waits any more: whoever came meanwhile is put on the list, and then the run is over. */
async function finish(go: Go): Promise<Progress> {
  const { fleet, run } = go
  const { orm, write } = fleet.registry
  const [, [rest]] = await write([
    listTenants(fleet.registry, { id: run.id, canaries: 0 }),
    orm
      .select({ waiting: sql<number>`count(*)` })
      .from(migrationEntries)
      .where(isWaitingIn(run.id)),
  ])
  if ((rest?.waiting ?? 0) > 0) return release(go, 0)
  return end(go, { state: 'done', endedAt: fleet.now() })
}

type Ending = Partial<Pick<MigrationRunRow, 'state' | 'pauseReason' | 'endedAt'>>

/** Changes its state, unless somebody was faster. */
async function end({ fleet, run }: Go, changes: Ending): Promise<Progress> {
  const { orm, write } = fleet.registry
  const [, [now]] = await write([
    orm
      .update(migrationRuns)
      .set({ ...changes, leaseUntil: 0 })
      .where(isRunning(run.id)),
    orm.select({ state: migrationRuns.state }).from(migrationRuns).where(eq(migrationRuns.id, run.id)),
  ])
  return { state: now?.state ?? 'cancelled', againInMs: 0 }
}

/** Lets the next one at it, at once or when the first of those who wait is due. */
async function release(go: Go, inMs: number): Promise<Progress> {
  const { state } = await end(go, {})
  const againInMs = Math.max(0, inMs)
  if (state === 'running') await sendToRun(go.fleet, go.run.id, againInMs)
  return { state, againInMs }
}

function isRunning(id: string) {
  return and(eq(migrationRuns.id, id), eq(migrationRuns.state, 'running'))
}

function isEntry(runId: string, tenantId: string) {
  return and(eq(migrationEntries.runId, runId), eq(migrationEntries.tenantId, tenantId))
}

function isWaitingIn(runId: string) {
  return and(eq(migrationEntries.runId, runId), eq(migrationEntries.state, 'waiting'))
}
