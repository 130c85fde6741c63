import type { BookingRow, SessionRow } from '../../db/tenant/schema/index.ts'
import { isFreed } from '../bookings/booking-statuses.ts'
import { calendarIdentity } from '../messages/calendar-identity.ts'
import { partyOf } from '../messages/message-matter.ts'
import { nameBooking, type StudioNames } from '../messages/studio-names.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import type { FeedEvent } from './make-feed-file.ts'

type Shown = {
  names: StudioNames
  locale: Locale
  /** Such as `https://book.ironworks.test`. */
  origin: string
}

/** What a client has booked, an event each: a party is one, as in their mails. */
export function clientEvents(rows: readonly BookingRow[], shown: Shown): FeedEvent[] {
  return together(rows).map((party) => {
    const [first] = party
    const named = nameBooking(first, shown.names, shown.locale)
    return {
      ...bookingEvent(party),
      summary: [named.service, named.studio],
      location: [named.place, named.address],
      description: [named.trainer],
      url: `${shown.origin}/bookings/${first.id}`,
    }
  })
}

/** What a trainer gives: private hours with who comes, and classes with how many do. */
export function trainerEvents(
  { rows, sessions }: { rows: readonly BookingRow[]; sessions: readonly (SessionRow & { heads: number })[] },
  shown: Shown,
): FeedEvent[] {
  const { names, locale, origin } = shown
  const hours = together(rows).map((party) => {
    const [first] = party
    const named = nameBooking(first, names, locale)
    const who = `${first.contactFirstName} ${first.contactLastName}`
    return {
      ...bookingEvent(party),
      summary: [named.service, party.length > 1 ? `${who} (${party.length})` : who],
      location: [named.place, named.address],
      description: [],
      url: `${origin}/admin/bookings/${first.id}`,
    }
  })
  const classes = sessions.map((session) => {
    const named = nameBooking(session, names, locale)
    return {
      uid: session.id,
      host: null,
      sequence: session.version - 1,
      stampedAt: Math.max(session.createdAt, session.statusAt),
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      isCancelled: session.status === 'cancelled',
      summary: [named.service, `${session.heads}/${session.capacity}`],
      location: [named.place, named.address],
      description: [],
      url: `${origin}/admin/sessions/${session.id}`,
    }
  })
  return [...hours, ...classes]
}

type Party = readonly [BookingRow, ...BookingRow[]]

/**
 * Those of a party at one time together, whoever was first of it first. What was never confirmed was in no calendar: requests,
 * and those that were declined or ran out.
 */
function together(rows: readonly BookingRow[]): Party[] {
  const groups = new Map<string, [BookingRow, ...BookingRow[]]>()
  for (const row of rows.toSorted((a, b) => a.guestPosition - b.guestPosition || (a.id < b.id ? -1 : 1))) {
    const key = `${partyOf(row)} ${row.startsAt}`
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].filter((party) =>
    party.some(({ status }) => (!isFreed(status) ? status !== 'pending' : status === 'cancelled')),
  )
}

/** Which event it is and when; cancelled once nobody of the party comes. */
function bookingEvent(party: Party) {
  const coming = party.filter(({ status }) => !isFreed(status))
  const [first] = party
  const { startsAt, endsAt } = coming[0] ?? first
  const { id, version } = calendarIdentity(first, party)
  return {
    uid: id,
    host: first.host,
    sequence: version - 1,
    stampedAt: Math.max(...party.map((row) => Math.max(row.createdAt, row.statusAt, row.cancelledAt ?? 0))),
    startsAt,
    endsAt,
    isCancelled: coming.length === 0,
  }
}
