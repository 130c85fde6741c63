import { and, asc, eq, sql } from 'drizzle-orm'
import { bookings, policyVersions, services } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { isAgreedPolicy } from '../policies/agreed-policy.ts'
import { isOpen } from './booking-statuses.ts'
import { markRows } from './mark-rows.ts'

const MOST_AT_ONCE = 200

/**
 * When a booking that nobody checked in becomes a no-show by the rules of its service: when checking in closes, or so long
 * after the end. Whoever came into being later than checking in closed, such as a walk-in, cannot have missed that.
 */
const missedAt = sql<number | null>`CASE
  WHEN ${services.checkInMinutes} IS NOT NULL
    AND ${bookings.statusAt} <= ${bookings.startsAt} - ${services.checkInMinutes} * 60000
  THEN ${bookings.startsAt} - ${services.checkInMinutes} * 60000
  ELSE ${bookings.endsAt} + ${services.autoNoShowMinutes} * 60000 END`

const isExpected = and(isOpen, eq(bookings.status, 'confirmed'))

/**
 * Marks as no-shows those who are not checked in when their service says they should be. Gives when to come again (ms);
 * null when nothing is ahead. Throws DatabaseError.
 */
export async function markNoShows(ctx: TenantContext): Promise<number | null> {
  const { db } = ctx
  const now = ctx.now()
  const [due] = await db.read([
    db.orm
      .select({ row: bookings, rules: policyVersions.rules })
      .from(bookings)
      .innerJoin(services, eq(services.id, bookings.serviceId))
      .leftJoin(policyVersions, isAgreedPolicy)
      .where(and(isExpected, sql`${missedAt} <= ${now}`))
      .orderBy(asc(bookings.startsAt))
      .limit(MOST_AT_ONCE),
  ])
  // Somebody may be checked in while this runs.
  if (due.length > 0) await markRows(ctx, { found: due, actor: 'system', where: sql`status = 'confirmed'` })
  return nextNoShow(ctx)
}

/** When the next one that is not checked in is a no-show (ms), if anybody may be. @throws DatabaseError */
export async function nextNoShow({ db }: TenantContext): Promise<number | null> {
  const [[next]] = await db.read([
    db.orm
      .select({ at: sql<number | null>`min(${missedAt})` })
      .from(bookings)
      .innerJoin(services, eq(services.id, bookings.serviceId))
      .where(isExpected),
  ])
  return next?.at ?? null
}
