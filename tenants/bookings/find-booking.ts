import { and, eq } from 'drizzle-orm'
import { bookings, messages, type BookingRow, type MessageRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** A booking's row, and how far its confirmation has come. */
export type FoundBooking = { row: BookingRow; confirmationState: MessageRow['state'] }

/** The booking with this id, or nothing: one round trip. Asks for no token. Throws DatabaseError. */
export async function findBooking({ db }: TenantContext, id: string): Promise<FoundBooking | undefined> {
  const [[row], [confirmation]] = await db.read([
    db.orm.select().from(bookings).where(eq(bookings.id, id)),
    db.orm
      .select({ state: messages.state })
      .from(messages)
      .where(and(eq(messages.bookingId, id), eq(messages.kind, 'booking_confirmed'))),
  ])
  return row && { row, confirmationState: confirmation?.state ?? 'planned' }
}
