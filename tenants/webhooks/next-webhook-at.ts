import { sql, type SQL } from 'drizzle-orm'

/**
 * When the next delivery wants attention: the earliest planned one of an endpoint that is not left alone for now, or the
 * earliest lease that runs out. One row with `at`, which is empty when nothing is open.
 */
export function nextWebhookAt(): SQL {
  return sql`SELECT min(at) AS at FROM (
    SELECT max(coalesce(endpoint.retry_at, 0), (SELECT min(planned_at) FROM webhook_deliveries
      WHERE state IN ('planned', 'claimed') AND state = 'planned' AND endpoint_id = endpoint.id)) AS at
    FROM webhook_endpoints AS endpoint
    UNION ALL
    SELECT min(claimed_until) FROM webhook_deliveries WHERE state IN ('planned', 'claimed') AND state = 'claimed')`
}
