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
  const [events] = await ctx.db.read([selectHistory(ctx, ref.bookingId)])
  return isStaff ? events : events.map((event) => ({ ...event, actor: event.actor.replace(/:.*/, '') }))
}

/** The statement that reads a booking's history in order, for a batch. */
export function selectHistory({ db: { orm } }: TenantContext, bookingId: string) {
  const { id, kind, actor, details, at } = bookingEvents
  return (
    orm
      .select({ id, kind, actor, details, at })
      .from(bookingEvents)
      .where(eq(bookingEvents.bookingId, bookingId))
      // At one instant, in the order they were written.
      .orderBy(asc(at), sql`booking_events.rowid`)
      .limit(MOST_EVENTS)
  )
}
