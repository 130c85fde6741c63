import { and, desc, eq, gt, inArray, notExists, sql } from 'drizzle-orm'
import { backups, restores, tenants } from '../../../db/registry/schema/index.ts'
import { days } from '../../durations.ts'
import { isAppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'
import { beginRestore } from './begin-restore.ts'

const EVERY_MS = days(30)
/** Each hour: seven thousand studios in a month. */
const MOST_AT_ONCE = 10

/**
 * Has the newest backup of each studio proven once a month, some studios each hour, in no order. Says how many were begun;
 * those to which something else is being done come the next time.
 *
 * @throws DatabaseError
 */
export async function startDueDrills(fleet: FleetContext): Promise<number> {
  const { orm, read } = fleet.registry
  const recent = orm
    .select({ id: restores.id })
    .from(restores)
    .where(
      and(
        eq(restores.tenantId, tenants.id),
        eq(restores.isDrill, true),
        gt(restores.createdAt, fleet.now() - EVERY_MS),
      ),
    )
  const newest = orm
    .select({ id: backups.id })
    .from(backups)
    .where(eq(backups.tenantId, tenants.id))
    .orderBy(desc(backups.takenAt))
    .limit(1)
  const [due] = await read([
    orm
      .select({ tenantId: tenants.id, backupId: backups.id })
      .from(tenants)
      .innerJoin(backups, eq(backups.id, newest))
      .where(and(inArray(tenants.status, ['active', 'suspended']), notExists(recent)))
      .orderBy(sql`random()`)
      .limit(MOST_AT_ONCE),
  ])
  let begun = 0
  for (const { tenantId, backupId } of due) {
    try {
      await beginRestore(fleet, { kind: 'drill', tenantId, source: { backupId }, createdBy: 'system' })
      begun += 1
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error
    }
  }
  return begun
}
