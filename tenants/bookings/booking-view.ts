import type { BookingRow, MessageRow } from '../../db/tenant/schema/index.ts'
import { getLocation } from '../studio/get-location.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'

export { bookingSources, bookingStatuses, cancelKinds } from '../../db/tenant/schema/index.ts'

/** A booking as whoever holds its link may see it. */
export type BookingView = Pick<
  BookingRow,
  | 'id'
  | 'status'
  | 'version'
  | 'startsAt'
  | 'endsAt'
  | 'serviceId'
  | 'trainerId'
  | 'locationId'
  | 'clientId'
  | 'sessionId'
  | 'dependentId'
  | 'partyId'
  | 'guestPosition'
  | 'seriesId'
  | 'seriesPosition'
  | 'expiresAt'
  | 'policyId'
  | 'policyVersion'
  | 'rescheduleUntil'
  | 'rescheduleCount'
  | 'cancelKind'
  | 'checkedInAt'
  | 'source'
  | 'clientTimeZone'
  | 'priceMinor'
  | 'currency'
  | 'freeCancelUntil'
  | 'notes'
  | 'locale'
  | 'host'
  | 'createdAt'
  | 'cancelledAt'
> & {
  /** IANA zone of the place. */
  timeZone: string
  /** Who comes, when it is not the client: somebody of theirs, or a guest without a name. */
  attendee: { firstName: string | null; lastName: string | null } | null
  client: { firstName: string; lastName: string; email: string; phone: string | null }
  /** How far the confirmation has come. */
  confirmationState: MessageRow['state']
}

export function toBookingView(
  row: BookingRow,
  catalogue: Catalogue,
  confirmationState: MessageRow['state'],
): BookingView {
  const { contactFirstName, contactLastName, contactEmail, contactPhone, ...booking } = row
  const { requestHash: _hash, occupiedFrom: _from, occupiedUntil: _until, gapRule: _gap, ...known } = booking
  const { takes: _takes, statusAt: _at, changeId: _change, overrideReason: _override, ...rest } = known
  const { attendeeFirstName: firstName, attendeeLastName: lastName, ...visible } = rest
  // Somebody of a party whose first is gone stands in the first's place, under their own name.
  const isSomebodyElse = row.dependentId !== null || row.guestPosition > 0 || firstName !== null
  return {
    ...visible,
    timeZone: getLocation(catalogue, row.locationId).timeZone,
    attendee: isSomebodyElse ? { firstName, lastName } : null,
    client: {
      firstName: contactFirstName,
      lastName: contactLastName,
      email: contactEmail,
      phone: contactPhone,
    },
    // To whom it could not be sent, it is not.
    confirmationState: contactEmail === '' ? 'skipped' : confirmationState,
  }
}
