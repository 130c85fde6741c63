import { and, asc, eq, gt, inArray, isNull, lte, notExists, sql } from 'drizzle-orm'
import { backups, restores, tenants } from '../../../db/registry/schema/index.ts'
import { hours } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'
import { takeBackup } from './take-backup.ts'

/** A little sooner than a day: cron comes every quarter of an hour, and nobody is to slip by that much each time. */
const EVERY_MS = hours(23)
/** In one go, so that it is over before its time is. */
const MOST_AT_ONCE = 10
const MOST_FILES = 100

export type BackupReport = { taken: number; failures: { tenantId: string; error: unknown }[] }

/**
 * Takes a backup of each studio that has none of the last day, some at a time: more is said to the queue. Those whose backup
 * fails hold up none of the others. What was kept long enough goes.
 *
 * @throws DatabaseError when the registry does not answer.
 */
export async function takeDueBackups(fleet: FleetContext): Promise<BackupReport> {
  const due = await listDue(fleet, MOST_AT_ONCE)
  const report: BackupReport = { taken: 0, failures: [] }
  for (const tenantId of due) {
    // Another go may have come by since.
    if ((await listDue(fleet, 1, tenantId)).length === 0) continue
    try {
      await takeBackup(fleet, { tenantId, reason: 'scheduled' })
      report.taken += 1
    } catch (error) {
      report.failures.push({ tenantId, error })
    }
  }
  await dropExpired(fleet)
  if (due.length === MOST_AT_ONCE && report.taken > 0) {
    await fleet.startWork({ kind: 'chore', id: 'backups' })
  }
  return report
}

/** In no order, so that two goes at once hardly meet, and one that always fails is not always the first. */
async function listDue({ registry, now }: FleetContext, most: number, tenantId?: string): Promise<string[]> {
  const { orm, read } = registry
  const recent = orm
    .select({ id: backups.id })
    .from(backups)
    .where(and(eq(backups.tenantId, tenants.id), gt(backups.takenAt, now() - EVERY_MS)))
  const [rows] = await read([
    orm
      .select({ id: tenants.id })
      .from(tenants)
      .where(
        and(
          inArray(tenants.status, ['active', 'suspended']),
          // Training copies are made of what is kept elsewhere.
          isNull(tenants.copyOf),
          tenantId === undefined ? undefined : eq(tenants.id, tenantId),
          notExists(recent),
        ),
      )
      .orderBy(sql`random()`)
      .limit(most),
  ])
  return rows.map(({ id }) => id)
}

/** First the files, then the rows: what dies in between is looked for again. */
async function dropExpired({ registry, files, now }: FleetContext): Promise<void> {
  const { orm, read, write } = registry
  const [rows] = await read([
    orm
      .select({ id: backups.id, key: backups.key })
      .from(backups)
      .where(lte(backups.expiresAt, now()))
      .orderBy(asc(backups.expiresAt))
      .limit(MOST_FILES),
  ])
  if (rows.length === 0) return
  await files.delete(rows.map(({ key }) => key))
  const ids = rows.map(({ id }) => id)
  await write([
    orm.update(restores).set({ backupId: null }).where(inArray(restores.backupId, ids)),
    orm.delete(backups).where(inArray(backups.id, ids)),
  ])
}
