import { inArray } from 'drizzle-orm'
import { bookings } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { cancelRows } from './cancel-rows.ts'

type CalledOff = {
  bookingIds: readonly string[]
  reason: string | null
  /** Who has been found to may. */
  actor: string
}

/**
 * The studio calls bookings off, such as those of a session it cancels: everybody is told, nobody owes anything and
 * nothing counts against them. Those that are over, or cancelled already, stay as they are. Again is nothing.
 *
 * Throws DatabaseError.
 */
export async function cancelByStudio(
  ctx: TenantContext,
  { bookingIds, reason, actor }: CalledOff,
): Promise<void> {
  if (bookingIds.length === 0) return
  const { db } = ctx
  const [rows] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(inArray(bookings.id, [...bookingIds])),
  ])
  const found = rows.map((row) => ({ row, rules: null }))
  await cancelRows(ctx, { found, actor, reason, isByStudio: true })
}
