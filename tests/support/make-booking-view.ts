import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import type { StudioNames } from '../../tenants/messages/studio-names.ts'
import { ids, studioRows, type StudioChanges } from './studio-rows.ts'

/** Elena's hour with Maria, Tuesday 5 January 2027, 18:00 in Sofia; made the day before at 8:00. */
export function makeBookingView(changes: Partial<BookingView> = {}): BookingView {
  const startsAt = Date.UTC(2027, 0, 5, 16)
  return {
    id: 'bkg_1',
    status: 'confirmed',
    version: 1,
    startsAt,
    endsAt: startsAt + 3_600_000,
    timeZone: 'Europe/Sofia',
    clientTimeZone: null,
    serviceId: ids.training,
    trainerId: ids.maria,
    locationId: ids.location,
    clientId: 'cli_1',
    sessionId: null,
    dependentId: null,
    partyId: null,
    guestPosition: 0,
    seriesId: null,
    seriesPosition: null,
    expiresAt: null,
    policyId: null,
    policyVersion: null,
    rescheduleUntil: startsAt - 86_400_000,
    rescheduleCount: 0,
    cancelKind: null,
    checkedInAt: null,
    source: 'portal',
    attendee: null,
    client: { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test', phone: null },
    priceMinor: 6000,
    currency: 'EUR',
    freeCancelUntil: startsAt - 86_400_000,
    notes: null,
    locale: 'en',
    host: 'book.ironworks.test',
    createdAt: Date.UTC(2027, 0, 4, 6),
    cancelledAt: null,
    confirmationState: 'planned',
    ...changes,
  }
}

/** The names of the studio in `studio-rows.ts`. */
export function makeStudioNames(changes: StudioChanges = {}): StudioNames {
  const { settings, ...rows } = studioRows(changes)
  return { ...rows, studio: { ...settings, contactPhone: settings.contactPhone ?? null } }
}
