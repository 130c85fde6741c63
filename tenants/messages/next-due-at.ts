import { sql, type SQL } from 'drizzle-orm'
import type { Tenant, TenantContext } from '../context.ts'
import { days } from '../durations.ts'

/** How long the vendor is asked what became of a text message; after that people have to. */
export const ASKED_FOR_MS = days(3)

/** What waits in an outbox: how many messages are due (counted up to 10,000), since when the oldest (ms), how many unknown. */
export type Backlog = { due: number; oldestDueAt: number | null; unknown: number }

/** `at`: when to come again (ms), null when nothing is open. `askAt`: when the vendor is to be asked about an unknown one. */
export type NextDue = { at: number | null; askAt: number | null } & Backlog

export const nothingDue: NextDue = { at: null, askAt: null, due: 0, oldestDueAt: null, unknown: 0 }

/** Which of the open messages a studio sends, as a further condition: while it is suspended, reminders alone. */
export function sendableOf({ status }: Pick<Tenant, 'status'>): SQL {
  return status === 'active' ? sql`` : sql`AND kind = 'reminder'`
}

/**
 * When the next open message wants attention: the earliest planned one, the earliest lease that runs out, or the
 * earliest unknown one that is to be asked about; of what the studio sends. One row, a `NextDue`. The first two look at the start of
 * `messages_due_idx` only: what is claimed was due.
 */
export function nextDueAt(now: number, tenant: Pick<Tenant, 'status'>): SQL {
  const sendable = sendableOf(tenant)
  return sql`SELECT min(at) AS at, min(ask_at) AS askAt,
    (SELECT count(*) FROM (SELECT 1 FROM messages WHERE state IN ('planned', 'claimed')
      AND planned_at <= ${now} ${sendable} LIMIT 10000)) AS due,
    (SELECT min(planned_at) FROM messages WHERE state IN ('planned', 'claimed') AND planned_at <= ${now} ${sendable}) AS oldestDueAt,
    (SELECT count(*) FROM messages WHERE state = 'unknown') AS unknown
  FROM (
    SELECT * FROM (SELECT planned_at AS at, NULL AS ask_at FROM messages
      WHERE state IN ('planned', 'claimed') AND state = 'planned' ${sendable} ORDER BY planned_at LIMIT 1)
    UNION ALL
    SELECT min(claimed_until), NULL FROM messages WHERE state IN ('planned', 'claimed') AND state = 'claimed'
      AND planned_at <= ${now} ${sendable}
    UNION ALL
    SELECT min(planned_at), min(planned_at) FROM messages
      WHERE state = 'unknown' AND settled_at > ${now - ASKED_FOR_MS} ${sendable})`
}

/** What waits in the outbox, and since when: one round trip that takes nothing. @throws DatabaseError */
export async function readNextDue({ db, now, tenant }: TenantContext): Promise<NextDue> {
  const [[next]] = await db.read([db.orm.all<NextDue>(nextDueAt(now(), tenant))])
  return next ?? nothingDue
}
