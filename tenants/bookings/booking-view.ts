import type { BookingRow, MessageRow } from '../../db/tenant/schema/index.ts'
import { getLocation } from '../studio/get-location.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'

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
  const { requestHash: _hash, occupiedFrom: _from, occupiedUntil: _until, ...visible } = booking
  return {
    ...visible,
    timeZone: getLocation(catalogue, row.locationId).timeZone,
    client: {
      firstName: contactFirstName,
      lastName: contactLastName,
      email: contactEmail,
      phone: contactPhone,
    },
    confirmationState,
  }
}
