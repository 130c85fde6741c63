import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { bookingEvents, bookings, messages } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { deriveId } from '../ids.ts'
import { paragraph } from './booking-input.ts'
import type { BookingView } from './booking-view.ts'
import { getBooking, type ManagedBooking } from './get-booking.ts'

export type CancelBookingInput = ManagedBooking & { reason?: string | null }

const cancelReason = paragraph(500)

/**
 * Cancels a booking for whoever holds its manage link; cancelling again changes nothing. Its time is free at once, its
 * reminders are dropped and the cancellation is told, all in one transaction.
 *
 * @throws AppError `invalid_input`; `not_found`; `already_started` once the start has passed; DatabaseError.
 */
export async function cancelBooking(ctx: TenantContext, input: CancelBookingInput): Promise<BookingView> {
  const { data: reason, success } = cancelReason.safeParse(input.reason ?? '')
  if (!success) {
    const errors = [{ path: 'reason', message: 'At most 500 characters of plain text.' }]
    throw new AppError('invalid_input', 'Some of this cannot be used.', { errors })
  }
  const before = await getBooking(ctx, input)
  if (before.status === 'cancelled') return before
  const now = ctx.now()
  if (before.startsAt <= now)
    throw new AppError('already_started', 'It has started: it can no longer be cancelled.')

  const { db } = ctx
  const id = before.id
  await db.write([
    db.orm
      .update(bookings)
      .set({
        status: 'cancelled',
        version: sql`version + 1`,
        cancelledAt: now,
        cancelReason: reason || null,
      })
      .where(and(eq(bookings.id, id), eq(bookings.status, 'confirmed'), gt(bookings.startsAt, now))),
    db.orm
      .update(messages)
      .set({ state: 'skipped', reason: 'cancelled', settledAt: now })
      .where(
        and(
          eq(messages.bookingId, id),
          eq(messages.kind, 'reminder'),
          inArray(messages.state, ['planned']),
          isCancelled,
        ),
      ),
    db.orm.run(insertEvent({ id, now, eventId: await deriveId('evt', id, 'cancelled') })),
    db.orm.run(insertNotice({ id, now, messageId: await deriveId('msg', id, 'booking_cancelled') })),
  ])
  await ctx.calendar.forget(before.trainerId, id)
  await ctx.announce(now)
  return getBooking(ctx, input)
}

// What follows happens only if the booking is cancelled by then, and once, however often it is run.

const isCancelled = sql`EXISTS (SELECT 1 FROM ${bookings} WHERE ${bookings.id} = ${messages.bookingId} AND ${bookings.status} = 'cancelled')`

function insertEvent({ id, now, eventId }: { id: string; now: number; eventId: string }) {
  return sql`INSERT INTO ${bookingEvents} (id, booking_id, kind, actor, at)
    SELECT ${eventId}, id, 'cancelled', 'client', ${now} FROM ${bookings} WHERE id = ${id} AND status = 'cancelled'
    ON CONFLICT DO NOTHING`
}

function insertNotice({ id, now, messageId }: { id: string; now: number; messageId: string }) {
  return sql`INSERT INTO ${messages} (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at)
    SELECT ${messageId}, id, version, 'booking_cancelled', 'email', contact_email, locale, ${now}
    FROM ${bookings} WHERE id = ${id} AND status = 'cancelled'
    ON CONFLICT DO NOTHING`
}
