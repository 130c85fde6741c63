import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalAttendeeData,
  type ICalEventData,
} from 'ical-generator'
import type { BookingView } from '../bookings/booking-view.ts'
import type { Locale, LocalizedText } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { messageWords } from './message-words.ts'
import { nameBooking, type Pointers, type StudioNames } from './studio-names.ts'

/**
 * - `PUBLISH`: a copy to keep, for the download on a page. Nobody is invited and nothing is asked.
 * - `REQUEST`: for the confirmation mail. Only this one is put into calendars, and kept up to date there, without the
 *   client's hand (RFC 5546 3.2.2). The client is named as having accepted, with no answer wanted.
 * - `CANCEL`: takes it out again.
 */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL'

export type CalendarBooking = Pick<
  BookingView,
  'id' | 'version' | 'startsAt' | 'endsAt' | 'serviceId' | 'trainerId' | 'locationId' | 'host' | 'client'
> &
  Pick<Pointers, 'otherTrainerIds'>

export type CalendarEvent = {
  booking: CalendarBooking
  manageUrl: string
  /** Who comes, when it is not just the client. */
  people?: string
  /** The policy agreed to; without it the studio's own. */
  policy?: LocalizedText | null
}

type Calendar = {
  catalogue: StudioNames
  locale: Locale
  method: CalendarMethod
  /** When the file speaks (DTSTAMP). A mail gives the instant of the change, so that a second attempt is the same mail. */
  now: number
}

/**
 * The `.ics` of one booking (RFC 5545): instants in UTC, one UID for the life of the booking, and a SEQUENCE that
 * grows with its version, so that a calendar replaces what it has.
 */
export function makeCalendarFile({
  catalogue,
  locale,
  method,
  now,
  ...event
}: CalendarEvent & Calendar): string {
  const calendar = { catalogue, locale, method, now }
  return write(event.booking.host, [toEvent(event, calendar)], calendar)
}

type Series = Omit<Calendar, 'method'> & {
  events: readonly [CalendarEvent, ...CalendarEvent[]]
  isCancelled: boolean
}

/**
 * The `.ics` of several bookings, an event each. An invitation or its withdrawal is about one event (RFC 5546 3.2.2), so
 * these are published, cancelled ones as well, under the UIDs that they have by themselves.
 */
export function makeSeriesFile({ events, isCancelled, ...rest }: Series): string {
  const calendar = { ...rest, method: 'PUBLISH' as const }
  return write(
    events[0].booking.host,
    events.map((event) => toEvent(event, { ...calendar, isCancelled })),
    calendar,
  )
}

function write(host: string, events: ICalEventData[], { locale, method }: Calendar): string {
  const calendar = ical({
    prodId: { company: host, product: 'bookings', language: locale.toUpperCase() },
    method: ICalCalendarMethod[method],
    events,
  })
  // The last line ends like every other one.
  return `${calendar.toString()}\r\n`
}

function toEvent(
  { booking, manageUrl, people = '', policy = null }: CalendarEvent,
  { catalogue, locale, method, now, isCancelled = method === 'CANCEL' }: Calendar & { isCancelled?: boolean },
): ICalEventData {
  const names = nameBooking(booking, catalogue, locale)
  const { labels, actions } = messageWords[locale]
  const organizer = quotable(names.studio) || booking.host
  return {
    id: `${booking.id}@${booking.host}`,
    sequence: booking.version - 1,
    stamp: new Date(now),
    start: new Date(booking.startsAt),
    end: new Date(booking.endsAt),
    summary: listOf(names.service, names.studio).join(' · '),
    location: listOf(names.place, names.address).join(', '),
    description: listOf(
      people && `${labels.people}: ${people}`,
      names.trainer && `${labels.trainer}: ${names.trainer}`,
      `${actions.open}: ${manageUrl}`,
      policy ? localize(policy, locale, catalogue.studio.defaultLocale) : names.policy,
    ).join('\n'),
    url: manageUrl,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: organizer, email: cleanLine(catalogue.studio.contactEmail) },
    attendees: method === 'PUBLISH' ? [] : [attendee(booking.client)],
  }
}

function attendee({ firstName, lastName, email }: BookingView['client']): ICalAttendeeData {
  const address = cleanLine(email)
  return {
    name: quotable(`${firstName} ${lastName}`) || address,
    email: address,
    role: ICalAttendeeRole.REQ,
    status: ICalAttendeeStatus.ACCEPTED,
    rsvp: false,
  }
}

/** What may stand between double quotes in a parameter, which know no escape (RFC 5545 3.2). */
function quotable(text: string): string {
  return cleanLine(text).replaceAll('"', "'").replaceAll('\\', '/')
}

function listOf(...texts: string[]): string[] {
  return texts.map(cleanText).filter((text) => text !== '')
}
