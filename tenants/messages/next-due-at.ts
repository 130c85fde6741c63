import { sql, type SQL } from 'drizzle-orm'

/**
 * When the next open message wants attention: the earliest planned one, or the earliest lease that runs out. One row
 * with `at`, which is empty when nothing is open. Both halves look at the start of `messages_due_idx` only:
 * what is claimed was due.
 */
export function nextDueAt(now: number): SQL {
  return sql`SELECT min(at) AS at FROM (
    SELECT * FROM (SELECT planned_at AS at FROM messages
      WHERE state IN ('planned', 'claimed') AND state = 'planned' ORDER BY planned_at LIMIT 1)
    UNION ALL
    SELECT min(claimed_until) FROM messages WHERE state IN ('planned', 'claimed') AND state = 'claimed'
      AND planned_at <= ${now})`
}
