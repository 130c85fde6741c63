import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import { hours } from '../../tenants/durations.ts'
import { planMessages } from '../../tenants/messages/plan-messages.ts'
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
  changes: Partial<BookingCommand> = {},
): Promise<BookingRow> {
  const now = clock.now()
  const command = makeBookingCommand({
    startsAt: now + hours(24 + 2),
    contactEmail: 'elena@example.test',
    host: ctx.tenant.primaryHost,
    createdAt: now,
    ...changes,
  })
  const messages =
    changes.messages ?? (await planMessages({ bookingId: command.id, startsAt: command.startsAt, now }))
  const outcome = await ctx.calendar.book({ ...command, messages })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.booking
}
