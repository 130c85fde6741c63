import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { plans, schemaVersions, tenants } from '../../db/registry/schema/index.ts'
import { effectiveLimits } from '../plans/effective-limits.ts'
import { FIRST_COUNTING_VERSION } from '../plans/read-usage.ts'
import { writeLimits } from '../plans/write-limits.ts'
import { findTenant } from './find-tenant.ts'
import type { FleetContext } from './fleet-context.ts'

type Pushing = Pick<FleetContext, 'registry' | 'openTenant'>

/** Studios told in one go, and side by side. */
const MOST_AT_ONCE = 100
const SIDE_BY_SIDE = 5

/**
 * Tells a studio's database what its plan allows, as the registry has it now. Twice, or too late, does no harm. Says whether
 * it was told: one that is closed, or whose schema is too old to count, is told by the chore later.
 *
 * @throws DatabaseError
 */
export async function pushLimits({ registry, openTenant }: Pushing, tenantId: string): Promise<boolean> {
  const { orm, read, write } = registry
  const [[row]] = await read([
    orm
      .select({ plan: plans.limits, own: tenants.ownLimits, edition: tenants.limitsEdition })
      .from(tenants)
      .leftJoin(plans, eq(plans.id, tenants.planId))
      .where(eq(tenants.id, tenantId)),
  ])
  const record = await findTenant(registry, tenantId)
  if (!row || !record) return false
  const ctx = await openTenant(record)
  if (ctx.schemaVersion < FIRST_COUNTING_VERSION) return false
  await writeLimits(ctx.db, { counts: effectiveLimits(row.plan, row.own).counts, edition: row.edition })
  await write([
    orm
      .update(tenants)
      .set({ limitsPushed: sql`max(${tenants.limitsPushed}, ${row.edition})` })
      .where(eq(tenants.id, tenantId)),
  ])
  return true
}

/** Those whose database was not told yet what it may hold. */
function untold({ orm }: FleetContext['registry']) {
  return orm
    .select({ id: tenants.id })
    .from(tenants)
    .innerJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
    .where(
      and(
        lt(tenants.limitsPushed, tenants.limitsEdition),
        inArray(tenants.status, ['active', 'suspended']),
        gte(schemaVersions.version, FIRST_COUNTING_VERSION),
      ),
    )
}

/**
 * The chore `plans`: tells every studio that was not told what its plan has come to mean. One whose database does not answer
 * keeps nobody from being told; it is asked again by the next go.
 *
 * @throws DatabaseError of the registry.
 */
export async function pushAllLimits(
  fleet: Pushing & Pick<FleetContext, 'startWork'>,
): Promise<{ told: number; failed: number }> {
  const { registry } = fleet
  const [due] = await registry.read([untold(registry).orderBy(asc(tenants.id)).limit(MOST_AT_ONCE)])
  const ids = due.map(({ id }) => id)
  const report = { told: 0, failed: 0 }
  for (let at = 0; at < ids.length; at += SIDE_BY_SIDE) {
    const outcomes = await Promise.allSettled(
      ids.slice(at, at + SIDE_BY_SIDE).map((id) => pushLimits(fleet, id)),
    )
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') report.failed += 1
      else if (outcome.value) report.told += 1
    }
  }
  // Where nothing could be told, to ask again at once would not help.
  if (ids.length === MOST_AT_ONCE && report.told > 0) await fleet.startWork({ kind: 'chore', id: 'plans' })
  return report
}
