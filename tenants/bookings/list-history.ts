import { asc, eq, sql } from 'drizzle-orm'
import { bookingEvents } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { findManaged, type ManagedRef } from './find-managed.ts'

/** What happened to a booking. `details`: what it was before (`from…`) and became (`to…`); instants in ms. */
export type BookingEvent = Pick<typeof bookingEvents.$inferSelect, 'id' | 'kind' | 'actor' | 'details' | 'at'>

/** More than any booking sees. */
const MOST_EVENTS = 500

/**
 * The history of a booking, in order, for its client, whoever holds its manage link, or staff. Which of the staff it was,
 * only staff see.
 *
 * @throws AppError `not_found`, `forbidden`; DatabaseError.
 */
export async function listHistory(ctx: TenantContext, ref: ManagedRef): Promise<BookingEvent[]> {
  const { isStaff } = await findManaged(ctx, ref, 'bookings:view')
  const { db } = ctx
  const { id, kind, actor, details, at } = bookingEvents
  const [events] = await db.read([
    db.orm
      .select({ id, kind, actor, details, at })
      .from(bookingEvents)
      .where(eq(bookingEvents.bookingId, ref.bookingId))
      // At one instant, in the order they were written.
      .orderBy(asc(at), sql`booking_events.rowid`)
      .limit(MOST_EVENTS),
  ])
  return isStaff ? events : events.map((event) => ({ ...event, actor: event.actor.replace(/:.*/, '') }))
}
