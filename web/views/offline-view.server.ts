import { listMyBookings } from '../../tenants/account/list-my-bookings.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { contactOf } from '../lib/contact.server.ts'
import type { Portal } from '../lib/portal.server.ts'
import { myBooking } from './account/my-booking.server.ts'
import { placeView } from './place-view.server.ts'

const MOST_SHOWN = 20

/**
 * What a device shows while there is no connection: that there is none, and what the client who is signed in has booked
 * next, as of now. `?plain` shows nobody's.
 */
export async function offlinePage(portal: Portal) {
  const { catalogue, ctx, format, say, studio, text, url, words } = portal
  const isOwn = ctx.login !== null && ctx.login.clientId !== null && !url.searchParams.has('plain')
  const { bookings } = isOwn
    ? await listMyBookings(ctx, { when: 'upcoming', limit: MOST_SHOWN })
    : { bookings: [] }
  const labels = words('offline')
  return {
    isOwn,
    pageTitle: say('say.pageTitle', { page: labels.title, studio: text(studio.studioName) }),
    asOf: say('say.asOf', { when: format.whenNear(ctx.now(), getLocation(catalogue).timeZone) }),
    bookings: bookings.map((booking) => {
      const { id, day, times, yourTime, service, facts, mark } = myBooking(portal, booking)
      const { name, address } = placeView(portal, getLocation(catalogue, booking.locationId))
      return {
        id,
        day,
        times,
        yourTime,
        service,
        facts,
        mark,
        place: [name, address].filter(Boolean).join(', '),
      }
    }),
    phone: contactOf(studio).phone,
    words: labels,
  }
}
