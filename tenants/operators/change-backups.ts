import { and, desc, eq } from 'drizzle-orm'
import { backups, restores, type BackupRow, type JobRow } from '../../db/registry/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { beginRestore } from '../fleet/backups/begin-restore.ts'
import { startJob } from '../fleet/jobs/start-job.ts'
import { makeId } from '../ids.ts'
import { invalidFields } from '../parse-input.ts'
import { getTenant, type TenantEntry } from './list-tenants.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

/** Of a studio that has a database. */
const HAVE_DATABASE: readonly TenantEntry['status'][] = ['active', 'suspended', 'archived', 'deleting']

/**
 * Has a backup of a studio taken now; it is kept for thirty days.
 *
 * @throws AppError `not_found`; `conflict` while something else is done to the studio; and what `requireRole` throws.
 */
export async function startBackup(ctx: OperatorContext, { tenant }: { tenant: string }): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'operator')
  const { id: tenantId } = await requireDatabase(ctx, tenant)
  const backupId = makeId('bkp')
  return startJob(ctx.fleet, {
    kind: 'backup',
    tenantId,
    input: { backupId },
    createdBy: actor,
    statements: [
      insertAudit(ctx, { actor, action: 'backup.take', subjectId: tenantId, after: { backup: backupId } }),
    ],
  })
}

export type RestoreWish = { tenant: string; backupId?: string | undefined; at?: number | undefined }

/**
 * Makes a database beside the one in use, from a backup of this studio, or from what its database was at an instant (ms). What
 * is in use stays as it is; `switchRestore` goes on with it.
 *
 * @throws AppError `not_found`; `invalid_input` unless there is one of the two, and for an instant where the host of databases
 * keeps no history; `conflict` while something else is done to the studio; and what `requireRole` throws.
 */
export async function startRestore(ctx: OperatorContext, wish: RestoreWish): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'operator')
  const { id: tenantId } = await requireDatabase(ctx, wish.tenant)
  const source = await readSource(ctx, { ...wish, tenantId })
  return beginRestore(ctx.fleet, {
    kind: 'restore',
    tenantId,
    source,
    createdBy: actor,
    statements: (restore) => [
      insertAudit(ctx, {
        actor,
        action: 'restore.make',
        subjectId: tenantId,
        after: { restore, ...('backupId' in source ? { backup: source.backupId } : { at: source.at }) },
      }),
    ],
  })
}

async function readSource(
  ctx: OperatorContext,
  { tenantId, backupId, at }: RestoreWish & { tenantId: string },
): Promise<{ backupId: string } | { at: number }> {
  if ((backupId === undefined) === (at === undefined)) {
    throw invalidFields([{ path: 'backup_id', message: 'Either a backup or an instant.' }])
  }
  if (backupId !== undefined) {
    await findBackup(ctx, { backupId, tenantId })
    return { backupId }
  }
  if (!ctx.fleet.databaseHost.createFrom) {
    throw invalidFields([{ path: 'at', message: 'This host of databases keeps no history: take a backup.' }])
  }
  if (at === undefined || !(at < ctx.now())) {
    throw invalidFields([{ path: 'at', message: 'An instant that is over.' }])
  }
  return { at }
}

/**
 * Proves that a backup can be restored: of the studio's newest one unless it is named. The result is on the backup.
 *
 * @throws AppError `not_found`; `conflict` while something else is done to the studio; and what `requireRole` throws.
 */
export async function startDrill(
  ctx: OperatorContext,
  { tenant, backupId }: { tenant: string; backupId?: string | undefined },
): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'operator')
  const { id: tenantId } = await requireDatabase(ctx, tenant)
  const backup = await findBackup(ctx, { tenantId, backupId })
  return beginRestore(ctx.fleet, {
    kind: 'drill',
    tenantId,
    source: { backupId: backup.id },
    createdBy: actor,
    statements: () => [
      insertAudit(ctx, { actor, action: 'backup.drill', subjectId: tenantId, after: { backup: backup.id } }),
    ],
  })
}

export type SwitchWish = { tenant: string; restoreId: string; confirm: string }

/**
 * Has a studio go on with a restored database. It is closed for a minute or two; everybody signs in anew; the database that was
 * in use is kept for a week.
 *
 * @throws AppError `not_found`; `conflict` for one that is not ready, a studio that is neither open nor suspended, and while
 * something else is done to it; and what `requireRole` and `requireTyped` throw.
 */
export async function switchRestore(ctx: OperatorContext, wish: SwitchWish): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'administrator')
  const tenant = await getTenant(ctx, wish.tenant)
  requireTyped(ctx, { slug: tenant.slug, confirm: wish.confirm })
  const { orm, read } = ctx.db
  const [[restore]] = await read([
    orm
      .select()
      .from(restores)
      .where(and(eq(restores.id, wish.restoreId), eq(restores.tenantId, tenant.id))),
  ])
  if (!restore) throw new AppError('not_found', 'There is no such restore.')
  if (restore.state !== 'ready' || restore.isDrill) {
    throw new AppError('conflict', 'This database is not there to go on with.')
  }
  if (tenant.status !== 'active' && tenant.status !== 'suspended') {
    throw new AppError('conflict', 'The studio is neither open nor suspended.')
  }
  return startJob(ctx.fleet, {
    kind: 'switch',
    tenantId: tenant.id,
    input: { restoreId: restore.id },
    createdBy: actor,
    statements: [
      insertAudit(ctx, {
        actor,
        action: 'restore.switch',
        subjectId: tenant.id,
        after: { restore: restore.id, backup: restore.backupId },
      }),
    ],
  })
}

export type BackupFile = { name: string; bytes: number; body: ReadableStream<Uint8Array> }

/**
 * The file of a backup: all that a studio knows of its people. There is no link to it: whoever asks has to be an administrator,
 * and a person to have proven just now who they are.
 *
 * @throws AppError `not_found`, `reauthentication_required`, and what `requireRole` throws.
 */
export async function openBackupFile(
  ctx: OperatorContext,
  { backupId }: { backupId: string },
): Promise<BackupFile> {
  const { actor } = requireRole(ctx, 'administrator')
  if (ctx.login) requireFresh(ctx)
  const { orm, read, write } = ctx.db
  const [[backup]] = await read([orm.select().from(backups).where(eq(backups.id, backupId))])
  const file = backup && (await ctx.fleet.files.get(backup.key))
  if (!file) throw new AppError('not_found', 'There is no such backup.')
  const audit = { actor, action: 'backup.download', subjectId: backup.tenantId, after: { backup: backupId } }
  await write([insertAudit(ctx, audit)])
  return { name: `${backupId}.sql.gz`, bytes: file.bytes, body: file.body }
}

/** One of this studio's, the newest unless it is named. @throws AppError `not_found` */
async function findBackup(
  { db }: PlatformContext,
  { tenantId, backupId }: { tenantId: string; backupId?: string | undefined },
): Promise<BackupRow> {
  const [[backup]] = await db.read([
    db.orm
      .select()
      .from(backups)
      .where(
        and(eq(backups.tenantId, tenantId), backupId === undefined ? undefined : eq(backups.id, backupId)),
      )
      .orderBy(desc(backups.takenAt))
      .limit(1),
  ])
  if (!backup) throw new AppError('not_found', 'This studio has no such backup.')
  return backup
}

async function requireDatabase(ctx: PlatformContext, idOrSlug: string): Promise<TenantEntry> {
  const tenant = await getTenant(ctx, idOrSlug)
  if (HAVE_DATABASE.includes(tenant.status)) return tenant
  throw new AppError('conflict', 'This studio has no database now.')
}
