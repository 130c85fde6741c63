import { asc, eq } from 'drizzle-orm'
import { messages, type MessageRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { findManaged } from '../bookings/find-managed.ts'
import type { TenantContext } from '../context.ts'

export { bookingMessageKinds, deliveryStates, messageStates } from '../../db/tenant/schema/index.ts'

/** What a client is or was to be told of a booking. Instants in ms. */
export type BookingMessage = Pick<
  MessageRow,
  | 'id'
  | 'kind'
  | 'leadMinutes'
  | 'channel'
  | 'recipient'
  | 'locale'
  | 'plannedAt'
  | 'state'
  | 'reason'
  | 'settledAt'
  | 'delivery'
  | 'deliveryReason'
>

/** More than any booking has. */
const MOST_MESSAGES = 200

/**
 * The messages about a booking, as they are planned, for staff; for a trainer about their own.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function listBookingMessages(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingMessage[]> {
  requireReach(ctx, 'messages:view')
  await findManaged(ctx, { bookingId }, 'messages:view')
  const [rows] = await ctx.db.read([selectBookingMessages(ctx, bookingId)])
  return rows
}

/** The statement that reads them, for a batch. */
export function selectBookingMessages({ db: { orm } }: TenantContext, bookingId: string) {
  const { id, kind, leadMinutes, channel, recipient, locale, plannedAt, state, reason, settledAt } = messages
  const { delivery, deliveryReason } = messages
  const became = { state, reason, settledAt, delivery, deliveryReason }
  return orm
    .select({ id, kind, leadMinutes, channel, recipient, locale, plannedAt, ...became })
    .from(messages)
    .where(eq(messages.bookingId, bookingId))
    .orderBy(asc(plannedAt), asc(id))
    .limit(MOST_MESSAGES)
}
