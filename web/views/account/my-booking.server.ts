import { localDateAt } from '../../../tenants/availability/local-time.ts'
import type { MyBooking } from '../../../tenants/account/list-my-bookings.ts'
import type { Messages } from '../../i18n/en.ts'
import { sentenceStart } from '../../lib/format.server.ts'
import { bookingPath, classesPath, servicePath, withQuery } from '../../lib/portal-paths.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { kindOf } from '../booking-state.server.ts'
import { placeView } from '../place-view.server.ts'
import { zoneLine } from '../zone-line.server.ts'

/** One line of a list of somebody's own bookings: what, when, with whom, how it stands, and what can be done. */
export function myBooking(portal: Portal, booking: MyBooking) {
  const { catalogue, ctx, format, path, say, text, words } = portal
  const { id, startsAt, endsAt, timeZone, attendee, heads, dates, totalMinor, currency } = booking
  const service = catalogue.services.find((one) => one.id === booking.serviceId)
  const trainer = catalogue.trainers.find((one) => one.id === booking.trainerId)
  const place = catalogue.locations.find((one) => one.id === booking.locationId)
  const name = attendee ? [attendee.firstName, attendee.lastName].filter(Boolean).join(' ') : ''
  const labels = words('account')
  const kind = kindOf(booking, ctx.now())
  const hrefOf = (part: string) => path(bookingPath(id, '', part))
  return {
    id,
    service: service ? text(service.name) : '',
    day: sentenceStart(format.dayLong(localDateAt(timeZone, startsAt), timeZone)),
    times: format.timeRange(startsAt, endsAt, timeZone),
    yourTime: zoneLine(portal, timeZone, startsAt).yourTime(startsAt),
    facts: [
      trainer ? say('say.withTrainer', { trainer: text(trainer.name) }) : '',
      place && catalogue.locations.length > 1 ? placeView(portal, place).name : '',
      name ? say('say.forSomebody', { name }) : '',
      heads > 1 ? say('say.people', { count: heads }) : '',
      dates > 1 ? say('say.dateCount', { count: dates }) : '',
      format.money(totalMinor, currency),
    ].filter(Boolean),
    mark: markOf(labels, booking, kind),
    isOff: kind === 'cancelled' || kind === 'closed',
    isPending: kind === 'pending',
    detailsHref: hrefOf(''),
    moveHref: booking.canMove ? hrefOf('/move') : null,
    cancelHref: booking.canCancel ? hrefOf('/cancel') : null,
    calendarHref: kind === 'confirmed' ? hrefOf('/calendar.ics') : null,
    againHref: path(againPath(service)),
  }
}

export type MyBookingView = ReturnType<typeof myBooking>

/** Where the same can be booked again; anything, when it is sold no longer. */
function againPath(service: Portal['catalogue']['services'][number] | undefined): string {
  if (!service) return '/book'
  return service.kind === 'class'
    ? withQuery(classesPath(), { service: service.slug })
    : servicePath(service.slug)
}

/** What is to be said of it besides that it is booked, or was. */
function markOf(
  labels: Messages['account'],
  { status }: MyBooking,
  kind: ReturnType<typeof kindOf>,
): string | null {
  if (kind === 'cancelled') return labels.cancelled
  if (kind === 'closed') return status === 'declined' ? labels.declined : labels.expired
  if (status === 'pending') return labels.pending
  if (status === 'checked_in') return labels.checkedIn
  return status === 'no_show' ? labels.missed : null
}
