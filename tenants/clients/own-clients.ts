import { and, eq, sql, type SQL } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/**
 * A condition on `clients`: those of this trainer, who have or had a booking with them, alone or in a class that they
 * give, also as its second trainer. One seek in `bookings_trainer_client_idx` for each client. Without a trainer: all.
 */
export function isOwnClient(trainerId: string | null): SQL | undefined {
  if (trainerId === null) return undefined
  return sql`(EXISTS (SELECT 1 FROM bookings WHERE trainer_id = ${trainerId} AND client_id = clients.id)
    OR clients.id IN (SELECT bookings.client_id FROM sessions JOIN bookings ON bookings.session_id = sessions.id
      WHERE sessions.second_trainer_id = ${trainerId}))`
}

/** Whether somebody with this address (lower case) is a client of this trainer's: one round trip. Throws DatabaseError. */
export async function isOwnAddress(
  { db }: TenantContext,
  email: string,
  trainerId: string,
): Promise<boolean> {
  const [[client]] = await db.read([
    db.orm
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.email, email), isOwnClient(trainerId))),
  ])
  return client !== undefined
}
