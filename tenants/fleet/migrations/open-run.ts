import { notInArray, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import type { Registry } from '../../../db/registry/open-registry.ts'
import {
  migrationEntries,
  migrationRuns,
  tenants,
  type MigrationRunRow,
} from '../../../db/registry/schema/index.ts'
import { NEWEST_TENANT_VERSION } from '../../../db/tenant/open-tenant-database.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { RegistryStatement } from '../jobs/job-definition.ts'

export type NewRun = {
  /** It tries everything and changes nothing. */
  isDry: boolean
  /** How many go first: training copies, then whoever chance has it. If one of them fails, the run pauses. */
  canaries: number
  /** How many are done by one message of the queue. */
  batchSize: number
  /** As the audit log writes it. */
  createdBy: string
  /** For who has to know the id before: `makeId('run')`. */
  id?: string
  /** For tests: a version other than the newest that this code knows. */
  target?: number
  /** What is written together with its start. */
  statements?: readonly RegistryStatement[]
}

type Opening = Pick<FleetContext, 'registry' | 'now' | 'startWork'>

/**
 * Begins to bring every studio to the newest version, whatever its status; those that are being made get there by
 * themselves, and of those that are gone nothing is left. Somebody goes to it at once, and cron says it again.
 *
 * @throws AppError `conflict` while another run is open.
 */
export async function openRun(fleet: Opening, wish: NewRun): Promise<MigrationRunRow> {
  const { orm, write } = fleet.registry
  const { statements = [], id = makeId('run'), target = NEWEST_TENANT_VERSION, ...settings } = wish
  const row = { ...settings, id, target, state: 'running' as const, createdAt: fleet.now() }
  try {
    const [[run]] = await write([
      orm.insert(migrationRuns).values(row).returning(),
      listTenants(fleet.registry, row),
      ...statements,
    ])
    if (!run) throw new Error('An insert gives its row back.')
    await sendToRun(fleet, id)
    return run
  } catch (error) {
    throw isRunOpen(error) ? runOpen() : error
  }
}

/** Puts every studio on a run's list that is not on it yet; the first of all are its canaries. */
export function listTenants({ orm }: Registry, { id, canaries }: Pick<MigrationRunRow, 'id' | 'canaries'>) {
  // Ids are random: their order is chance, and the same each time.
  const place = sql`row_number() OVER (ORDER BY ${tenants.copyOf} IS NULL, ${tenants.id})`
  const listed = orm
    .select({
      runId: sql<string>`${id}`.as('run_id'),
      tenantId: tenants.id,
      isCanary: sql<boolean>`${place} <= ${canaries}`.as('is_canary'),
      state: sql<'waiting'>`'waiting'`.as('state'),
      fromVersion: sql<null>`NULL`.as('from_version'),
      version: sql<null>`NULL`.as('version'),
      error: sql<null>`NULL`.as('error'),
      attempts: sql<number>`0`.as('attempts'),
      at: sql<null>`NULL`.as('at'),
    })
    .from(tenants)
    .where(notInArray(tenants.status, ['provisioning', 'deleted']))
  return orm.insert(migrationEntries).select(listed).onConflictDoNothing()
}

/** Has somebody go to a run; a queue that takes nothing is made good by cron. */
export async function sendToRun(
  { startWork }: Pick<FleetContext, 'startWork'>,
  id: string,
  inMs = 0,
): Promise<void> {
  await startWork({ kind: 'migration', id }, inMs).catch(() => {})
}

/** Whether the registry refused a second open run. */
export function isRunOpen(error: unknown): boolean {
  return isDatabaseError(error, 'constraint') && error.message.includes('migration_runs_open_idx')
}

export function runOpen(): AppError {
  return new AppError('conflict', 'Another run is open: let it end, or cancel it.', { reason: 'run_open' })
}
