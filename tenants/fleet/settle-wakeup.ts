import { and, eq, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { wakeups } from '../../db/registry/schema/index.ts'
import type { Wakeup } from './claim-due-tenants.ts'

/**
 * A studio has been looked after: its next time is `nextDueAt` (ms), or there is none. A time that somebody else wrote
 * meanwhile stays when it is sooner.
 *
 * @throws DatabaseError
 */
export async function settleWakeup(
  { orm, write }: Registry,
  { tenantId, wakeupAt }: Wakeup,
  nextDueAt: number | null,
): Promise<void> {
  const isOurs = and(eq(wakeups.tenantId, tenantId), eq(wakeups.dueAt, wakeupAt))
  const removeOurs = orm.delete(wakeups).where(isOurs)
  if (nextDueAt === null) {
    await write([removeOurs])
    return
  }
  await write([
    removeOurs,
    orm
      .insert(wakeups)
      .values({ tenantId, dueAt: nextDueAt })
      .onConflictDoUpdate({
        target: wakeups.tenantId,
        set: { dueAt: sql`min(${wakeups.dueAt}, excluded.due_at)` },
      }),
  ])
}
