import type { MessageRow } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../durations.ts'
import { accountDueSince, type AccountMatter } from './account-matter.ts'
import { isAboutAccount, type ClaimedMessage, type ClaimedNotice } from './claim-messages.ts'
import { dueSince, isOver, type BookingMatter, type EntryMatter } from './message-matter.ts'

/** How often a message is taken up before it is given up. With the delays of `retry-delay.ts`: some 22 hours. */
export const MAX_ATTEMPTS = 8

/** How long the providers remember an idempotency key (Resend: 24 h). */
const KEY_LIFE_MS = hours(24)

/** Why a message is not sent: `skipped`, it is of no use any more; `failed`, it should have been and could not be. */
export type Verdict = { state: 'skipped' | 'failed'; reason: string }

/**
 * Decides by the booking, the place in the waitlist or the link as it is now whether a claimed message may still go out;
 * nothing when it may.
 *
 * - `erased`: the client asked to be forgotten; what was cancelled thereby is still told.
 * - `unwanted`: the client does not want to be told of such things. An offer stands all the same, and whom the waitlist
 *   booked in is always told, as of every booking.
 * - `cancelled`, `changed`: it is no longer what the message speaks of.
 * - `pending`: it is still to be confirmed, which the message would say it is.
 * - `used`, `revoked`, `disabled`: the link it carries opens nothing any more.
 * - `too_late`: what it tells is over; a reminder may be late by half its lead, and a link has its own time.
 * - `given_up`: taken up too often.
 * - `unknown`: an earlier attempt may have reached the provider, who would no longer know it for the same.
 */
export function judgeMessage(claimed: ClaimedMessage, now: number): Verdict | undefined {
  const { reason, until, since } = weigh(claimed)
  if (reason) return { state: 'skipped', reason }
  if (now >= until) return { state: 'skipped', reason: 'too_late' }
  const { attempts } = claimed.message
  if (attempts > MAX_ATTEMPTS) return { state: 'failed', reason: 'given_up' }
  if (attempts > 1 && now - since >= KEY_LIFE_MS) return { state: 'failed', reason: 'unknown' }
  return undefined
}

/** Why it is of no use, if it is not; until when it is (ms), and since when it is due. */
function weigh(claimed: ClaimedMessage): { reason: string | undefined; until: number; since: number } {
  if (isAboutAccount(claimed)) {
    const { message, matter } = claimed
    return {
      reason: judgeLink(matter),
      until: matter.token?.expiresAt ?? Infinity,
      since: accountDueSince(message, matter),
    }
  }
  const { message, matter } = claimed
  const isAboutEntry = matter.about === 'entry'
  return {
    reason:
      judgeWishes(claimed) ?? (isAboutEntry ? judgeEntry(message, matter) : judgeBooking(message, matter)),
    until: isAboutEntry ? entryUsefulUntil(message, matter) : bookingUsefulUntil(message, matter),
    since: dueSince(message, matter),
  }
}

function judgeLink({ token, user, invitation }: AccountMatter): string | undefined {
  if (!token) return undefined
  if (token.usedAt !== null) return 'used'
  if (token.purpose === 'join' && invitation?.revokedAt !== null) return 'revoked'
  return user?.status === 'disabled' ? 'disabled' : undefined
}

function judgeWishes({ message: { kind }, matter }: ClaimedNotice): string | undefined {
  const { isErased, unwanted } = matter.wishes
  if (isErased && kind !== 'booking_cancelled') return 'erased'
  const choice = kind === 'reminder' ? 'reminder' : matter.about === 'entry' ? 'waitlist' : undefined
  return choice && unwanted.includes(choice) ? 'unwanted' : undefined
}

type About = Pick<MessageRow, 'kind' | 'bookingVersion' | 'leadMinutes'>

function judgeBooking({ kind, bookingVersion }: About, { booking, told }: BookingMatter): string | undefined {
  if (told.length === 0) {
    if (booking.status === 'pending') return 'pending'
    return isOver(booking) ? 'cancelled' : 'changed'
  }
  // Somebody of the party, or a date of the series, may be gone: it is for the others. A series is told as it is now; a
  // date that moved since is told by itself as well.
  const isForOthers = kind === 'series_confirmed' || !told.includes(booking)
  return isForOthers || bookingVersion === booking.version ? undefined : 'changed'
}

function bookingUsefulUntil({ kind, leadMinutes }: About, { booking, told }: BookingMatter): number {
  if (kind === 'booking_cancelled' || kind === 'booking_declined')
    return Math.max(...told.map(({ endsAt }) => endsAt))
  if (kind === 'series_confirmed') return Math.max(...told.map(({ startsAt }) => startsAt))
  if (kind === 'booking_requested') return Math.min(booking.startsAt, booking.expiresAt ?? Infinity)
  return booking.startsAt - minutes(leadMinutes) / 2
}

function judgeEntry({ kind, bookingVersion }: About, { entry, session }: EntryMatter): string | undefined {
  // What is decided anew has a message of its own.
  const isSame = entry.statusAt === bookingVersion
  if (kind === 'waitlist_missed')
    return isSame && (entry.status === 'expired' || entry.status === 'unmet') ? undefined : 'changed'
  if (session.status === 'cancelled') return 'cancelled'
  if (kind === 'waitlist_joined') return entry.status === 'waiting' ? undefined : 'changed'
  return isSame && entry.status === 'offered' ? undefined : 'changed'
}

function entryUsefulUntil({ kind }: About, { entry, session }: EntryMatter): number {
  if (kind === 'waitlist_missed') return session.endsAt
  return Math.min(session.startsAt, entry.offerExpiresAt ?? Infinity)
}
