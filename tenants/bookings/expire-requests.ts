import { and, asc, eq, lte, min, sql } from 'drizzle-orm'
import { bookings } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { insertNotice, skipReminders } from '../messages/insert-notice.ts'
import { freePlaces } from './free-places.ts'
import { among, transition } from './transition.ts'

const MOST_AT_ONCE = 200

/**
 * Ends the requests nobody answered in time: their places, which counted for nothing since, go to whoever waits, and the
 * clients are told. Gives when to come again (ms); null when no request waits. Throws DatabaseError.
 */
export async function expireRequests(ctx: TenantContext): Promise<number | null> {
  const { db } = ctx
  const now = ctx.now()
  const [due] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(and(eq(bookings.status, 'pending'), lte(bookings.expiresAt, now)))
      .orderBy(asc(bookings.expiresAt))
      .limit(MOST_AT_ONCE),
  ])
  if (due.length > 0) {
    const ids = due.map(({ id }) => id)
    const isExpired = sql`${among(ids)} AND status = 'expired'`
    const statements = [
      ...transition({
        ids,
        deed: 'expire',
        to: 'expired',
        actor: 'system',
        event: 'expired',
        now,
        where: sql`expires_at <= ${now}`,
      }),
      skipReminders(isExpired, now),
      insertNotice({ kind: 'booking_declined', where: sql`${isExpired} AND guest_position = 0`, now }),
    ]
    await db.write([db.orm.run(sql`SELECT 1`), ...statements.map((statement) => db.orm.run(statement))])
    await freePlaces(ctx, due)
  }
  return nextExpiry(ctx)
}

/** When the first request that nobody answered ends (ms); null when none waits. @throws DatabaseError */
export async function nextExpiry({ db }: TenantContext): Promise<number | null> {
  const [[next]] = await db.read([
    db.orm
      .select({ at: min(bookings.expiresAt) })
      .from(bookings)
      .where(eq(bookings.status, 'pending')),
  ])
  return next?.at ?? null
}
