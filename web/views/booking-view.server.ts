import { addDays, localDateAt, toInstant, toLocalTime } from '../../tenants/availability/local-time.ts'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import type { Messages } from '../i18n/en.ts'
import { sentenceStart } from '../lib/format.server.ts'
import { bookingPath, servicePath, startPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { placeView } from './place-view.server.ts'
import { trainerCard } from './trainer-card.server.ts'
import { zoneLine } from './zone-line.server.ts'

/** The booking and token of a manage link; a wrong one is `not_found`. */
export function manageLinkOf({ params, url }: Portal): { bookingId: string; manageToken: string } {
  return { bookingId: params['bookingId'] ?? '', manageToken: url.searchParams.get('token') ?? '' }
}

/** A booking for whoever holds its link: what, when, where, with whom, and what can be done about it. */
export async function bookingPage(portal: Portal) {
  const { ctx, catalogue, format, path, say, studio, text, url, words } = portal
  const link = manageLinkOf(portal)
  const booking = await getBooking(ctx, link)
  const { id, startsAt, endsAt, timeZone, status } = booking
  const labels = words('booking')
  const service = catalogue.services.find((one) => one.id === booking.serviceId)
  const isPast = startsAt <= ctx.now()
  const isNew = url.searchParams.has('new') && status === 'confirmed'
  const zone = zoneLine(portal, timeZone, startsAt)
  const serviceName = service ? text(service.name) : ''
  const studioName = text(studio.studioName)
  const hrefOf = (part: string) => path(bookingPath(id, link.manageToken, part))
  return {
    title: titleOf(labels, { status, isPast, isNew }),
    status:
      status === 'cancelled' ? ('cancelled' as const) : isPast ? ('past' as const) : ('confirmed' as const),
    isNew,
    service: serviceName,
    day: sentenceStart(format.dayLong(localDateAt(timeZone, startsAt), timeZone)),
    times: format.timeRange(startsAt, endsAt, timeZone),
    zone: zone.text,
    yourTime: zone.yourTime(startsAt),
    place: placeView(portal, getLocation(catalogue, booking.locationId)),
    trainer: trainerOf(portal, booking),
    price: format.money(booking.priceMinor, booking.currency),
    notes: booking.notes,
    sentTo: isNew ? say('say.confirmationSent', { email: booking.client.email }) : null,
    cancelLine: status === 'cancelled' || isPast ? null : cancelLine(portal, booking),
    calendarHref: hrefOf('/calendar.ics'),
    cancelHref: hrefOf('/cancel'),
    manageHref: hrefOf(''),
    againHref: path(service ? servicePath(service.slug) : '/book'),
    nextWeekHref: nextWeekHref(portal, booking),
    friendHref: friendHref(portal, { service: serviceName, studio: studioName }),
    pageTitle: say('say.pageTitle', { page: serviceName || labels.manageTitle, studio: studioName }),
    words: labels,
  }
}

export type BookingPage = Awaited<ReturnType<typeof bookingPage>>

type State = { status: BookingView['status']; isPast: boolean; isNew: boolean }

function titleOf(labels: Messages['booking'], { status, isPast, isNew }: State): string {
  if (status === 'cancelled') return labels.cancelledTitle
  if (isPast) return labels.pastTitle
  return isNew ? labels.confirmedTitle : labels.manageTitle
}

/** Who it is with; somebody who no longer takes bookings is left out. */
function trainerOf(portal: Portal, { trainerId }: BookingView) {
  const trainer = portal.catalogue.trainers.find(({ id }) => id === trainerId)
  return trainer ? trainerCard(portal, trainer) : null
}

/** Until when it can be cancelled for free, or nothing for what costs nothing. */
export function cancelLine({ ctx, format, say }: Portal, booking: BookingView): string | null {
  const { freeCancelUntil, priceMinor, timeZone } = booking
  if (priceMinor === 0 || freeCancelUntil <= ctx.now()) return null
  return say('say.freeCancelUntil', { when: format.whenLong(freeCancelUntil, timeZone) })
}

/** The same wall-clock time a week later, with the same trainer, while both are still on offer. */
function nextWeekHref({ catalogue, path }: Portal, booking: BookingView): string | null {
  const { startsAt, timeZone, serviceId, trainerId } = booking
  const service = catalogue.services.find(({ id }) => id === serviceId)
  const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
  if (!service || !trainer) return null
  const { on, minuteOfDay } = toLocalTime(timeZone, startsAt)
  const nextAt = toInstant(timeZone, { on: addDays(on, 7), minuteOfDay })
  return path(startPath(service.slug, trainer.slug, nextAt))
}

function friendHref({ ctx, say, path }: Portal, names: { service: string; studio: string }): string {
  const subject = encodeURIComponent(say('say.friendSubject', names))
  const url = ctx.origin + path('/')
  return `mailto:?subject=${subject}&body=${encodeURIComponent(say('say.friendBody', { ...names, url }))}`
}
