import { and, gt, lte, min, ne, or, sql } from 'drizzle-orm'
import { auditLog, sessions } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { callOff, finishCallOffs, selectUnfinished } from './call-off.ts'

/** Told to those who had booked, in the studio's first language like every reason. */
const tooFew: Record<Locale, string> = {
  en: 'Too few people had booked.',
  bg: 'Записаха се твърде малко хора.',
}

/**
 * Decides every session whose deciding time has come: with fewer people than it needs it is cancelled, as by staff. Requests
 * that nobody has confirmed do not count. Counted and cancelled in one statement: whoever books meanwhile is in time, or
 * finds it cancelled. A task: returns when the next one is to be decided (ms), or null.
 *
 * @throws AppError `unauthorized`: for the system only; DatabaseError.
 */
export async function decideAttendance(ctx: TenantContext): Promise<number | null> {
  const actor = requireStaff(ctx, 'calendar:change')
  const { db } = ctx
  const now = ctx.now()
  const { studio } = await getCatalogue(ctx)
  const isDue = sql`decide_at <= ${now}`
  const booked = sql`(SELECT count(*) FROM bookings WHERE session_id = sessions.id AND status IN ('confirmed', 'checked_in'))`
  const isTooFew = sql`${isDue} AND status <> 'cancelled' AND starts_at > ${now} AND ${booked} < min_attendance`
  const statements = [
    sql`INSERT INTO ${auditLog} (id, at, actor, action, subject_id, reason)
      SELECT 'aud_' || substr(id, 5) || '_' || version, ${now}, ${actor}, 'session.cancel', id,
        ${booked} || ' of ' || min_attendance FROM sessions WHERE ${isTooFew}`,
    ...callOff({ where: isTooFew, reason: tooFew[studio.defaultLocale], now }),
    sql`UPDATE sessions SET decide_at = NULL WHERE ${isDue}`,
  ]
  await db.write([db.orm.run(sql`SELECT 1`), ...statements.map((statement) => db.orm.run(statement))])
  await finishCallOffs(ctx, actor)
  // Whoever waited was told in the same batch.
  await ctx.announce(now)
  const [[next]] = await db.read([
    db.orm
      .select({ at: min(sessions.decideAt) })
      .from(sessions)
      .where(and(ne(sessions.status, 'cancelled'), gt(sessions.decideAt, now))),
  ])
  return next?.at ?? null
}

/**
 * When the next session is to be decided (ms); now when one is, or somebody is still booked in one that was called off; null
 * when there is none. @throws DatabaseError
 */
export async function nextDecision(ctx: TenantContext): Promise<number | null> {
  const { db } = ctx
  const now = ctx.now()
  const [[next], left] = await db.read([
    db.orm
      .select({ at: min(sessions.decideAt) })
      .from(sessions)
      .where(or(lte(sessions.decideAt, now), ne(sessions.status, 'cancelled'))),
    selectUnfinished(ctx).limit(1),
  ])
  return left.length > 0 ? now : (next?.at ?? null)
}
