import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import { changeBooking } from '../../../../tenants/bookings/change-booking.ts'
import { getBookingRecord, type BookingRecord } from '../../../../tenants/bookings/get-booking-record.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { waiveCharge } from '../../../../tenants/policies/waive-charge.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { sentenceStart } from '../../../lib/format.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { placeView } from '../../place-view.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { allows, presses, pressesFor, type Press } from './booking-actions.server.ts'
import { bookingsPath } from './booking-filter.server.ts'
import { readNames, statusBadge, whenLine, whoBooked, whoComes, type Names } from './booking-names.server.ts'
import { mailLines, storyOf } from './booking-story.server.ts'
import { termLines } from './booking-terms.server.ts'

export const bookingIdOf = ({ params }: Desk): string => params['booking'] ?? ''
export const bookingHref = (id: string, part = ''): string => `${bookingsPath}/${id}${part}`

/** One booking: what it is, who comes, what was agreed, what happened, and what can be done. */
export async function bookingRecordPage(desk: Desk) {
  const { ctx, words } = desk
  const labels = words('deskBookings')
  const record = await getBookingRecord(ctx, { bookingId: bookingIdOf(desk) })
  const { booking } = record
  const names = await readNames(desk, [booking, ...record.party])
  const [terms, story] = await Promise.all([termLines(desk, record), storyOf(desk, record)])
  const title = whoComes(desk, booking)
  return {
    pageTitle: titleOf(desk, title),
    id: booking.id,
    title,
    intro: [names.service(booking), whenLine(desk, booking)].join(' · '),
    badge: statusBadge(desk, booking.status),
    facts: factsOf(desk, record, names),
    place: placeOf(desk, record),
    ...waysOn(desk, record),
    note: {
      text: booking.notes ?? '',
      mayWrite: desk.may('bookings:change') && allows('call_off', booking.status),
    },
    client: clientCard(desk, record),
    terms,
    charges: chargesOf(desk, record),
    party: partyOf(desk, record),
    series: seriesOf(desk, record),
    story,
    mails: record.messages ? mailLines(desk, record.messages) : null,
    words: { ...labels.one, back: labels.title, save: words('admin').desk.save },
  }
}

export type BookingRecordPage = Awaited<ReturnType<typeof bookingRecordPage>>
type Fact = { label: string; text: string }

// oxlint-disable-next-line max-params
function factsOf(desk: Desk, { booking, cancelReason, overrideReason }: BookingRecord, names: Names): Fact[] {
  const { day, format, when, words } = desk
  const { one, sources } = words('deskBookings')
  const { timeZone, startsAt, endsAt, clientTimeZone, cancelKind, status } = booking
  const onDay = sentenceStart(format.dayLong(localDateAt(timeZone, startsAt), timeZone))
  const lineIn = (zone: string) =>
    `${format.dayNear(localDateAt(zone, startsAt), zone)} ${format.timeRange(startsAt, endsAt, zone)} (${zone})`
  const isDeclined = status === 'declined'
  const facts: [string, string | null][] = [
    [one.time, `${onDay}, ${format.timeRange(startsAt, endsAt, timeZone)}`],
    [one.clientTime, clientTimeZone && clientTimeZone !== timeZone ? lineIn(clientTimeZone) : null],
    [one.trainer, names.trainer(booking)],
    [one.price, format.money(booking.priceMinor, booking.currency)],
    [one.answerBy, status === 'pending' && booking.expiresAt !== null ? when(booking.expiresAt) : null],
    [one.made, `${day(booking.createdAt)} · ${sources[booking.source]}`],
    [
      isDeclined ? one.declineReason : one.cancelReason,
      cancelReason ?? (cancelKind ? one.cancelled[cancelKind] : null),
    ],
    [one.overrideReason, overrideReason],
    [one.reference, booking.id],
  ]
  return facts.flatMap(([label, text]) => (text ? [{ label, text }] : []))
}

function placeOf(desk: Desk, { booking }: BookingRecord) {
  const location = desk.catalogue.locations.find(({ id }) => id === booking.locationId)
  return location ? placeView(desk, location) : null
}

/** What can be done: presses that do it at once, and pages that ask first. */
function waysOn(desk: Desk, { booking }: BookingRecord) {
  const { ctx, may, words } = desk
  const { one } = words('deskBookings')
  const { id, status, startsAt, clientId, serviceId, trainerId, sessionId } = booking
  const mayChange = may('bookings:change')
  const isAhead = startsAt > ctx.now()
  const again = withQuery(`${bookingsPath}/new`, {
    client: may('clients:view') ? clientId : null,
    service: serviceId,
    trainer: sessionId === null ? trainerId : null,
  })
  const links = [
    { can: allows('decline', status), href: bookingHref(id, '/decline'), label: one.decline, isGrave: true },
    {
      can: isAhead && allows('move', status),
      href: bookingHref(id, '/move'),
      label: one.move,
      isGrave: false,
    },
    {
      can: status !== 'pending' && allows('call_off', status),
      href: bookingHref(id, '/cancel'),
      label: one.cancel,
      isGrave: true,
    },
    { can: true, href: again, label: one.again, isGrave: false },
  ]
  return {
    presses: pressesFor(desk, booking),
    links: mayChange ? links.filter(({ can }) => can).map(({ can: _can, ...link }) => link) : [],
  }
}

/** Who booked it: how to reach them, and what is good to know. */
function clientCard(desk: Desk, { booking, client }: BookingRecord) {
  const { format, words } = desk
  const { one } = words('deskBookings')
  const { email, phone } = booking.client
  const owed = (client?.owed ?? []).map(({ amountMinor, currency }) => format.money(amountMinor, currency))
  return {
    name: whoBooked(desk, booking),
    href: client && desk.may('clients:view') ? `/admin/clients/${booking.clientId}` : null,
    bookingsHref: withQuery(bookingsPath, { client: booking.clientId }),
    email: client?.isErased ? '' : email,
    phone: client?.isErased ? '' : (phone ?? ''),
    facts: client
      ? [
          { label: one.notes, text: String(client.noteCount), isGrave: false },
          { label: one.noShows, text: String(client.noShowCount), isGrave: client.noShowCount > 0 },
          ...(owed.length > 0 ? [{ label: one.owes, text: owed.join(', '), isGrave: true }] : []),
        ]
      : [],
  }
}

function chargesOf(desk: Desk, { booking, charges }: BookingRecord) {
  const { format, mayAny, words } = desk
  const { one } = words('deskBookings')
  const open = (charges ?? []).some(({ state }) => state !== 'waived')
  const isOffence = booking.status === 'no_show' || booking.cancelKind === 'late'
  return {
    lines: (charges ?? []).map(({ id, kind, amountMinor, currency, losesCredit, state }) => ({
      id,
      text: [one.chargeKinds[kind], format.money(amountMinor, currency), one.chargeStates[state]].join(' · '),
      credit: losesCredit && state !== 'waived' ? one.creditLost : '',
    })),
    mayWaive: isOffence && mayAny('money:change') && (open || (charges ?? []).length === 0),
  }
}

function partyOf(desk: Desk, { booking, party }: BookingRecord) {
  if (party.length < 2) return []
  return party.map((one) => ({
    id: one.id,
    name: whoComes(desk, one),
    href: one.id === booking.id ? null : bookingHref(one.id),
    badge: statusBadge(desk, one.status),
  }))
}

function seriesOf({ say }: Desk, { booking, seriesWish }: BookingRecord) {
  if (booking.seriesId === null || seriesWish === null) return null
  return {
    text: say('say.partOfSeries', { position: (booking.seriesPosition ?? 0) + 1, count: seriesWish.count }),
    href: withQuery(bookingsPath, { client: booking.clientId, service: booking.serviceId, when: 'all' }),
  }
}

/** Does what one press asks for, keeps a note, or forgives what is owed. */
export async function bookingRecordAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const bookingId = bookingIdOf(desk)
  const form = await readForm(request)
  const intent = form.text('intent')
  const values = { notes: form.text('notes'), reason: form.text('reason') }
  const { make, reasons } = words('deskBookings')
  return mend(desk, { errors: { ...reasons, ...make.errors }, values }, async () => {
    const here = bookingHref(bookingId)
    if (intent === 'note') {
      await changeBooking(ctx, { bookingId, notes: values.notes })
      return { location: donePath(here, 'noteSaved') }
    }
    if (intent === 'waive') {
      await waiveCharge(ctx, { bookingId, reason: values.reason })
      return { location: donePath(here, 'waived') }
    }
    const press = (Object.keys(presses) as Press[]).find((one) => one === intent)
    if (!press) throw new AppError('bad_request', 'There is no such thing to do.')
    await presses[press].work(ctx, { bookingId })
    return { location: donePath(here, presses[press].done) }
  })
}
