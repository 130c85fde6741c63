import { and, asc, count, desc, eq, gte, lte, min, sql, sum } from 'drizzle-orm'
import { messageTallies, tenantBacklogs, tenants, wakeups } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { hours } from '../durations.ts'
import { requireOperator } from './require-operator.ts'

const MOST_SHOWN = 50
export const SHOWN_HOURS = 24

type Counts = { sent: number; failed: number; retried: number; skipped: number }
export type Vendor = (typeof messageTallies.$inferSelect)['vendor']

/** Instants in ms. */
export type Messaging = {
  /** Studios that are due and nobody took up yet, and since when the first of them is. */
  studiosDue: { count: number; oldestAt: number | null }
  /** Over all studios, as their last visits left them. */
  backlog: { due: number; oldestDueAt: number | null; unknown: number }
  /** Where something waits: whoever waits longest first. */
  waiting: {
    tenantId: string
    name: string
    due: number
    oldestDueAt: number | null
    unknown: number
    at: number
  }[]
  /** By hour and vendor, the last 24 hours. */
  hours: ({ hourAt: number; vendor: Vendor } & Counts)[]
  /** Where something failed in that time, the worst first. */
  failures: ({ tenantId: string; name: string; vendor: Vendor } & Counts)[]
}

/** How messages are going, over all studios: one round trip of the registry, whatever there is. */
export async function readMessaging(ctx: AccessContext): Promise<Messaging> {
  requireOperator(ctx)
  const { orm, read } = ctx.db
  const now = ctx.now()
  const since = gte(messageTallies.hourAt, now - (now % hours(1)) - hours(SHOWN_HOURS - 1))
  const { sent, failed, retried, skipped, vendor, hourAt } = messageTallies
  const sums = {
    sent: sum(sent).mapWith(Number),
    failed: sum(failed).mapWith(Number),
    retried: sum(retried).mapWith(Number),
    skipped: sum(skipped).mapWith(Number),
  }
  const [[studiosDue], [backlog], waiting, byHour, failures] = await read([
    orm
      .select({ count: count(), oldestAt: min(wakeups.dueAt) })
      .from(wakeups)
      .innerJoin(tenants, eq(tenants.id, wakeups.tenantId))
      .where(and(lte(wakeups.dueAt, now), eq(tenants.status, 'active'))),
    orm
      .select({
        due: sum(tenantBacklogs.due).mapWith(Number),
        oldestDueAt: min(tenantBacklogs.oldestDueAt),
        unknown: sum(tenantBacklogs.unknown).mapWith(Number),
      })
      .from(tenantBacklogs),
    orm
      .select({
        tenantId: tenants.id,
        name: tenants.name,
        due: tenantBacklogs.due,
        oldestDueAt: tenantBacklogs.oldestDueAt,
        unknown: tenantBacklogs.unknown,
        at: tenantBacklogs.at,
      })
      .from(tenantBacklogs)
      .innerJoin(tenants, eq(tenants.id, tenantBacklogs.tenantId))
      .orderBy(sql`${tenantBacklogs.oldestDueAt} IS NULL`, asc(tenantBacklogs.oldestDueAt))
      .limit(MOST_SHOWN),
    orm
      .select({ hourAt, vendor, ...sums })
      .from(messageTallies)
      .where(since)
      .groupBy(hourAt, vendor)
      .orderBy(desc(hourAt), asc(vendor)),
    orm
      .select({ tenantId: tenants.id, name: tenants.name, vendor, ...sums })
      .from(messageTallies)
      .innerJoin(tenants, eq(tenants.id, messageTallies.tenantId))
      .where(since)
      .groupBy(messageTallies.tenantId, vendor)
      .having(sql`sum(${failed}) + sum(${retried}) > 0`)
      .orderBy(desc(sql`sum(${failed})`), desc(sql`sum(${retried})`), asc(tenants.id))
      .limit(MOST_SHOWN),
  ])
  return {
    studiosDue: studiosDue ?? { count: 0, oldestAt: null },
    backlog: {
      due: backlog?.due ?? 0,
      oldestDueAt: backlog?.oldestDueAt ?? null,
      unknown: backlog?.unknown ?? 0,
    },
    waiting,
    hours: byHour,
    failures,
  }
}
