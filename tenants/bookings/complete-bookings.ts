import { and, asc, lte, or, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { bookings, services } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { isOpen } from './booking-statuses.ts'
import { transition } from './transition.ts'

const MOST_AT_ONCE = 200

/** Whoever is there, or, where nobody becomes a no-show by themselves, is taken to have come. */
const counts: SQL | undefined = and(
  isOpen,
  or(eq(bookings.status, 'checked_in'), isNull(services.autoNoShowMinutes)),
)

/**
 * Closes bookings whose end has passed. Gives when to come again (ms); null when nothing is ahead. Staff may correct it
 * for a day. Throws DatabaseError.
 */
export async function completeBookings(ctx: TenantContext): Promise<number | null> {
  const { db } = ctx
  const now = ctx.now()
  const [due] = await db.read([
    db.orm
      .select({ id: bookings.id })
      .from(bookings)
      .innerJoin(services, eq(services.id, bookings.serviceId))
      .where(and(counts, lte(bookings.endsAt, now)))
      .orderBy(asc(bookings.startsAt))
      .limit(MOST_AT_ONCE),
  ])
  if (due.length > 0) {
    const ids = due.map(({ id }) => id)
    const [complete, writeDown] = transition({
      ids,
      deed: 'complete',
      to: 'completed',
      actor: 'system',
      event: 'completed',
      now,
      where: sql`ends_at <= ${now}`,
    })
    await db.write([db.orm.run(complete), db.orm.run(writeDown)])
  }
  return nextCompletion(ctx)
}

/** When the next booking that is taken to have been kept is over (ms), if there is one. @throws DatabaseError */
export async function nextCompletion({ db }: TenantContext): Promise<number | null> {
  const [[next]] = await db.read([
    db.orm
      .select({ at: sql<number | null>`min(${bookings.endsAt})` })
      .from(bookings)
      .innerJoin(services, eq(services.id, bookings.serviceId))
      .where(counts),
  ])
  return next?.at ?? null
}
