import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { alerts, alertTargets, tenants, type AlertRow } from '../../../db/registry/schema/index.ts'
import { hours } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'
import { mailAlerts } from './mail-alerts.ts'
import { postAlerts } from './post-alerts.ts'

export type AlertTarget = typeof alertTargets.$inferSelect
/** An alert with the name of its studio, if it is a studio's. */
export type ToldAlert = AlertRow & { studio: string | null }

const MOST_AT_ONCE = 100
/** Who heard of an alert hears within this time that it is over, or not at all. */
const OVER_TOLD_WITHIN_MS = hours(1)

/**
 * Tells those who are to be told what is newly wrong, and what is over of which they were told. Whoever runs this at the same
 * time tells other alerts. Where nobody could be told, the next run tries again; nobody at all to tell: it waits for somebody.
 *
 * @throws DatabaseError
 */
export async function tellAlerts(fleet: FleetContext): Promise<void> {
  const { registry } = fleet
  const [targets] = await registry.read([registry.orm.select().from(alertTargets)])
  if (targets.length === 0) return
  const told = await claim(fleet)
  if (told.length === 0) return
  const failures = await Promise.all(targets.map((target) => tell(fleet, target, told)))
  const { orm, write } = registry
  const [first, ...others] = targets.map(({ id }, index) =>
    orm
      .update(alertTargets)
      .set({ lastError: failures[index] ?? null })
      .where(eq(alertTargets.id, id)),
  )
  const isUnheard = failures.every((failure) => failure !== null)
  if (first) await write([first, ...others, ...(isUnheard ? told.map((one) => giveBack(registry, one)) : [])])
}

function tell(fleet: FleetContext, target: AlertTarget, told: readonly ToldAlert[]): Promise<string | null> {
  return target.kind === 'email' ? mailAlerts(fleet, target, told) : postAlerts(fleet, target, told)
}

async function claim({ registry, now }: FleetContext): Promise<ToldAlert[]> {
  const { orm, write } = registry
  const at = now()
  const isNew = and(isNull(alerts.closedAt), isNull(alerts.toldAt))
  const isOver = and(
    gt(alerts.closedAt, at - OVER_TOLD_WITHIN_MS),
    isNotNull(alerts.toldAt),
    lt(alerts.toldAt, alerts.closedAt),
  )
  const due = orm.select({ id: alerts.id }).from(alerts).where(or(isNew, isOver)).limit(MOST_AT_ONCE)
  const [claimed] = await write([
    // An alert that closes in the very moment it is told of is over a moment later.
    orm
      .update(alerts)
      .set({ toldAt: sql`max(${at}, ifnull(${alerts.closedAt}, 0))` })
      .where(sql`${alerts.id} IN ${due}`)
      .returning(),
  ])
  if (claimed.length === 0) return []
  const [names] = await registry.read([
    orm
      .select({ id: tenants.id, name: tenants.name })
      .from(tenants)
      .where(
        sql`${tenants.id} IN (SELECT ${alerts.tenantId} FROM ${alerts} WHERE ${alerts.toldAt} >= ${at})`,
      ),
  ])
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return claimed.map((alert) => ({
    ...alert,
    studio: alert.tenantId === null ? null : (nameOf.get(alert.tenantId) ?? alert.tenantId),
  }))
}

/** As it was: not told of, or not told that it is over. */
function giveBack({ orm }: Registry, { id, closedAt }: ToldAlert) {
  return orm
    .update(alerts)
    .set({ toldAt: closedAt === null ? null : closedAt - 1 })
    .where(eq(alerts.id, id))
}
