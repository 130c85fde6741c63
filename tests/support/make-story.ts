import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { minutes } from '../../tenants/durations.ts'
import { nothing, type Story } from '../../tenants/messages/tell-story.ts'
import { makeBookingView } from './make-booking-view.ts'

/** What a message of this kind tells of a booking of Elena's, due when it was made, or in time for a reminder. */
export function makeStory(changes: Partial<Story> = {}, booking: Partial<BookingView> = {}): Story {
  const row = makeBookingView(booking)
  const { kind = 'booking_confirmed', leadMinutes = 0 } = changes
  const dueAt = kind === 'reminder' ? row.startsAt - minutes(leadMinutes) : row.createdAt
  return {
    ...nothing,
    kind,
    leadMinutes,
    pointers: { serviceId: row.serviceId, trainerId: row.trainerId, locationId: row.locationId },
    timeZone: row.timeZone,
    clientTimeZone: row.clientTimeZone,
    isClass: false,
    firstName: row.client.firstName,
    dates: [{ startsAt: row.startsAt, endsAt: row.endsAt }],
    places: 1,
    pricesMinor: [row.priceMinor],
    currency: row.currency,
    freeCancelUntil: row.freeCancelUntil > dueAt ? row.freeCancelUntil : null,
    until: null,
    ...changes,
  }
}
