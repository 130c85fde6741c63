import { getProfile } from '../../../tenants/account/get-profile.ts'
import { listMyBookings, type MyBooking } from '../../../tenants/account/list-my-bookings.ts'
import { listMyWaitlist } from '../../../tenants/account/list-my-waitlist.ts'
import type { WaitlistEntryView } from '../../../tenants/waitlist/waitlist-entry-view.ts'
import { localDateAt } from '../../../tenants/availability/local-time.ts'
import { sentenceStart } from '../../lib/format.server.ts'
import { waitlistPath, withQuery } from '../../lib/portal-paths.ts'
import type { Portal } from '../../lib/portal.server.ts'
import { cancelLine, ticketView } from '../booking-view.server.ts'
import { zoneLine } from '../zone-line.server.ts'
import { accountFrame } from './account-frame.server.ts'
import { myBooking } from './my-booking.server.ts'

const PAGE = 20

/** What somebody has booked: the next one large, the others in a list, and the lines they stand in. */
export async function bookingsPage(portal: Portal) {
  const { ctx, path, say, url, words } = portal
  const after = afterOf(url)
  const [{ bookings, hasMore }, waitlist, profile] = await Promise.all([
    listMyBookings(ctx, { when: 'upcoming', limit: PAGE, after }),
    after ? [] : listMyWaitlist(ctx),
    getProfile(ctx),
  ])
  const mine = { ...portal, ownZone: profile.timeZone }
  const [next] = after ? [] : bookings
  const title = say('say.hello', { name: profile.firstName })
  const last = bookings.at(-1)
  return {
    ...accountFrame(portal, { title: profile.firstName ? title : words('account').nav, current: 'bookings' }),
    next: next ? nextView(mine, next) : null,
    bookings: bookings.slice(next ? 1 : 0).map((booking) => myBooking(mine, booking)),
    zones: zonesOf(mine, bookings.slice(next ? 1 : 0)),
    waitlist: waitlist.map((entry) => waitingView(mine, entry)),
    moreHref: hasMore && last ? path(pagePath('/account', last)) : null,
    newestHref: after ? path('/account') : null,
    pastHref: path('/account/past'),
    bookHref: path('/book'),
    install: words('app'),
    words: words('account'),
  }
}

export type BookingsPage = Awaited<ReturnType<typeof bookingsPage>>
export type InstallWords = BookingsPage['install']

/** What is over or given up, newest first. */
export async function pastPage(portal: Portal) {
  const { ctx, path, url, words } = portal
  const after = afterOf(url)
  const { bookings, hasMore } = await listMyBookings(ctx, { when: 'past', limit: PAGE, after })
  const labels = words('account')
  const last = bookings.at(-1)
  return {
    ...accountFrame(portal, { title: labels.past, current: 'bookings' }),
    bookings: bookings.map((booking) => myBooking(portal, booking)),
    zones: zonesOf(portal, bookings),
    moreHref: hasMore && last ? path(pagePath('/account/past', last)) : null,
    newestHref: after ? path('/account/past') : null,
    backHref: path('/account'),
    bookHref: path('/book'),
    words: labels,
  }
}

export type PastPage = Awaited<ReturnType<typeof pastPage>>

/** As the ticket of a booking's own page shows it, with what can be done. */
function nextView(portal: Portal, booking: MyBooking) {
  const { format, say } = portal
  const price = format.money(booking.totalMinor, booking.currency)
  const isFor = booking.heads > 1 && booking.totalMinor > 0
  return {
    ...myBooking(portal, booking),
    ticket: {
      ...ticketView(portal, booking),
      price: isFor ? say('say.priceFor', { price, count: booking.heads }) : price,
      words: portal.words('booking'),
    },
    cancelLine: booking.canCancel ? cancelLine(portal, booking) : null,
    series: booking.dates > 1 ? say('say.dateCount', { count: booking.dates }) : null,
  }
}

function waitingView(portal: Portal, entry: WaitlistEntryView) {
  const { catalogue, format, path, say, text } = portal
  const { id, startsAt, endsAt, timeZone, position, offerExpiresAt } = entry
  const service = catalogue.services.find((one) => one.id === entry.serviceId)
  const isOffered = entry.status === 'offered' && offerExpiresAt !== null
  return {
    id,
    service: service ? text(service.name) : '',
    day: sentenceStart(format.dayLong(localDateAt(timeZone, startsAt), timeZone)),
    times: format.timeRange(startsAt, endsAt, timeZone),
    yourTime: zoneLine(portal, timeZone, startsAt).yourTime(startsAt),
    isOffered,
    line: isOffered
      ? say('say.offerUntil', { when: format.whenNear(offerExpiresAt, timeZone) })
      : say('say.linePosition', { position }),
    href: path(waitlistPath(id, '')),
  }
}

/** Whose clock the times of a list are on, each place once. */
function zonesOf(portal: Portal, bookings: MyBooking[]): string[] {
  return [...new Set(bookings.map(({ timeZone, startsAt }) => zoneLine(portal, timeZone, startsAt).text))]
}

/** The page after this booking. */
function pagePath(path: string, { startsAt, id }: MyBooking): string {
  return withQuery(path, { after: `${startsAt}.${id}` })
}

/** The booking that the page before ended with; what is none begins the list. */
function afterOf({ searchParams }: URL): { startsAt: number; id: string } | null {
  const [, startsAt, id] = /^(\d{1,14})\.(\w{1,40})$/.exec(searchParams.get('after') ?? '') ?? []
  return startsAt && id ? { startsAt: Number(startsAt), id } : null
}
