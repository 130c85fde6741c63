import { listHistory, type BookingEvent } from '../../tenants/bookings/list-history.ts'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { listCharges } from '../../tenants/policies/list-charges.ts'
import type { Portal } from '../lib/portal.server.ts'

type Link = { bookingId: string; manageToken: string }

/** What happened to a booking so far, in order; nothing while it was only booked. */
export async function historyLines(portal: Portal, booking: BookingView, link: Link) {
  const { ctx, format } = portal
  const events = await listHistory(ctx, link)
  if (events.length < 2) return []
  return events.map((event) => ({
    id: event.id,
    at: format.whenLong(event.at, booking.timeZone),
    text: lineOf(portal, event, booking.timeZone),
  }))
}

function lineOf({ format, say, words }: Portal, { kind, details }: BookingEvent, timeZone: string): string {
  const what = words('happened')[kind]
  const from = details?.['fromStartsAt']
  if (kind !== 'moved' || typeof from !== 'number') return what
  return say('say.movedFrom', { what, when: format.whenLong(from, timeZone) })
}

/** What is owed for a place not kept, in sentences; nothing where nobody owes anything. */
export async function chargeLines({ ctx, format, say, words }: Portal, booking: BookingView, link: Link) {
  const isKept = booking.status !== 'no_show' && booking.cancelKind !== 'late'
  if (isKept) return []
  const charges = await listCharges(ctx, link)
  const labels = words('cancel')
  return charges
    .filter(({ state }) => state !== 'waived')
    .flatMap(({ kind, amountMinor, currency, losesCredit, state }) => {
      const amount = format.money(amountMinor, currency)
      const owed = kind === 'no_show' ? say('say.owedMissed', { amount }) : say('say.owedLate', { amount })
      return [
        ...(amountMinor > 0 ? [owed] : []),
        ...(losesCredit ? [labels.losesCredit] : []),
        ...(state === 'pending' ? [labels.refillable] : []),
      ]
    })
}
