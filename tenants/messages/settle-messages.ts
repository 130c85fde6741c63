import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { nextDueAt, nothingDue, type NextDue } from './next-due-at.ts'

/**
 * What became of a claimed message. `planned` again means: from `plannedAt` on, with `attempts` made so far; `unknown`: the
 * vendor is asked about it from `plannedAt` on.
 */
export type Settlement = {
  id: string
  /** As claimed: whoever took the message up since is not overruled. */
  claimedAttempts: number
  state: 'planned' | 'sent' | 'skipped' | 'failed' | 'unknown'
  reason: string | null
  providerId: string | null
  plannedAt: number
  attempts: number
  /** Of a text message: how many parts it was sent as; null: as they were counted. */
  segments: number | null
}

/** The last that somebody is told who asked to be forgotten: once it is settled, it has no address any more either. */
export const isFarewell = sql`(kind = 'account_erased' OR EXISTS (SELECT 1 FROM bookings
  JOIN clients ON clients.id = bookings.client_id WHERE bookings.id = messages.booking_id AND clients.erased_at IS NOT NULL))`

/** Writes down what became of claimed messages, and says when something is due next: one round trip. */
export async function settleMessages(
  { db, now, tenant }: TenantContext,
  settlements: Settlement[],
): Promise<NextDue> {
  const at = now()
  const [, [next]] = await db.write([
    db.orm.run(sql`UPDATE messages SET
        state = settled.value ->> '$.state',
        reason = CASE WHEN ${isFarewell} AND settled.value ->> '$.state' <> 'skipped' THEN NULL
          ELSE settled.value ->> '$.reason' END,
        recipient = CASE WHEN ${isFarewell} AND settled.value ->> '$.state' NOT IN ('planned', 'unknown') THEN ''
          ELSE recipient END,
        provider_id = settled.value ->> '$.providerId',
        planned_at = settled.value ->> '$.plannedAt',
        attempts = settled.value ->> '$.attempts',
        segments = coalesce(settled.value ->> '$.segments', segments),
        claimed_until = NULL,
        settled_at = CASE settled.value ->> '$.state' WHEN 'planned' THEN NULL ELSE ${at} END
      FROM json_each(${JSON.stringify(settlements)}) AS settled
      WHERE messages.id = settled.value ->> '$.id' AND messages.state = 'claimed'
        AND messages.attempts = settled.value ->> '$.claimedAttempts'`),
    db.orm.all<NextDue>(nextDueAt(at, tenant)),
  ])
  return next ?? nothingDue
}
