import { and, asc, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenants, wakeups } from '../../db/registry/schema/index.ts'
import { minutes } from '../durations.ts'
import { LEASE_MS } from './claim-due-tenants.ts'

/** So that every studio is looked after once in a quarter of an hour, whatever is known of it: cron comes once a minute. */
export const SWEEP_EVERY_MS = minutes(14)
/** So much sooner some are swept the next time, that those who began together spread over it. */
const SPREAD_MS = minutes(3)
/** In one minute: fifteen thousand studios are swept in a quarter of an hour, more take longer. */
const MOST_AT_ONCE = 1_000

/**
 * Makes studios due that were not looked after for a quarter of an hour, the longest first, so that whatever was announced
 * and got lost is found. One that somebody is just looking after stays claimed. One call, whatever the number of studios;
 * a run that is missed, late or doubled changes nothing but when.
 *
 * @throws DatabaseError
 */
export async function sweepTenants({ orm, write }: Registry, now: number): Promise<void> {
  // The words of the index `tenants_sweep_idx`.
  const isWaiting = and(sql`${tenants.status} = 'active'`, lte(tenants.sweepAt, now))
  const waiting = orm
    .select({ tenantId: tenants.id, dueAt: sql<number>`${now}`.as('due_at') })
    .from(tenants)
    .where(isWaiting)
    .orderBy(asc(tenants.sweepAt), asc(tenants.id))
    .limit(MOST_AT_ONCE)
  const ids = orm
    .select({ id: tenants.id })
    .from(tenants)
    .where(isWaiting)
    .orderBy(asc(tenants.sweepAt), asc(tenants.id))
    .limit(MOST_AT_ONCE)
  await write([
    orm
      .insert(wakeups)
      .select(waiting)
      .onConflictDoUpdate({
        target: wakeups.tenantId,
        set: { dueAt: now },
        setWhere: gt(wakeups.dueAt, now + LEASE_MS),
      }),
    // In the same transaction, so that these are the same studios.
    orm
      .update(tenants)
      .set({ sweepAt: sql`${now + SWEEP_EVERY_MS} - abs(random() % ${SPREAD_MS})` })
      .where(inArray(tenants.id, ids)),
  ])
}
