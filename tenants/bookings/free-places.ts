import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** What follows when bookings no longer take their places: the lines forget them. */
export async function freePlaces(
  ctx: TenantContext,
  rows: readonly Pick<BookingRow, 'id' | 'trainerId' | 'sessionId'>[],
): Promise<void> {
  await Promise.all(rows.map(({ id, trainerId }) => ctx.calendar.forget(trainerId, id)))
  await ctx.announce(ctx.now())
}
