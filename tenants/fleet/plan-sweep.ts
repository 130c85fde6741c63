import { eq, gt, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenants, wakeups } from '../../db/registry/schema/index.ts'
import { LEASE_MS } from './claim-due-tenants.ts'

/**
 * Makes every active studio due now, so that whatever was announced and got lost is found. One that somebody is just
 * looking after stays claimed.
 *
 * @throws DatabaseError
 */
export async function planSweep({ orm, write }: Registry, now: number): Promise<void> {
  const everyone = orm
    .select({ tenantId: tenants.id, dueAt: sql<number>`${now}`.as('due_at') })
    .from(tenants)
    .where(eq(tenants.status, 'active'))
  await write([
    orm
      .insert(wakeups)
      .select(everyone)
      .onConflictDoUpdate({
        target: wakeups.tenantId,
        set: { dueAt: now },
        setWhere: gt(wakeups.dueAt, now + LEASE_MS),
      }),
  ])
}
