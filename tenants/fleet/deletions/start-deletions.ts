import { and, asc, eq, inArray, lte, notExists } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import { jobs, tenants } from '../../../db/registry/schema/index.ts'
import { isAppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'
import { startJob } from '../jobs/start-job.ts'
import { statusFrom } from '../status-from.ts'

const MOST_AT_ONCE = 50

/**
 * Begins to delete studios whose grace period is over; each goes on as a job (`delete-studio.ts`). One whose job failed waits
 * for an operator, and one that was opened a moment ago stays. A chore.
 *
 * @returns how many were begun.
 * @throws DatabaseError
 */
export async function startDeletions(fleet: FleetContext): Promise<number> {
  const { orm, read } = fleet.registry
  const begun = orm
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(eq(jobs.tenantId, tenants.id), eq(jobs.kind, 'delete'), inArray(jobs.state, ['running', 'failed'])),
    )
  const [due] = await read([
    orm
      .select({ id: tenants.id })
      .from(tenants)
      .where(and(eq(tenants.status, 'deleting'), lte(tenants.deleteAt, fleet.now()), notExists(begun)))
      .orderBy(asc(tenants.deleteAt))
      .limit(MOST_AT_ONCE),
  ])
  let started = 0
  for (const { id } of due) started += (await start(fleet, id)) ? 1 : 0
  return started
}

async function start(fleet: FleetContext, tenantId: string): Promise<boolean> {
  const { orm } = fleet.registry
  const stillSo = orm
    .update(tenants)
    .set({ status: statusFrom(['deleting'], 'deleting') })
    .where(eq(tenants.id, tenantId))
  try {
    await startJob(fleet, { kind: 'delete', tenantId, input: {}, createdBy: 'system', statements: [stillSo] })
    return true
  } catch (error) {
    // Opened meanwhile; or something else goes on, such as a backup: the next round finds it.
    if (isAppError(error, 'conflict') || isDatabaseError(error, 'constraint')) return false
    throw error
  }
}
