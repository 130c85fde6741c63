import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { NewBooking } from '../../tenants/bookings/booking-command.ts'
import { hours } from '../../tenants/durations.ts'
import { planNotice } from '../../tenants/messages/plan-notice.ts'
import { makeBookingCommand } from './make-booking-command.ts'
import type { TestTenant } from './make-tenant.ts'

/**
 * Books an hour with Maria for Elena two hours and a day from now, unless told otherwise, the way the product does from the
 * command on: guarded insert, client, history and messages.
 *
 * @throws Error when the time is taken.
 */
export async function makeBooking(
  { ctx, clock }: TestTenant,
  changes: Partial<NewBooking> = {},
): Promise<BookingRow> {
  const now = clock.now()
  const command = makeBookingCommand({
    startsAt: now + hours(24 + 2),
    contactEmail: 'elena@example.test',
    host: ctx.tenant.primaryHost,
    createdAt: now,
    ...changes,
  })
  const [row] = command.rows
  const messages =
    changes.messages ?? (await planNotice({ bookingId: row.id, now, kind: 'booking_confirmed' }))
  const outcome = await ctx.calendar.book({ ...command, rows: [{ ...row, messages }] })
  const [booking] = outcome.ok ? outcome.bookings : []
  if (!booking) throw new Error(outcome.ok ? 'nothing was written' : outcome.code)
  return booking
}
