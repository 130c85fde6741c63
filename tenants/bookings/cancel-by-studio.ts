import { inArray } from 'drizzle-orm'
import { bookings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { cancelRows } from './cancel-rows.ts'

type CalledOff = { bookingIds: readonly string[]; reason: string | null }

/**
 * The studio calls bookings off, such as those of a session it cancels: everybody is told, nobody owes anything and
 * nothing counts against them. Those that are over, or cancelled already, stay as they are. Again is nothing.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function cancelByStudio(ctx: TenantContext, { bookingIds, reason }: CalledOff): Promise<void> {
  const actor = requireStaff(ctx, 'bookings:change')
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
