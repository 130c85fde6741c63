import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import { planMessages } from '../../tenants/messages/plan-messages.ts'
import type { TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'

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
  const id = changes.id ?? makeId('bkg')
  const startsAt = changes.startsAt ?? clock.now() + hours(24 + 2)
  const endsAt = changes.endsAt ?? startsAt + hours(1)
  const outcome = await ctx.calendar.book({
    id,
    requestHash: id,
    trainerId: ids.maria,
    serviceId: ids.training,
    locationId: ids.location,
    contactFirstName: 'Elena',
    contactLastName: 'Ivanova',
    contactEmail: 'elena@example.test',
    contactPhone: null,
    startsAt,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt + minutes(10),
    priceMinor: 6000,
    currency: 'EUR',
    freeCancelUntil: startsAt - hours(24),
    notes: null,
    locale: 'en',
    clientTimeZone: null,
    host: ctx.tenant.primaryHost,
    source: 'portal',
    createdAt: clock.now(),
    newClientId: makeId('cli'),
    eventId: makeId('evt'),
    messages: await planMessages({ bookingId: id, startsAt, now: clock.now() }),
    ...changes,
  })
  if (!outcome.ok) throw new Error(outcome.code)
  return outcome.booking
}
