import {
  bookingSources,
  bookingStatuses,
  type BookingView,
} from '../../../../tenants/bookings/booking-view.ts'
import { listBookings } from '../../../../tenants/bookings/list-bookings.ts'
import { listViews } from '../../../../tenants/desk/saved-views/list-views.ts'
import type { ListFilter } from '../../../components/admin/filter-bar.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { titleOf } from '../page-title.server.ts'
import {
  bookingsPath,
  isNarrowed,
  readEdge,
  readFilter,
  toAsked,
  toEdge,
  whenAsked,
  whens,
  type BookingFilter,
} from './booking-filter.server.ts'
import { readNames, statusBadge, whenOf, whoBooked, whoComes, type Names } from './booking-names.server.ts'

const PAGE_SIZE = 50
const COUNT_UP_TO = 500

/** The studio's bookings as the address asks for them, a page of them; for a trainer their own. */
export async function bookingsPage(desk: Desk) {
  const { ctx, may, url, words } = desk
  const labels = words('deskBookings')
  const filter = readFilter(url.searchParams)
  const [after, before] = ['after', 'before'].map((name) => readEdge(url.searchParams.get(name)))
  const [page, views] = await Promise.all([
    listBookings(ctx, {
      ...toAsked(desk, filter),
      limit: PAGE_SIZE,
      after: after ?? null,
      before: after ? null : (before ?? null),
      countUpTo: COUNT_UP_TO,
    }),
    listViews(ctx, { place: 'bookings' }),
  ])
  const names = await readNames(desk, page.bookings)
  return {
    pageTitle: titleOf(desk, labels.title),
    rows: page.bookings.map((booking) => bookingRow(desk, booking, names)),
    hasPlaces: desk.catalogue.locations.length > 1,
    filter,
    tabs: whens.map((when) => ({
      when,
      label: labels.whens[when],
      href: withQuery(bookingsPath, { ...filter, when }),
      isCurrent: when === whenAsked(filter),
    })),
    filters: filtersOf(desk, filter),
    clear: isNarrowed(filter)
      ? { href: withQuery(bookingsPath, { when: filter.when }), label: labels.clear }
      : null,
    found: foundText(desk, page.count ?? 0),
    empty: emptyOf(desk, filter),
    links: linksOf(desk, { filter, page, isFirst: !after && !before, isBack: !after && !!before }),
    views: views.map(({ id, name, query }) => ({
      id,
      name,
      href: query ? `${bookingsPath}?${query}` : bookingsPath,
      isCurrent: query === queryOf(filter),
      deleteLabel: desk.say('say.deleteViewOf', { name }),
    })),
    mayChange: may('bookings:change'),
    newHref: may('bookings:change') ? withQuery(`${bookingsPath}/new`, { client: filter.client }) : null,
    manyPath: `${bookingsPath}/many`,
    words: labels,
  }
}

export type BookingsPage = Awaited<ReturnType<typeof bookingsPage>>

/** The query a view is kept by. */
export function queryOf(filter: BookingFilter): string {
  return withQuery('', filter).slice(1)
}

// oxlint-disable-next-line max-params
function bookingRow(desk: Desk, booking: BookingView, names: Names) {
  const who = whoComes(desk, booking)
  const booked = whoBooked(desk, booking)
  const when = whenOf(desk, booking)
  const { id, status } = booking
  return {
    id,
    href: `${bookingsPath}/${id}`,
    who,
    bookedBy: booking.attendee && booked !== who ? booked : '',
    ...when,
    service: names.service(booking),
    trainer: names.trainer(booking),
    place: names.place(booking),
    badge: statusBadge(desk, status),
    tickLabel: desk.say('say.tickBooking', { who, when: `${when.day} ${when.times}` }),
  }
}

export type BookingLine = ReturnType<typeof bookingRow>

function filtersOf({ catalogue, staff, text, words }: Desk, filter: BookingFilter): ListFilter[] {
  const { filters, statuses, sources } = words('deskBookings')
  const choice = (
    name: 'status' | 'trainer' | 'service' | 'place' | 'source',
    options: { value: string; label: string }[],
  ): ListFilter[] => {
    const isUseful = options.length > 1 || filter[name] !== ''
    if (!isUseful) return []
    return [{ kind: 'select', name, label: filters[name], value: filter[name], options, empty: filters.any }]
  }
  const named = (list: readonly { id: string; name: Parameters<typeof text>[0] }[]) =>
    list.map(({ id, name }) => ({ value: id, label: text(name) }))
  const seesAll = staff.grants.bookings.view === 'any'
  return [
    { kind: 'date', name: 'from', label: filters.from, value: filter.from },
    { kind: 'date', name: 'to', label: filters.to, value: filter.to },
    ...choice(
      'status',
      bookingStatuses.map((value) => ({ value, label: statuses[value] })),
    ),
    ...(seesAll ? choice('trainer', named(catalogue.trainers)) : []),
    ...choice('service', named(catalogue.services)),
    ...choice('place', named(catalogue.locations)),
    ...choice(
      'source',
      bookingSources.map((value) => ({ value, label: sources[value] })),
    ),
  ]
}

function foundText({ say }: Desk, count: number): string {
  return count < COUNT_UP_TO
    ? say('say.bookingsFound', { count })
    : say('say.bookingsMany', { count: COUNT_UP_TO })
}

/** What to say where nothing is, and where there may be something. */
function emptyOf({ words }: Desk, filter: BookingFilter) {
  const labels = words('deskBookings')
  const when = whenAsked(filter)
  const all = { href: withQuery(bookingsPath, { ...filter, when: 'all' }), label: labels.showAll }
  if (isNarrowed(filter))
    return { title: labels.none, text: labels.noneHint, all: when === 'all' ? null : all }
  if (when === 'answer') return { title: labels.emptyAnswer, text: labels.emptyAnswerHint, all: null }
  return { title: labels.empty, text: labels.emptyHint, all: when === 'all' ? null : all }
}

type Paged = {
  filter: BookingFilter
  page: { bookings: BookingView[]; hasMore: boolean }
  isFirst: boolean
  isBack: boolean
}

/** Back and on. Whoever came from a page can go there again. */
function linksOf({ words }: Desk, { filter, page, isFirst, isBack }: Paged) {
  const labels = words('deskBookings')
  const { bookings, hasMore } = page
  const [first, last] = [bookings.at(0), bookings.at(-1)]
  const hasEarlier = isBack ? hasMore : !isFirst
  const hasLater = isBack || hasMore
  if (!first || !last)
    return isFirst ? [] : [{ href: withQuery(bookingsPath, filter), label: labels.earlierPage }]
  return [
    hasEarlier
      ? { href: withQuery(bookingsPath, { ...filter, before: toEdge(first) }), label: labels.earlierPage }
      : null,
    hasLater
      ? { href: withQuery(bookingsPath, { ...filter, after: toEdge(last) }), label: labels.laterPage }
      : null,
  ]
}
