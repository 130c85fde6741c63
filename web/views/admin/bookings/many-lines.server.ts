import type { BookingView } from '../../../../tenants/bookings/booking-view.ts'
import { MOST_AT_ONCE } from '../../../../tenants/bookings/change-bookings.ts'
import { listBookings } from '../../../../tenants/bookings/list-bookings.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { bookingsPath } from './booking-filter.server.ts'
import { whenLine, whoComes } from './booking-names.server.ts'

export type ManyLine = { id: string; who: string; when: string; href: string | null }

/** Those of these bookings that may be seen, by their start. */
export async function readMany({ ctx }: Desk, bookingIds: readonly string[]): Promise<BookingView[]> {
  if (bookingIds.length === 0) return []
  const isId = (id: string) => /^bkg_\w{1,60}$/.test(id)
  const asked = [...new Set(bookingIds)].filter(isId).slice(0, MOST_AT_ONCE)
  return (await listBookings(ctx, { bookingIds: asked, limit: MOST_AT_ONCE })).bookings
}

/** A booking in a line: who comes, and when. */
export function lineOf(desk: Desk, booking: BookingView): ManyLine {
  return {
    id: booking.id,
    who: whoComes(desk, booking),
    when: whenLine(desk, booking),
    href: `${bookingsPath}/${booking.id}`,
  }
}
