import { and, desc, eq, lt, or } from 'drizzle-orm'
import { backupReasons, backups, jobs, restores, tenants } from '../../db/registry/schema/index.ts'
import { AppError } from '../errors.ts'
import type { TableDifference } from '../fleet/backups/compare-tables.ts'
import { getTenant } from './list-tenants.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export { backupReasons }

/** A backup as operators see it; instants in ms. */
export type BackupEntry = {
  id: string
  tenant: { id: string; slug: string; name: string }
  reason: (typeof backupReasons)[number]
  bytes: number
  /** Of the file, hex. */
  sha256: string
  tables: number
  rows: number
  schemaVersion: number
  takenAt: number
  expiresAt: number
  /** When a drill last got all of it back. */
  provenAt: number | null
}

export const restoreStates = ['making', 'ready', 'in-use', 'dropped', 'failed'] as const

/** A database beside the one in use, or one that was. */
export type RestoreEntry = {
  id: string
  backupId: string | null
  pointInTime: number | null
  /** Of one that is being made and stopped: `failed`. */
  state: (typeof restoreStates)[number]
  isDrill: boolean
  jobId: string | null
  error: string | null
  /** Which tables differ from the database in use, when it was compared; null before that. */
  differences: TableDifference[] | null
  /** Why that could not be told. */
  unreadable: string | null
  createdBy: string
  createdAt: number
  /** Until when the database that it took the place of is kept. */
  dropPreviousAt: number | null
}

export type BackupsWish = {
  /** Id or slug of a studio. */
  tenant?: string | undefined
  limit: number
  cursor: { at: number; id: string } | null
}

/** Backups, the newest first. @throws AppError `not_found`, and what `requireRole` throws. */
export async function listBackups(
  ctx: PlatformContext,
  { tenant, limit, cursor }: BackupsWish,
): Promise<{ backups: BackupEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const tenantId = tenant === undefined ? undefined : (await getTenant(ctx, tenant)).id
  const after = cursor && {
    earlier: lt(backups.takenAt, cursor.at),
    same: and(eq(backups.takenAt, cursor.at), lt(backups.id, cursor.id)),
  }
  const [rows] = await ctx.db.read([
    select(ctx)
      .where(
        and(
          tenantId === undefined ? undefined : eq(backups.tenantId, tenantId),
          after ? or(after.earlier, after.same) : undefined,
        ),
      )
      .orderBy(desc(backups.takenAt), desc(backups.id))
      .limit(limit + 1),
  ])
  return { backups: rows.slice(0, limit).map(toEntry), hasMore: rows.length > limit }
}

/** One backup. @throws AppError `not_found`, and what `requireRole` throws. */
export async function getBackup(ctx: PlatformContext, id: string): Promise<BackupEntry> {
  requireRole(ctx, 'support')
  const [[row]] = await ctx.db.read([select(ctx).where(eq(backups.id, id))])
  if (!row) throw new AppError('not_found', 'There is no such backup.')
  return toEntry(row)
}

function select({ db }: PlatformContext) {
  const { id, slug, name } = tenants
  return db.orm
    .select({ backup: backups, tenant: { id, slug, name } })
    .from(backups)
    .innerJoin(tenants, eq(tenants.id, backups.tenantId))
}

type Row = Awaited<ReturnType<typeof select>>[number]

function toEntry({
  backup: { key: _key, tenantId: _tenantId, tables, ...backup },
  tenant,
}: Row): BackupEntry {
  const all = Object.values(tables)
  return {
    ...backup,
    tenant,
    tables: all.length,
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
  }
}

/** Databases that were restored of a studio, the newest first; fifty at most. @throws what `getTenant` throws. */
export async function listRestores(ctx: PlatformContext, tenant: string): Promise<RestoreEntry[]> {
  const { id } = await getTenant(ctx, tenant)
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ restore: restores, jobState: jobs.state, error: jobs.error })
      .from(restores)
      .leftJoin(jobs, eq(jobs.id, restores.jobId))
      .where(eq(restores.tenantId, id))
      .orderBy(desc(restores.createdAt), desc(restores.id))
      .limit(50),
  ])
  return rows.map(({ restore, jobState, error }) => ({
    id: restore.id,
    backupId: restore.backupId,
    pointInTime: restore.pointInTime,
    state: restore.state === 'making' && jobState === 'failed' ? 'failed' : restore.state,
    isDrill: restore.isDrill,
    jobId: restore.jobId,
    error,
    // Written by `restore-definition.ts`.
    differences: (restore.comparison?.['differences'] as TableDifference[] | undefined) ?? null,
    unreadable: (restore.comparison?.['unreadable'] as string | undefined) ?? null,
    createdBy: restore.createdBy,
    createdAt: restore.createdAt,
    dropPreviousAt: restore.dropPreviousAt,
  }))
}
