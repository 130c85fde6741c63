import { and, asc, eq, inArray, lte, or } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenants, wakeups } from '../../db/registry/schema/index.ts'
import { minutes } from '../durations.ts'

/**
 * Who claimed a studio and does not settle it within this time is taken to be dead. Longer than the queue tries a visit
 * again by itself (`wrangler.toml`), so that there is one message about a studio under way and not one of each minute.
 */
export const LEASE_MS = minutes(10)
const CLAIMED_AT_ONCE = 2_000

/** A studio to look after; `wakeupAt` (ms) is what its row in `wakeups` says as long as nobody else wrote to it. */
export type Wakeup = { tenantId: string; wakeupAt: number }

/**
 * Takes studios that are due, active ones and those that send reminders while they are suspended, at most 2,000, whoever is due for longest first, by moving their time ten minutes on:
 * of two that claim at once, each studio goes to one of them.
 *
 * @throws DatabaseError
 */
export async function claimDueTenants({ orm, write }: Registry, now: number): Promise<Wakeup[]> {
  const isReminding = and(eq(tenants.status, 'suspended'), eq(tenants.remindsSuspended, true))
  const due = orm
    .select({ tenantId: wakeups.tenantId })
    .from(wakeups)
    .innerJoin(tenants, eq(tenants.id, wakeups.tenantId))
    .where(and(lte(wakeups.dueAt, now), or(eq(tenants.status, 'active'), isReminding)))
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

/** Gives back what was claimed and could not be passed on: it is due again at once. */
export async function releaseClaims({ orm, write }: Registry, claims: readonly Wakeup[]): Promise<void> {
  const ids = claims.map(({ tenantId }) => tenantId)
  const [first] = claims
  if (!first) return
  await write([
    orm
      .update(wakeups)
      .set({ dueAt: first.wakeupAt - LEASE_MS })
      .where(and(inArray(wakeups.tenantId, ids), eq(wakeups.dueAt, first.wakeupAt))),
  ])
}
