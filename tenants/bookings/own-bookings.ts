import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { sessions, type BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** Two conditions on `bookings`, of which one holds for what is with this trainer: first, alone or in a class, or second. */
export function ownKinds(trainerId: string): [SQL, SQL] {
  return [
    sql`bookings.trainer_id = ${trainerId}`,
    sql`bookings.session_id IN (SELECT id FROM sessions WHERE second_trainer_id = ${trainerId})`,
  ]
}

/** A condition on `bookings`: with this trainer, alone or in a class they give, also as its second trainer. */
export function isOwnBooking(trainerId: string): SQL {
  const [isFirst, isSecond] = ownKinds(trainerId)
  return sql`(${isFirst} OR ${isSecond})`
}

/**
 * Of these bookings, those that are this trainer's, as `isOwnBooking` says; without a trainer all. A round trip only for
 * places in classes that others give. Throws DatabaseError.
 */
export async function keepOwn<Row extends Pick<BookingRow, 'trainerId' | 'sessionId'>>(
  { db }: TenantContext,
  rows: readonly Row[],
  trainerId: string | null,
): Promise<Row[]> {
  if (trainerId === null) return [...rows]
  const elsewhere = rows.flatMap((row) => (row.trainerId === trainerId ? [] : (row.sessionId ?? [])))
  const [helped] =
    elsewhere.length === 0
      ? [[]]
      : await db.read([
          db.orm
            .select({ id: sessions.id })
            .from(sessions)
            .where(and(eq(sessions.secondTrainerId, trainerId), inArray(sessions.id, elsewhere))),
        ])
  const helpedIds = new Set<string | null>(helped.map(({ id }) => id))
  return rows.filter((row) => row.trainerId === trainerId || helpedIds.has(row.sessionId))
}
