import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { alerts, tenantHours } from '../../../db/registry/schema/index.ts'
import { minutes } from '../../durations.ts'
import { isSilent, openAlert } from './open-alert.ts'
import type { RequestCounts } from './request-counts.ts'

/** Cron comes once a minute, and the queue is seldom further behind than this. */
export const SILENT_AFTER_MS = minutes(10)

const { requests, errors, slow, totalMs, buckets, queries, slowQueries } = tenantHours

/**
 * Adds what a process counted to the hours of its studios: one call. On the way it sees whether cron and the queue are
 * still running, which they cannot say themselves when they are not: whether somebody is to be told of that now.
 *
 * @throws DatabaseError
 */
export async function writeRequestCounts(
  registry: Registry,
  counts: readonly RequestCounts[],
  now: number,
): Promise<{ isSilenceUntold: boolean }> {
  const silence = openAlert(registry, {
    rule: 'fleet_silent',
    tenantId: null,
    said: 'Neither cron nor the queue of the fleet has done anything for ten minutes.',
    now,
    when: isSilent(now - SILENT_AFTER_MS),
  })
  const untold = registry.orm
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.rule, 'fleet_silent'), isNull(alerts.closedAt), isNull(alerts.toldAt)))
  const [told] = await registry.write([untold, silence, ...counts.map((one) => addToHour(registry, one))])
  return { isSilenceUntold: told.length > 0 }
}

function addToHour({ orm }: Registry, counts: RequestCounts) {
  return orm
    .insert(tenantHours)
    .values(counts)
    .onConflictDoUpdate({
      target: [tenantHours.hourAt, tenantHours.tenantId],
      set: {
        requests: sql`${requests} + excluded.requests`,
        errors: sql`${errors} + excluded.errors`,
        slow: sql`${slow} + excluded.slow`,
        totalMs: sql`${totalMs} + excluded.total_ms`,
        buckets: addBuckets(counts.buckets),
        queries: sql`${queries} + excluded.queries`,
        slowQueries: sql`${slowQueries} + excluded.slow_queries`,
      },
    })
}

/** Place by place. */
function addBuckets(added: readonly number[]) {
  const places = added.map((count, index) => sql`json_extract(${buckets}, ${`$[${index}]`}) + ${count}`)
  return sql`json_array(${sql.join(places, sql`, `)})`
}
