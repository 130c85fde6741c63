import { and, eq, gt, inArray, sql, type SQL } from 'drizzle-orm'
import { bookings, MAX_SERVICE_MINUTES, sessions } from '../../db/tenant/schema/index.ts'
import { cancelByStudio } from '../bookings/cancel-by-studio.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { endEntries } from '../waitlist/end-entries.ts'

type CallOff = {
  /** Which: a condition on the table `sessions`. Those that are over or cancelled stay as they are. */
  where: SQL
  /** Told to everybody in it. */
  reason: string | null
  now: number
}

const LONGEST_MS = minutes(MAX_SERVICE_MINUTES)

/**
 * Statements that cancel sessions, in one batch: their trainers and resources are free, nobody can book them any more, and
 * whoever waited for a place is counted as unmet. What becomes of their bookings, `finishCallOffs` sees to right after.
 */
export function callOff({ where, reason, now }: CallOff): SQL[] {
  const cancelled = sql`(SELECT id FROM sessions WHERE status = 'cancelled' AND starts_at > ${now - LONGEST_MS})`
  return [
    sql`UPDATE sessions SET status = 'cancelled', cancel_reason = ${reason}, decide_at = NULL,
        version = version + 1, status_at = ${now}
      WHERE (${where}) AND status <> 'cancelled' AND ends_at > ${now}`,
    ...endEntries({ where: sql`session_id IN ${cancelled}`, status: 'unmet', now }),
    sql`UPDATE holds SET status = 'released', status_at = ${now} WHERE status = 'active' AND session_id IN ${cancelled}`,
  ]
}

/**
 * Statements that take sessions out of their series: called off, and gone without a trace when nobody ever wanted a place.
 * The series may mean their dates again.
 */
export function dropSessions(ids: readonly string[], { reason, now }: Omit<CallOff, 'where'>): SQL[] {
  const those = sql`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const isUsed = (table: SQL) =>
    sql`EXISTS (SELECT 1 FROM ${table} AS used WHERE used.session_id = sessions.id)`
  return [
    ...callOff({ where: those, reason, now }),
    sql`UPDATE sessions SET series_on = NULL WHERE ${those}`,
    sql`DELETE FROM sessions WHERE ${those} AND NOT ${isUsed(sql`bookings`)} AND NOT ${isUsed(sql`holds`)}
      AND NOT ${isUsed(sql`waitlist_entries`)}`,
  ]
}

/**
 * Cancels and tells whoever is still booked in a cancelled session; all such sessions, so that what a crash left behind is
 * finished by the next one.
 *
 * Throws DatabaseError.
 */
export async function finishCallOffs(ctx: TenantContext, actor: string): Promise<void> {
  const [left] = await ctx.db.read([selectUnfinished(ctx)])
  for (const [reason, found] of Map.groupBy(left, (one) => one.reason)) {
    await cancelByStudio(ctx, { bookingIds: found.map(({ id }) => id), reason, actor })
  }
}

/** Who is still booked in a session that was called off, and why it was: a statement. */
export function selectUnfinished({ db: { orm }, now }: TenantContext) {
  return orm
    .select({ id: bookings.id, reason: sessions.cancelReason })
    .from(sessions)
    .innerJoin(bookings, eq(bookings.sessionId, sessions.id))
    .where(
      and(
        eq(sessions.status, 'cancelled'),
        gt(sessions.startsAt, now() - LONGEST_MS),
        inArray(bookings.status, ['pending', 'confirmed', 'checked_in']),
      ),
    )
}
