import { listBookings } from '../../../../tenants/bookings/list-bookings.ts'
import type { BookingView } from '../../../../tenants/bookings/booking-view.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { bookingsPath } from '../bookings/booking-filter.server.ts'
import { readNames, statusBadge, whenLine } from '../bookings/booking-names.server.ts'

const MOST_SHOWN = 5

/** The next bookings of a client and the last ones, for a trainer those with them; all of them are in their own list. */
export async function bookingsOf(desk: Desk, clientId: string) {
  const { ctx } = desk
  const now = ctx.now()
  const asked = { clientId, limit: MOST_SHOWN }
  const [upcoming, past] = await Promise.all([
    listBookings(ctx, { ...asked, from: now, order: 'earliest' }),
    listBookings(ctx, { ...asked, to: now, order: 'latest' }),
  ])
  const names = await readNames(desk, [...upcoming.bookings, ...past.bookings])
  const toLine = (booking: BookingView) => ({
    id: booking.id,
    href: `${bookingsPath}/${booking.id}`,
    when: whenLine(desk, booking),
    what: [names.service(booking), names.trainer(booking)].join(' · '),
    badge: statusBadge(desk, booking.status),
  })
  const { page } = desk.words('deskClients')
  return {
    parts: [
      {
        key: 'upcoming',
        title: page.upcoming,
        lines: upcoming.bookings.map(toLine),
        hasMore: upcoming.hasMore,
      },
      { key: 'past', title: page.past, lines: past.bookings.map(toLine), hasMore: past.hasMore },
    ].filter(({ lines }) => lines.length > 0),
    allHref: withQuery(bookingsPath, { client: clientId }),
  }
}
