import { eq } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import { migrateDatabase } from '../../../db/migrate-database.ts'
import { tallyDump } from '../../../db/dump/tally-dump.ts'
import type { DatabaseAddress } from '../../../db/open-database.ts'
import {
  backups,
  restores,
  type BackupRow,
  type JobRow,
  type RestoreRow,
} from '../../../db/registry/schema/index.ts'
import { openDatabaseToken, sealDatabaseToken } from '../../access/database-token.ts'
import { minutes } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { DatabaseHostError } from '../database-host.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { JobDefinition, StepOutcome } from '../jobs/job-definition.ts'
import { compareTables } from './compare-tables.ts'
import { fillDatabase, readIdentity, requireSame } from './fill-database.ts'
import { findDatabase } from './find-database.ts'
import { openBackup, requireIntact } from './open-backup.ts'

/** Large databases take their time. */
export const RESTORE_TAKES_MS = minutes(10)

/**
 * A database beside the one in use, from a backup or from a point in time: filled, found to be the same and this studio's,
 * brought to the version in use, and compared with the database in use. Nothing that is in use is touched.
 */
export const restoreDefinition: JobDefinition = {
  kind: 'restore',
  stepTakesMs: RESTORE_TAKES_MS,
  steps: [
    { name: 'load', run: load, undo: drop },
    { name: 'check', run: check },
    { name: 'migrate', run: migrate },
    { name: 'compare', run: compare },
  ],
}

/** The restore a job is about. @throws AppError `not_found` */
export async function findRestore(
  { registry: { orm, read } }: Pick<FleetContext, 'registry'>,
  { input }: JobRow,
): Promise<{ restore: RestoreRow; backup: BackupRow | null }> {
  const [[found]] = await read([
    orm
      .select()
      .from(restores)
      .leftJoin(backups, eq(backups.id, restores.backupId))
      .where(eq(restores.id, String(input['restoreId']))),
  ])
  if (!found) throw new AppError('not_found', 'There is no such restore.')
  return { restore: found.restores, backup: found.backups }
}

/** The way to the database of a restore. */
export async function openRestore(
  { keys }: Pick<FleetContext, 'keys'>,
  { tenantId, databaseUrl, databaseTokenEncrypted }: RestoreRow,
): Promise<DatabaseAddress> {
  const token = await openDatabaseToken({ keys, tenantId }, databaseTokenEncrypted)
  return { url: databaseUrl, token }
}

export async function load(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore, backup } = await findRestore(fleet, job)
  const { databaseHost, registry, keys } = fleet
  const { tenantId, databaseName } = restore
  if (backup) await requireIntact(fleet, backup)
  // What a run that died left half filled.
  await databaseHost.delete(databaseName)
  const address = backup
    ? await databaseHost.create(databaseName, await findPlace(fleet, tenantId))
    : await branch(fleet, restore)
  if (backup) await fillDatabase(address, await openBackup(fleet, backup))
  const databaseTokenEncrypted = await sealDatabaseToken({ keys, tenantId }, address.token)
  return {
    statements: [
      registry.orm
        .update(restores)
        .set({ databaseUrl: address.url, databaseTokenEncrypted })
        .where(eq(restores.id, restore.id)),
    ],
  }
}

/** Where the database in use is; where databases are made, when that one is gone. */
async function findPlace(fleet: FleetContext, tenantId: string): Promise<string | undefined> {
  const { name } = await findDatabase(fleet, tenantId)
  try {
    return await fleet.databaseHost.placeOf(name)
  } catch (error) {
    if (error instanceof DatabaseHostError && error.status === 404) return undefined
    throw error
  }
}

async function branch(fleet: FleetContext, restore: RestoreRow): Promise<DatabaseAddress> {
  const { createFrom } = fleet.databaseHost
  if (!createFrom || restore.pointInTime === null) {
    throw new AppError('conflict', 'The backup is gone, and this host of databases keeps no history.')
  }
  const { name } = await findDatabase(fleet, restore.tenantId)
  return createFrom(restore.databaseName, { of: name, at: restore.pointInTime })
}

export async function check(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore, backup } = await findRestore(fleet, job)
  const address = await openRestore(fleet, restore)
  try {
    const schemaVersion = await readIdentity(address, restore.tenantId)
    if (backup) await requireSame(fleet.databaseHost, address, backup.tables)
    return { result: { schemaVersion } }
  } catch (error) {
    if (isDatabaseError(error, 'wrong_database')) {
      const details = { reason: 'wrong_database', cause: error }
      throw new AppError('conflict', 'This is the database of another studio.', details)
    }
    // What differs now differs the next time, too.
    if (isDatabaseError(error, 'failed')) {
      throw new AppError('conflict', error.message, { reason: 'differs', cause: error })
    }
    throw error
  }
}

/** Not beyond the version in use: whoever runs the migrations decides when that goes up. */
async function migrate(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  const { schemaVersion: inUse } = await findDatabase(fleet, restore.tenantId)
  const { tenantMigrations } = await import('../../../db/tenant/migrations/bundle.ts')
  const wanted = tenantMigrations.slice(0, inUse ?? tenantMigrations.length)
  const { to } = await migrateDatabase(await openRestore(fleet, restore), wanted, fleet.now())
  return { result: { schemaVersion: to } }
}

async function compare(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  const comparison = await compareWithInUse(fleet, restore)
  return {
    statements: [
      fleet.registry.orm
        .update(restores)
        .set({ state: 'ready', comparison })
        .where(eq(restores.id, restore.id)),
    ],
  }
}

async function compareWithInUse(fleet: FleetContext, restore: RestoreRow): Promise<Record<string, unknown>> {
  const { databaseHost } = fleet
  const { address } = await findDatabase(fleet, restore.tenantId)
  const after = await tallyDump(await databaseHost.dump(await openRestore(fleet, restore)))
  try {
    const before = await tallyDump(await databaseHost.dump(address))
    return { differences: compareTables(before, after), comparedAt: fleet.now() }
  } catch (error) {
    // It may be why somebody restores.
    if (!(error instanceof DatabaseHostError)) throw error
    return { unreadable: error.message, comparedAt: fleet.now() }
  }
}

export async function drop(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  await fleet.databaseHost.delete(restore.databaseName)
  return {
    statements: [
      fleet.registry.orm.update(restores).set({ state: 'dropped' }).where(eq(restores.id, restore.id)),
    ],
  }
}
