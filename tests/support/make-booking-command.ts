import type { BookCommand, NewBooking } from '../../tenants/bookings/booking-command.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import { ids } from './studio-rows.ts'

/** An hour with Maria for somebody, ten minutes kept free after it; without messages unless told otherwise. */
export function makeBookingCommand(changes: Partial<NewBooking> & { startsAt: number }): BookCommand {
  const row = makeNewBooking(changes)
  const { trainerId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule } = row
  return {
    kind: 'book',
    id: row.id,
    lineId: trainerId,
    claim: {
      times:
        row.sessionId === null ? [{ trainerId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule }] : [],
      takes: row.takes,
      places:
        row.sessionId === null
          ? []
          : [{ sessionId: row.sessionId, quantity: 1, isOnline: true, waitlistEntryId: null }],
      limits: [],
      person: null,
      holder: null,
      ignore: [row.id],
      isForced: row.overrideReason !== null,
      now: row.createdAt,
    },
    rows: [row],
    clientKey: row.contactEmail,
    newClient: {
      id: makeId('cli'),
      email: row.contactEmail,
      firstName: row.contactFirstName,
      lastName: row.contactLastName,
      phone: row.contactPhone,
      locale: row.locale,
      timeZone: row.clientTimeZone,
      clientGroupId: null,
      userId: null,
      erasedAt: null,
      createdAt: row.createdAt,
    },
    newDependent: null,
    newSeries: null,
    hold: null,
    waitlistEntryId: null,
  }
}

function makeNewBooking(changes: Partial<NewBooking> & { startsAt: number }): NewBooking {
  const id = changes.id ?? makeId('bkg')
  const { startsAt, endsAt = startsAt + hours(1), createdAt = 0 } = changes
  return {
    id,
    requestHash: id,
    trainerId: ids.maria,
    serviceId: ids.training,
    locationId: ids.location,
    sessionId: null,
    dependentId: null,
    attendeeFirstName: null,
    attendeeLastName: null,
    partyId: null,
    guestPosition: 0,
    seriesId: null,
    seriesPosition: null,
    contactFirstName: 'Elena',
    contactLastName: 'Ivanova',
    contactEmail: `${id}@example.test`,
    contactPhone: null,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt + minutes(10),
    gapRule: 'max',
    takes: [],
    status: 'confirmed',
    statusAt: createdAt,
    expiresAt: null,
    priceMinor: 6000,
    currency: 'EUR',
    policyId: null,
    policyVersion: null,
    freeCancelUntil: startsAt - hours(24),
    rescheduleUntil: startsAt - hours(24),
    rescheduleCount: 0,
    notes: null,
    locale: 'en',
    clientTimeZone: null,
    host: 'book.ironworks.test',
    source: 'portal',
    createdAt,
    cancelledAt: null,
    cancelReason: null,
    cancelKind: null,
    checkedInAt: null,
    overrideReason: null,
    event: { id: makeId('evt'), kind: 'booked', actor: 'portal', details: null },
    messages: [],
    ...changes,
  }
}
