import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenants, wakeups } from '../../db/registry/schema/index.ts'
import { minutes } from '../durations.ts'

/** Who claimed a studio and does not settle it within this time is taken to be dead. */
export const LEASE_MS = minutes(2)
const CLAIMED_AT_ONCE = 1_000

/** A studio to look after; `wakeupAt` (ms) is what its row in `wakeups` says as long as nobody else wrote to it. */
export type Wakeup = { tenantId: string; wakeupAt: number }

/**
 * Takes active studios that are due, at most 1,000, by moving their time two minutes on: of two that claim at once,
 * each studio goes to one of them.
 *
 * @throws DatabaseError
 */
export async function claimDueTenants({ orm, write }: Registry, now: number): Promise<Wakeup[]> {
  const due = orm
    .select({ tenantId: wakeups.tenantId })
    .from(wakeups)
    .innerJoin(tenants, eq(tenants.id, wakeups.tenantId))
    .where(and(lte(wakeups.dueAt, now), eq(tenants.status, 'active')))
    .orderBy(asc(wakeups.dueAt))
    .limit(CLAIMED_AT_ONCE)
  const [claimed] = await write([
    orm
      .update(wakeups)
      .set({ dueAt: now + LEASE_MS })
      .where(inArray(wakeups.tenantId, due))
      .returning({ tenantId: wakeups.tenantId, wakeupAt: wakeups.dueAt }),
  ])
  return claimed
}
