import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import { ids } from './studio-rows.ts'

/** An hour with Maria for somebody, ten minutes kept free after it; without messages unless told otherwise. */
export function makeBookingCommand(changes: Partial<BookingCommand> & { startsAt: number }): BookingCommand {
  const id = changes.id ?? makeId('bkg')
  const { startsAt, endsAt = startsAt + hours(1) } = changes
  return {
    id,
    requestHash: id,
    trainerId: ids.maria,
    serviceId: ids.training,
    locationId: ids.location,
    newClientId: makeId('cli'),
    eventId: makeId('evt'),
    contactFirstName: 'Elena',
    contactLastName: 'Ivanova',
    contactEmail: `${id}@example.test`,
    contactPhone: null,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt + minutes(10),
    priceMinor: 6000,
    currency: 'EUR',
    freeCancelUntil: startsAt - hours(24),
    notes: null,
    locale: 'en',
    clientTimeZone: null,
    host: 'book.ironworks.test',
    source: 'portal',
    createdAt: 0,
    messages: [],
    ...changes,
  }
}
