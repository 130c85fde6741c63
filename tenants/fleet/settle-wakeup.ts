import { and, eq, lt, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenantBacklogs, tenants, wakeups } from '../../db/registry/schema/index.ts'
import type { Backlog } from '../messages/next-due-at.ts'
import type { Tally } from '../messages/tally-settlements.ts'
import { addTally } from './add-tally.ts'
import type { Wakeup } from './claim-due-tenants.ts'
import { SWEEP_EVERY_MS } from './sweep-tenants.ts'

export type VisitReport = {
  /** When to come again (ms), if ever. */
  nextDueAt: number | null
  tallies: readonly Tally[]
  backlog: Backlog
  now: number
}

/**
 * A studio has been looked after: when to come again is written down, beside what became of its messages and what still
 * waits. A time that somebody else wrote meanwhile stays when it is sooner.
 *
 * @throws DatabaseError
 */
export async function settleWakeup(
  registry: Registry,
  { tenantId, wakeupAt }: Wakeup,
  { nextDueAt, tallies, backlog, now }: VisitReport,
): Promise<void> {
  const { orm, write } = registry
  const isOurs = and(eq(wakeups.tenantId, tenantId), eq(wakeups.dueAt, wakeupAt))
  await write([
    orm.delete(wakeups).where(isOurs),
    ...(nextDueAt === null ? [] : [insertWakeup(registry, tenantId, nextDueAt)]),
    // Looked after is as good as swept.
    orm
      .update(tenants)
      .set({ sweepAt: now + SWEEP_EVERY_MS })
      .where(and(eq(tenants.id, tenantId), lt(tenants.sweepAt, now + SWEEP_EVERY_MS / 2))),
    ...tallies.map((tally) => addTally(registry, { tenantId, tally, now })),
    ...writeBacklog(registry, { tenantId, backlog, now }),
  ])
}

function insertWakeup({ orm }: Registry, tenantId: string, dueAt: number) {
  return orm
    .insert(wakeups)
    .values({ tenantId, dueAt })
    .onConflictDoUpdate({
      target: wakeups.tenantId,
      set: { dueAt: sql`min(${wakeups.dueAt}, excluded.due_at)` },
    })
}

/** A row only for a studio where something waits. */
function writeBacklog(
  { orm }: Registry,
  { tenantId, backlog, now }: { tenantId: string; backlog: Backlog; now: number },
) {
  const { due, oldestDueAt, unknown } = backlog
  const isOurs = eq(tenantBacklogs.tenantId, tenantId)
  if (due === 0 && unknown === 0) return [orm.delete(tenantBacklogs).where(isOurs)]
  const row = { due, oldestDueAt, unknown, at: now }
  return [
    orm
      .insert(tenantBacklogs)
      .values({ tenantId, ...row })
      .onConflictDoUpdate({ target: tenantBacklogs.tenantId, set: row }),
  ]
}
