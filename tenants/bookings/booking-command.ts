import type { BookingRow } from '../../db/tenant/schema/index.ts'

export type PlannedMessage = {
  id: string
  kind: 'booking_confirmed' | 'reminder'
  /** Reminders: how many minutes before the start; otherwise 0. */
  leadMinutes: number
  plannedAt: number
}

/**
 * A booking that has passed every check that can be made before, ready to be decided. Its ids are stable: sent again,
 * the command finds its own rows. Plain data, so that it crosses into the Durable Object as it is.
 */
export type BookingCommand = Omit<
  BookingRow,
  'clientId' | 'status' | 'version' | 'cancelledAt' | 'cancelReason'
> & {
  /** The client's id if nobody with this address has booked here before. */
  newClientId: string
  eventId: string
  messages: PlannedMessage[]
}
