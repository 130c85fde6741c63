import { sql } from 'drizzle-orm'
import { FREED } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { ownClientId } from './account-of.ts'
import { isSamePerson, noSuchDependent } from './dependent-rows.ts'

/**
 * Takes somebody off the client's family. What they came to stays booked under their name; while something is to come
 * they stay.
 *
 * @throws AppError `unauthorized`; `not_found`; `conflict` (`has_bookings`); DatabaseError.
 */
export async function removeDependent(
  ctx: TenantContext,
  { dependentId }: { dependentId: string },
): Promise<void> {
  const clientId = ownClientId(ctx)
  if (clientId === null) throw noSuchDependent()
  const { orm, write } = ctx.db
  const ids = sql`(SELECT id FROM dependents WHERE ${isSamePerson(clientId, dependentId)})`
  const isFree = sql`NOT EXISTS (SELECT 1 FROM bookings WHERE client_id = ${clientId} AND dependent_id IN ${ids}
    AND starts_at > ${ctx.now()} AND status NOT IN ${FREED})`
  const [[known], , left] = await write([
    orm.all<{ id: string }>(sql`SELECT id FROM dependents WHERE ${isSamePerson(clientId, dependentId)}`),
    // The name stays with each booking.
    orm.run(
      sql`UPDATE bookings SET dependent_id = NULL
        WHERE client_id = ${clientId} AND dependent_id IN ${ids} AND ${isFree}`,
    ),
    orm.all<{ id: string }>(
      sql`DELETE FROM dependents WHERE id IN ${ids}
        AND NOT EXISTS (SELECT 1 FROM bookings WHERE client_id = ${clientId} AND dependent_id IN ${ids}) RETURNING id`,
    ),
  ])
  if (!known) throw noSuchDependent()
  if (left.length > 0) return
  const sentence = 'Something is still booked for this person. Cancel it first.'
  throw new AppError('conflict', sentence, { reason: 'has_bookings' })
}
