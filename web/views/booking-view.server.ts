import { addDays, localDateAt, toInstant, toLocalTime } from '../../tenants/availability/local-time.ts'
import { toBookingView, type BookingView } from '../../tenants/bookings/booking-view.ts'
import { findManaged, type FoundManaged } from '../../tenants/bookings/find-managed.ts'
import { moveUntil } from '../../tenants/bookings/movable.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { sentenceStart } from '../lib/format.server.ts'
import { bookingPath, classesPath, servicePath, startPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { partyPrice, partyView, visibleParty } from './booking-party.server.ts'
import { bookingSeries } from './booking-series.server.ts'
import { canCancel, canMove, kindOf, titleOf, type BookingKind } from './booking-state.server.ts'
import { chargeLines, historyLines } from './booking-story.server.ts'
import { placeView } from './place-view.server.ts'
import { trainerCard } from './trainer-card.server.ts'
import { zoneLine } from './zone-line.server.ts'

/** The booking and token of a manage link; a wrong one is `not_found`. */
export function manageLinkOf({ params, url }: Portal): { bookingId: string; manageToken: string } {
  return { bookingId: params['bookingId'] ?? '', manageToken: url.searchParams.get('token') ?? '' }
}

/** A booking for whoever holds its link: what, when, where, with whom, what happened to it, and what can be done. */
export async function bookingPage(portal: Portal) {
  const { ctx, url, words } = portal
  const link = manageLinkOf(portal)
  const found = await findManaged(ctx, link)
  const booking = toBookingView(found.row, portal.catalogue, found.confirmationState)
  const kind = kindOf(booking, ctx.now())
  const isOpen = kind === 'confirmed' || kind === 'pending'
  const news = { isNew: isOpen && url.searchParams.has('new'), isMoved: url.searchParams.has('moved') }
  const labels = words('booking')
  const together = visibleParty(found)
  const [party, series, history, owed] = await Promise.all([
    partyView(portal, found.row, together),
    bookingSeries(portal, booking, link.manageToken),
    historyLines(portal, booking, link),
    chargeLines(portal, booking, link),
  ])
  return {
    ...ticketView(portal, booking),
    price: partyPrice(portal, found.row, together),
    title: titleOf(labels, { ...booking, kind }, news),
    status: kind,
    isNew: news.isNew,
    leads: leadsOf(portal, { booking, kind, isNew: news.isNew }),
    party,
    series,
    history,
    owed,
    /** As it was shown when this was booked. */
    policy: isOpen && found.policyText ? portal.text(found.policyText) : '',
    terms: isOpen ? termsOf(portal, found, booking.timeZone) : [],
    account: news.isNew ? accountOffer(portal, booking) : null,
    ...waysOn(portal, { found, booking, kind, isNew: news.isNew }),
    words: labels,
  }
}

export type BookingPage = Awaited<ReturnType<typeof bookingPage>>

/** What, when, where and with whom: as the ticket shows it. */
export function ticketView(portal: Portal, booking: BookingView) {
  const { catalogue, format, say, studio, text, words } = portal
  const { startsAt, endsAt, timeZone, attendee } = booking
  const service = catalogue.services.find(({ id }) => id === booking.serviceId)
  const serviceName = service ? text(service.name) : ''
  const zone = zoneLine(portal, timeZone, startsAt)
  return {
    service: serviceName,
    day: sentenceStart(format.dayLong(localDateAt(timeZone, startsAt), timeZone)),
    times: format.timeRange(startsAt, endsAt, timeZone),
    zone: zone.text,
    yourTime: zone.yourTime(startsAt),
    place: placeView(portal, getLocation(catalogue, booking.locationId)),
    trainer: trainerOf(portal, booking),
    attendee: attendee ? [attendee.firstName, attendee.lastName].filter(Boolean).join(' ') : '',
    notes: booking.notes,
    pageTitle: say('say.pageTitle', {
      page: serviceName || words('booking').manageTitle,
      studio: text(studio.studioName),
    }),
  }
}

/** Who it is with; somebody who no longer takes bookings is left out. */
function trainerOf(portal: Portal, { trainerId }: BookingView) {
  const trainer = portal.catalogue.trainers.find(({ id }) => id === trainerId)
  return trainer ? trainerCard(portal, trainer) : null
}

type Shown = { booking: BookingView; kind: BookingKind; isNew: boolean }

/** What is to be known first, a sentence each. */
function leadsOf({ format, say, words }: Portal, { booking, kind, isNew }: Shown): string[] {
  const labels = words('booking')
  const { client, expiresAt, timeZone, cancelKind } = booking
  if (kind === 'cancelled') return [cancelKind === 'studio' ? labels.byStudioText : labels.cancelledText]
  if (kind === 'closed') return [labels.closedText]
  if (kind === 'pending') {
    const answer = expiresAt ? [say('say.answerBy', { when: format.whenLong(expiresAt, timeZone) })] : []
    return [labels.pendingText, ...answer]
  }
  return isNew ? [say('say.confirmationSent', { email: client.email })] : []
}

/** Until when and how often it can be moved. */
function termsOf({ ctx, format, say }: Portal, found: FoundManaged, timeZone: string): string[] {
  const { row, rules } = found
  const most = rules?.maxReschedules ?? null
  if (!canMove(found, ctx.now())) return []
  return [
    say('say.moveUntil', { when: format.whenLong(moveUntil(row), timeZone) }),
    most === null ? '' : say('say.movesLeft', { count: most - row.rescheduleCount }),
  ].filter(Boolean)
}

/** What a guest sends to make an account out of a new booking: one press, and a mail is on its way. */
function accountOffer({ ctx, path, words }: Portal, { client }: BookingView) {
  if (ctx.login) return null
  const { keepTitle: title, keepText: text, keepSubmit: submit } = words('account')
  const { firstName, lastName, email } = client
  return { href: path('/register'), values: { firstName, lastName, email }, title, text, submit }
}

/** What can be done about it, a path each; null for what cannot. */
function waysOn(portal: Portal, { found, booking, kind }: Shown & { found: FoundManaged }) {
  const { catalogue, ctx, path, text, url } = portal
  const service = catalogue.services.find(({ id }) => id === booking.serviceId)
  const token = url.searchParams.get('token') ?? ''
  const hrefOf = (part: string) => path(bookingPath(booking.id, token, part))
  const isOpen = kind === 'confirmed' || kind === 'pending'
  const toClasses = withQuery(classesPath(), { service: service?.slug })
  const toTimes = service ? servicePath(service.slug) : '/book'
  const names = { service: service ? text(service.name) : '', studio: text(portal.studio.studioName) }
  return {
    cancelLine: isOpen ? cancelLine(portal, booking) : null,
    calendarHref: kind === 'confirmed' ? hrefOf('/calendar.ics') : null,
    cancelHref: isOpen && canCancel(booking, ctx.now()) ? hrefOf('/cancel') : null,
    moveHref: isOpen && canMove(found, ctx.now()) ? hrefOf('/move') : null,
    manageHref: hrefOf(''),
    againHref: path(service?.kind === 'class' ? toClasses : toTimes),
    nextWeekHref: isOpen ? nextWeekHref(portal, booking) : null,
    friendHref: friendHref(portal, names),
  }
}

/** Until when it can be cancelled for free, or nothing for what costs nothing. */
export function cancelLine({ ctx, format, say }: Portal, booking: BookingView): string | null {
  const { freeCancelUntil, priceMinor, timeZone } = booking
  if (priceMinor === 0 || freeCancelUntil <= ctx.now()) return null
  return say('say.freeCancelUntil', { when: format.whenLong(freeCancelUntil, timeZone) })
}

/** The same wall-clock time a week later, with the same trainer, while both are still on offer. Classes have dates of their own. */
function nextWeekHref({ catalogue, path }: Portal, booking: BookingView): string | null {
  const { startsAt, timeZone, serviceId, trainerId, sessionId } = booking
  const service = catalogue.services.find(({ id }) => id === serviceId)
  const trainer = catalogue.trainers.find(({ id }) => id === trainerId)
  if (!service || !trainer || sessionId !== null) return null
  const { on, minuteOfDay } = toLocalTime(timeZone, startsAt)
  const nextAt = toInstant(timeZone, { on: addDays(on, 7), minuteOfDay })
  const minutes = (booking.endsAt - startsAt) / 60_000
  const query = {
    minutes: service.durationChoices.includes(minutes) ? String(minutes) : null,
    place: catalogue.locations.length > 1 ? booking.locationId : null,
  }
  return path(withQuery(startPath(service.slug, trainer.slug, nextAt), query))
}

function friendHref({ ctx, say, path }: Portal, names: { service: string; studio: string }): string {
  const subject = encodeURIComponent(say('say.friendSubject', names))
  const url = ctx.origin + path('/')
  return `mailto:?subject=${subject}&body=${encodeURIComponent(say('say.friendBody', { ...names, url }))}`
}
