import { asc } from 'drizzle-orm'
import { bookingLimits, type BookingLimitRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

/**
 * All limits: one round trip.
 *
 * @throws AppError `unauthorized`
 */
export async function listLimits(ctx: TenantContext): Promise<BookingLimitRow[]> {
  requireStaff(ctx, 'settings:view')
  const { orm, read } = ctx.db
  const { subject, period, id } = bookingLimits
  const [rows] = await read([orm.select().from(bookingLimits).orderBy(asc(subject), asc(period), asc(id))])
  return rows
}
