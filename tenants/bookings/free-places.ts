import { isDatabaseError } from '../../db/database-error.ts'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { announceBookings } from '../calendar/announce-bookings.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import { promoteWaiting } from '../waitlist/promote-waiting.ts'

/**
 * What follows when bookings no longer take their places: the lines forget them, and whoever waits for a session moves up.
 * The change itself is written by now, so what fails here costs time only: a task moves the waitlists on as well.
 */
export async function freePlaces(
  ctx: TenantContext,
  rows: readonly Pick<BookingRow, 'id' | 'trainerId' | 'sessionId'>[],
): Promise<void> {
  await Promise.all(rows.map(({ id, trainerId }) => ctx.calendar.forget(trainerId, id)))
  await announceBookings(ctx, rows)
  await ctx.announce(ctx.now())
  const sessionIds = new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))
  try {
    for (const sessionId of sessionIds) await promoteWaiting(ctx, sessionId)
  } catch (error) {
    if (!isDatabaseError(error) && !isAppError(error)) throw error
  }
}
