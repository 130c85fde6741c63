import {
  paymentMessageKinds,
  type bookingEvents,
  type BookingRow,
  type ChargeRow,
  type ClientRow,
  type BookingMessageKind,
  type LocalizedText,
  type MessageRow,
  type NotificationKind,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import { isFreed } from '../bookings/booking-statuses.ts'
import { minutes } from '../durations.ts'
import type { FoundEntry } from '../waitlist/find-entry.ts'

export type BookingEventRow = typeof bookingEvents.$inferSelect
export type PlacedBooking = BookingRow & { timeZone: string }
export type PlacedSession = SessionRow & { timeZone: string }

/** What a message to a client is about, as it is now; about somebody's login: `account-matter.ts`. */
export type Matter = BookingMatter | EntryMatter

export type BookingMessage = MessageRow & { kind: BookingMessageKind }

/** What the client wants to be told on the message's channel, and whether they asked to be forgotten. */
export type Wishes = {
  isErased: boolean
  /** What they said no to, and what they said yes to. */
  unwanted: NotificationKind[]
  wanted: NotificationKind[]
  /** The start (ms) of the last booking of theirs that was not cancelled, were it to come; null: there is none. */
  lastStartsAt: number | null
  /** Why mail to the address of this message is pointless, or unwelcome. */
  mailRefusal: ClientRow['mailRefusal']
}

export type BookingMatter = {
  about: 'booking'
  /** The row the message was written for. */
  booking: PlacedBooking
  wishes: Wishes
  /** All that is told with it, by date and place in the party; without the booking itself when that is something else by now. */
  told: PlacedBooking[]
  /** Everybody of its party, whatever became of them. */
  party: PlacedBooking[]
  session: SessionRow | null
  /** The change that is told: what moved the booking or changed its session. */
  change: BookingEventRow | null
  /** For what is told. */
  charges: ChargeRow[]
  /** The text of the policy agreed to; null: the studio's own. */
  policy: LocalizedText | null
}

export type EntryMatter = { about: 'entry' } & Pick<FoundEntry, 'entry' | 'position'> & {
    wishes: Wishes
    session: PlacedSession
    currency: string
    /** Whoever's turn it is, is booked in unless it is too late for that. */
    isPromoting: boolean
  }

/** Unless it is over, a booking takes its place. */
export function isOver({ status }: Pick<BookingRow, 'status'>): boolean {
  return isFreed(status)
}

/** Kinds that do not say or take for granted that a booking is confirmed. */
const MAY_BE_PENDING = new Set<BookingMessageKind>(['booking_moved', 'session_changed'])

/** What looks back: neither its price nor its terms are the point any more. */
export const BEHIND = new Set<BookingMessageKind>(['late_fee', 'miss_you', ...paymentMessageKinds])

type Family = { booking: PlacedBooking; family: readonly PlacedBooking[] }

/** Which of its party and of the client's series a message of this kind speaks of together with a booking. */
export function chooseTold(kind: BookingMessageKind, { booking, family }: Family): PlacedBooking[] {
  const isSameDate = (row: PlacedBooking) =>
    row.startsAt === booking.startsAt && row.endsAt === booking.endsAt && partyOf(row) === partyOf(booking)
  const isTold = (row: PlacedBooking): boolean => {
    // What looks back is about this one, whatever became of it.
    if (kind === 'late_fee') return isSameDate(row) && row.status === booking.status
    if (BEHIND.has(kind)) return row.id === booking.id
    if (kind === 'booking_cancelled')
      return row.status === 'cancelled' && row.cancelledAt === booking.cancelledAt
    if (kind === 'booking_declined') return row.status === booking.status && row.statusAt === booking.statusAt
    if (kind === 'booking_requested') return row.status === 'pending'
    if (isOver(row) || (row.status === 'pending' && !MAY_BE_PENDING.has(kind))) return false
    return kind === 'series_confirmed' || isSameDate(row)
  }
  return family
    .filter(isTold)
    .toSorted((a, b) => a.startsAt - b.startsAt || a.guestPosition - b.guestPosition)
}

/** Whom it names besides its trainer: nobody, or one. */
export function secondTrainerOf(session: Pick<SessionRow, 'secondTrainerId'> | null | undefined): string[] {
  return session?.secondTrainerId ? [session.secondTrainerId] : []
}

/** Names the party; somebody alone is one too. */
export function partyOf({ partyId, id }: Pick<BookingRow, 'partyId' | 'id'>): string {
  return partyId ?? id
}

/**
 * Since when a message is due, as its `plannedAt` moves with every retry: no attempt was made before. Of what no change
 * brought about, the message itself knows.
 */
export function dueSince(
  { kind, leadMinutes, details }: Pick<MessageRow, 'kind' | 'leadMinutes'> & Partial<MessageRow>,
  matter: Matter,
): number {
  if (typeof details?.['at'] === 'number') return details['at']
  if (matter.about === 'entry') {
    return kind === 'waitlist_joined' ? matter.entry.joinedAt : matter.entry.statusAt
  }
  const { booking, change, charges } = matter
  if (kind === 'late_fee') return Math.max(...charges.map((charge) => charge.settledAt ?? charge.createdAt))
  if (kind === 'reminder') return booking.startsAt - minutes(leadMinutes)
  if (kind === 'booking_cancelled') return booking.cancelledAt ?? booking.statusAt
  if (kind === 'booking_declined') return booking.statusAt
  return Math.max(booking.createdAt, isOver(booking) ? 0 : booking.statusAt, change?.at ?? 0)
}

/** Whose booking or place it is. */
export function clientOf(matter: Matter): string {
  return matter.about === 'entry' ? matter.entry.clientId : matter.booking.clientId
}
