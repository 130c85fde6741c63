import type { BookingRow } from '../../db/tenant/schema/index.ts'

export type PlannedMessage = {
  id: string
  kind: 'booking_confirmed' | 'reminder'
  leadMinutes: number
  plannedAt: number
}

/** The client as given with the booking; a client with the same address is used instead of making a second one. */
export type BookingClient = {
  newId: string
  email: string
  firstName: string
  lastName: string
  phone: string | null
}

/**
 * A booking that has passed every check that can be made before, ready to be decided. Its `id` is stable: sent again,
 * the command finds its own row. Plain data, so that it crosses into the Durable Object as it is.
 */
export type BookingCommand = Omit<
  BookingRow,
  'clientId' | 'status' | 'version' | 'cancelledAt' | 'cancelReason'
> & {
  client: BookingClient
  eventId: string
  messages: PlannedMessage[]
}
