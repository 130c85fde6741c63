import type { MessageRow, SettingsRow } from '../../db/tenant/schema/index.ts'
import { days, hours, minutes } from '../durations.ts'
import { endOfQuiet } from '../waitlist/quiet-hours.ts'
import { accountDueSince, type AccountMatter, type AccountMessage } from './account-matter.ts'
import { isAboutAccount, type ClaimedMessage, type ClaimedNotice } from './claim-messages.ts'
import {
  BEHIND,
  dueSince,
  isOver,
  type BookingMatter,
  type BookingMessage,
  type EntryMatter,
} from './message-matter.ts'

/** How often a message is taken up before it is given up. With the delays of `retry-delay.ts`: some 22 hours. */
export const MAX_ATTEMPTS = 8

/** How long the providers remember an idempotency key (Resend: 24 h). */
const KEY_LIFE_MS = hours(24)

/**
 * Why a message is not sent now: `skipped`, it is of no use any more; `failed`, it should have been and could not be; `later`,
 * nobody is to be disturbed before that.
 */
export type Verdict = { state: 'skipped' | 'failed'; reason: string } | { state: 'later'; until: number }

/** How long a digest is of the day ahead. */
export const DIGEST_LIFE_MS = hours(3)

/** How long what looks back is worth telling. */
const NEWS_LIFE_MS = days(7)

type QuietTimes = Pick<SettingsRow, 'quietFromMinute' | 'quietUntilMinute'>

/**
 * Decides by the booking, the place in the waitlist or the link as it is now whether a claimed message may still go out;
 * nothing when it may.
 *
 * - `erased`: the client asked to be forgotten; what was cancelled thereby is still told.
 * - `unwanted`: the client does not want to be told of such things. An offer stands all the same, and whom the waitlist
 *   booked in is always told, as of every booking.
 * - `cancelled`, `changed`: it is no longer what the message speaks of; nothing is owed, or they have come again.
 * - `pending`: it is still to be confirmed, which the message would say it is.
 * - `used`, `revoked`, `disabled`: the link it carries opens nothing any more.
 * - `too_late`: what it tells is over; a reminder may be late by half its lead, and a link has its own time.
 * - `bounced`, `complained`: mail to this address came back, or its owner called one unwanted.
 * - `quiet_hours`: what must not disturb anybody at night would be too late by the morning.
 * - `given_up`: taken up too often.
 * - `unknown`: an earlier attempt may have reached the provider, who would no longer know it for the same, or it is too late
 *   for another.
 *
 * The quiet hours are the studio's, in the zone of the place; mail, and what is told to staff, knows none.
 */
export function judgeMessage(
  claimed: ClaimedMessage,
  { now, quiet }: { now: number; quiet: QuietTimes },
): Verdict | undefined {
  const { reason, until, since } = weigh(claimed)
  if (reason) return { state: 'skipped', reason }
  const { attempts, channel, reason: before } = claimed.message
  if (now >= until) {
    return before?.startsWith('unknown:')
      ? { state: 'failed', reason: 'unknown' }
      : { state: 'skipped', reason: 'too_late' }
  }
  if (attempts > MAX_ATTEMPTS) return { state: 'failed', reason: 'given_up' }
  if (channel === 'email') {
    return attempts > 1 && now - since >= KEY_LIFE_MS ? { state: 'failed', reason: 'unknown' } : undefined
  }
  const awakeAt = isAboutAccount(claimed) ? now : endOfQuiet(now, { ...quiet, timeZone: zoneOf(claimed) })
  if (awakeAt <= now) return undefined
  return awakeAt < until ? { state: 'later', until: awakeAt } : { state: 'skipped', reason: 'quiet_hours' }
}

/** The instant (ms) from which on a message is of no use; none: `Infinity`. */
export function usefulUntil(claimed: ClaimedMessage): number {
  return weigh(claimed).until
}

function zoneOf({ matter }: ClaimedNotice): string {
  return matter.about === 'entry' ? matter.session.timeZone : matter.booking.timeZone
}

/** Why it is of no use, if it is not; until when it is (ms), and since when it is due. */
function weigh(claimed: ClaimedMessage): { reason: string | undefined; until: number; since: number } {
  if (isAboutAccount(claimed)) {
    const { message, matter } = claimed
    return {
      reason: judgeLink(matter) ?? judgeStaffMail(message, matter),
      until: accountUsefulUntil(message, matter),
      since: accountDueSince(message, matter),
    }
  }
  const { message, matter } = claimed
  const isAboutEntry = matter.about === 'entry'
  return {
    reason:
      judgeWishes(claimed) ?? (isAboutEntry ? judgeEntry(message, matter) : judgeBooking(message, matter)),
    until: isAboutEntry ? entryUsefulUntil(message, matter) : bookingUsefulUntil(message, matter),
    // What staff send once more is a mail of its own.
    since: resentAt(message) ?? dueSince(message, matter),
  }
}

function resentAt({ details }: Pick<MessageRow, 'details'>): number | undefined {
  const at = details?.['resentAt']
  return typeof at === 'number' ? at : undefined
}

function judgeLink({ token, user, invitation }: AccountMatter): string | undefined {
  if (!token) return undefined
  if (token.usedAt !== null) return 'used'
  if (token.purpose === 'join' && invitation?.revokedAt !== null) return 'revoked'
  return user?.status === 'disabled' ? 'disabled' : undefined
}

/** What is sent to somebody for working here. */
const toStaff = new Set<string>(['staff_digest', 'template_test', 'webhook_disabled', 'plan_limit_near'])

function judgeStaffMail({ kind }: AccountMessage, matter: AccountMatter): string | undefined {
  if (!toStaff.has(kind)) return undefined
  if (!matter.worksHere || matter.user?.status === 'disabled') return 'disabled'
  return kind === 'staff_digest' && !matter.wantsDigest ? 'unwanted' : undefined
}

function accountUsefulUntil(message: AccountMessage, matter: AccountMatter): number {
  if (message.kind === 'staff_digest') return accountDueSince(message, matter) + DIGEST_LIFE_MS
  return matter.token?.expiresAt ?? Infinity
}

function judgeWishes({ message: { kind, channel }, matter }: ClaimedNotice): string | undefined {
  const { isErased, unwanted, wanted, mailRefusal } = matter.wishes
  if (isErased && kind !== 'booking_cancelled') return 'erased'
  if (mailRefusal) return mailRefusal
  // By mail a change is always told; their devices may stay silent.
  const others = channel === 'push' ? 'changes' : undefined
  if (kind === 'miss_you' && !wanted.includes('news')) return 'unwanted'
  const choice = kind === 'reminder' ? 'reminder' : matter.about === 'entry' ? 'waitlist' : others
  return choice && unwanted.includes(choice) ? 'unwanted' : undefined
}

type About = Pick<MessageRow, 'kind' | 'bookingVersion' | 'leadMinutes'>

function judgeBooking({ kind, bookingVersion }: About, matter: BookingMatter): string | undefined {
  const { booking, told, charges, wishes } = matter
  if (told.length === 0) {
    if (booking.status === 'pending') return 'pending'
    return isOver(booking) ? 'cancelled' : 'changed'
  }
  if (kind === 'late_fee' && charges.every(({ state }) => state !== 'owed')) return 'changed'
  if (kind === 'miss_you') return wishes.lastStartsAt === booking.startsAt ? undefined : 'changed'
  // Somebody of the party, or a date of the series, may be gone: it is for the others. A series is told as it is now; a
  // date that moved since is told by itself as well.
  const isForOthers = kind === 'series_confirmed' || !told.includes(booking)
  return isForOthers || bookingVersion === booking.version ? undefined : 'changed'
}

function bookingUsefulUntil(message: BookingMessage, matter: BookingMatter): number {
  const { kind, leadMinutes } = message
  const { booking, told } = matter
  if (BEHIND.has(kind)) return dueSince(message, matter) + NEWS_LIFE_MS
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
