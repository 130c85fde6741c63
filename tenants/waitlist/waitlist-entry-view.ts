import type { SessionRow, WaitlistEntryRow } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import type { FoundEntry } from './find-entry.ts'

export { waitlistStatuses } from '../../db/tenant/schema/index.ts'

/** A place in a waitlist as whoever holds its link, or the studio, may see it. Instants in ms. */
export type WaitlistEntryView = Pick<
  WaitlistEntryRow,
  | 'id'
  | 'sessionId'
  | 'partySize'
  | 'status'
  | 'statusAt'
  | 'joinedAt'
  | 'skipReason'
  | 'offerExpiresAt'
  | 'bookingId'
  | 'locale'
  | 'host'
> &
  Pick<SessionRow, 'serviceId' | 'trainerId' | 'locationId' | 'startsAt' | 'endsAt'> & {
    /** IANA zone of the place. */
    timeZone: string
    /** 1 is next; null once it is over. */
    position: number | null
    /** Leaving is possible before then. */
    leaveUntil: number
    client: { id: string; firstName: string; lastName: string; email: string; phone: string | null }
  }

export function toEntryView(
  { entry, session, position }: FoundEntry,
  catalogue: Catalogue,
): WaitlistEntryView {
  const { id, sessionId, partySize, status, statusAt, joinedAt, skipReason, offerExpiresAt } = entry
  const { serviceId, trainerId, locationId, startsAt, endsAt } = session
  // A service may be sold no longer, and its lines can still be looked at.
  const service = catalogue.services.find(({ id: known }) => known === serviceId)
  return {
    id,
    sessionId,
    partySize,
    status,
    statusAt,
    joinedAt,
    skipReason,
    offerExpiresAt,
    bookingId: entry.bookingId,
    locale: entry.locale,
    host: entry.host,
    serviceId,
    trainerId,
    locationId,
    startsAt,
    endsAt,
    timeZone: getLocation(catalogue, locationId).timeZone,
    position: status === 'waiting' || status === 'offered' ? position : null,
    leaveUntil: startsAt - minutes(service?.waitlistLeaveMinutes ?? 0),
    client: {
      id: entry.clientId,
      firstName: entry.contactFirstName,
      lastName: entry.contactLastName,
      email: entry.contactEmail,
      phone: entry.contactPhone,
    },
  }
}
