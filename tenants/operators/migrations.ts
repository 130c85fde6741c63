import { z } from 'zod'
import { NEWEST_TENANT_VERSION, OLDEST_TENANT_VERSION } from '../../db/tenant/open-tenant-database.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { changeRun, runDeeds, type RunDeed } from '../fleet/migrations/change-run.ts'
import { openRun } from '../fleet/migrations/open-run.ts'
import {
  countVersions,
  listEntries,
  listRuns,
  readRun,
  migrationEntryStates,
  migrationRunStates,
  type MigrationEntry,
  type MigrationEntryState,
  type MigrationRun,
  type VersionCount,
} from '../fleet/migrations/read-run.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export { migrationEntryStates, migrationRunStates, runDeeds }
export type { MigrationEntry, MigrationEntryState, MigrationRun, RunDeed, VersionCount }

export const newMigration = z.object({
  /** Every database tries it and takes it back: nothing changes. */
  isDry: z.boolean().default(false),
  /** How many studios go first; if one of them fails, the others wait until somebody decides. */
  canaries: z.int('How many?').min(0, 'How many?').max(1_000, 'That is a lot: at most 1,000.').default(5),
  /** How many are done in one go. A message of the queue may make a thousand calls; a studio takes five or more. */
  batchSize: z.int('How many?').min(1, 'How many?').max(100, 'At most 100.').default(50),
})

/**
 * Begins to bring every studio's database to the newest version, or to try whether it would go well.
 *
 * @throws AppError `conflict` while another run is open, `invalid_input`, and what `requireRole` throws.
 */
export async function startMigration(ctx: OperatorContext, input: unknown): Promise<MigrationRun> {
  const { actor } = requireRole(ctx, 'operator')
  const wish = parseInput(newMigration, input)
  const id = makeId('run')
  const after = { ...wish, target: NEWEST_TENANT_VERSION }
  const audit = insertAudit(ctx, { actor, action: 'migration.start', subjectId: id, after })
  await openRun(ctx.fleet, { ...wish, id, createdBy: actor, statements: [audit] })
  return readRun(ctx.db, id)
}

/**
 * Pauses a run, has it go on, tries again those who failed, or gives it up: what is done stays done.
 *
 * @throws AppError `not_found`, `conflict`, and what `requireRole` throws.
 */
export async function changeMigration(
  ctx: OperatorContext,
  { id, deed }: { id: string; deed: RunDeed },
): Promise<MigrationRun> {
  const { actor } = requireRole(ctx, 'operator')
  const audit = insertAudit(ctx, { actor, action: `migration.${deed}`, subjectId: id })
  await changeRun(ctx.fleet, { id, deed, statements: [audit] })
  return readRun(ctx.db, id)
}

/** @throws AppError `not_found`, and what `requireRole` throws. */
export async function getMigration(ctx: PlatformContext, id: string): Promise<MigrationRun> {
  requireRole(ctx, 'support')
  return readRun(ctx.db, id)
}

/** Runs, the latest first. @throws AppError as `requireRole` */
export async function listMigrations(ctx: PlatformContext, wish: Parameters<typeof listRuns>[1]) {
  requireRole(ctx, 'support')
  return listRuns(ctx.db, wish)
}

/** The studios of a run, by their ids. @throws AppError `not_found`, and what `requireRole` throws. */
export async function listMigrationEntries(ctx: PlatformContext, wish: Parameters<typeof listEntries>[1]) {
  await getMigration(ctx, wish.runId)
  return listEntries(ctx.db, wish)
}

export type VersionReport = {
  /** This code was written for the newest, works on all from the oldest on, and on one that is newer by one. */
  oldest: number
  newest: number
  versions: (VersionCount & { isServed: boolean })[]
}

/** The fleet by version. @throws AppError as `requireRole` */
export async function reportVersions(ctx: PlatformContext): Promise<VersionReport> {
  requireRole(ctx, 'support')
  const [oldest, newest] = [OLDEST_TENANT_VERSION, NEWEST_TENANT_VERSION]
  const isServed = (version: number) => version >= oldest && version <= newest + 1
  const versions = await countVersions(ctx.db)
  return { oldest, newest, versions: versions.map((one) => ({ ...one, isServed: isServed(one.version) })) }
}
