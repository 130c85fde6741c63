import { and, asc, desc, eq, inArray, or } from 'drizzle-orm'
import { bookings, messages, type BookingRow, type MessageRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** A booking's row, those of everybody who comes along, and how far its confirmation has come. */
export type FoundBooking = { row: BookingRow; party: BookingRow[]; confirmationState: MessageRow['state'] }

/** What tells a client that they are booked, or asked to be. */
const confirmations = [
  'booking_confirmed',
  'booking_requested',
  'series_confirmed',
  'waitlist_promoted',
] as const

/** The booking with this id, or nothing: one round trip. Asks for no token. Throws DatabaseError. */
export async function findBooking({ db }: TenantContext, id: string): Promise<FoundBooking | undefined> {
  const [rows, [confirmation]] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(or(eq(bookings.id, id), eq(bookings.partyId, id)))
      .orderBy(asc(bookings.guestPosition)),
    db.orm
      .select({ state: messages.state })
      .from(messages)
      .where(and(eq(messages.bookingId, id), inArray(messages.kind, confirmations)))
      .orderBy(desc(messages.plannedAt)),
  ])
  const row = rows.find((one) => one.id === id)
  return row && { row, party: rows, confirmationState: confirmation?.state ?? 'planned' }
}
