import type { BookingRecord } from '../../../../tenants/bookings/get-booking-record.ts'
import { moveUntil } from '../../../../tenants/bookings/movable.ts'
import { previewCancel, type CancelPreview } from '../../../../tenants/bookings/preview-cancel.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'

/** What cancelling now would cost the client, or null when they no longer can. */
export async function previewOf(
  { ctx }: Desk,
  bookingId: string,
  isWholeParty = false,
): Promise<CancelPreview | null> {
  try {
    return await previewCancel(ctx, { bookingId, isWholeParty })
  } catch (error) {
    if (isAppError(error, 'already_started', 'not_allowed')) return null
    throw error
  }
}

/** What was agreed on when it was booked, and what follows from it now, in sentences. */
export async function termLines(desk: Desk, { booking, rules, policyText }: BookingRecord) {
  const { ctx, format, say, text, words } = desk
  const labels = words('deskBookings')
  const { freeCancelUntil, priceMinor, timeZone, status, startsAt } = booking
  const whenLong = (at: number) => format.whenLong(at, timeZone)
  const isOpen = startsAt > ctx.now() && (status === 'confirmed' || status === 'pending')
  const preview = isOpen ? await previewOf(desk, booking.id) : null
  const free = freeCancelUntil > ctx.now() ? 'say.freeUntilFor' : 'say.freeWasFor'
  const hasTerms = rules !== null || priceMinor > 0
  const most = rules?.maxReschedules ?? null
  return {
    policy: policyText ? text(policyText) : '',
    lines: [
      hasTerms ? say(free, { when: whenLong(freeCancelUntil) }) : labels.one.noTerms,
      isOpen && hasTerms && moveUntil(booking) > ctx.now()
        ? say('say.moveUntilFor', { when: whenLong(moveUntil(booking)) })
        : '',
      isOpen && most !== null
        ? say('say.movesLeft', { count: Math.max(0, most - booking.rescheduleCount) })
        : '',
      preview ? costOf(desk, preview) : '',
      preview?.losesCredit ? labels.cancel.creditLost : '',
      preview?.isWaivedWhenRefilled ? labels.cancel.refillable : '',
    ].filter(Boolean),
  }
}

function costOf({ format, say, words }: Desk, preview: CancelPreview): string {
  const { kind, owedMinor, currency, isWithinGrace } = preview
  if (isWithinGrace) return words('deskBookings').cancel.forgiven
  if (kind === 'free' || owedMinor === 0) return say('say.cancelNowFree')
  return say('say.cancelNowOwes', { amount: format.money(owedMinor, currency) })
}
