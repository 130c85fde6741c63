import { sql, type SQL } from 'drizzle-orm'
import {
  bookings,
  type BookingMessageKind,
  type BookingRow,
  type MessageChannel,
} from '../../../db/tenant/schema/index.ts'
import { localDateAt, toInstant } from '../../availability/local-time.ts'
import type { TenantContext } from '../../context.ts'
import { days, hours } from '../../durations.ts'
import type { Locale } from '../../studio/get-catalogue.ts'
import { layOut, selectDesk, type Desk } from '../claim-messages.ts'
import { findActionUrl, findShortUrl } from '../find-action-url.ts'
import type { BookingMatter, BookingMessage } from '../message-matter.ts'
import { nameBooking } from '../studio-names.ts'
import { nothing, tellStory, type Story } from '../tell-story.ts'

type Wish = { kind: BookingMessageKind; channel: MessageChannel; locale: Locale }

export type Sample = {
  desk: Desk
  story: Story
  /** Where its link leads, with a token of the right length that opens nothing. */
  url: string
}

/** So many of the studio's last bookings are looked at for one that fits. */
const LAST_BOOKINGS = 200

/**
 * What a text of this kind would be about: the newest booking that it could have been about, else the newest one, else one
 * that might be. What a message of the kind needs and that one has not, is made up. One round trip.
 *
 * @throws DatabaseError; AppError `unavailable` for a studio that is not set up.
 */
export async function findSample(ctx: TenantContext, { kind, channel, locale }: Wish): Promise<Sample> {
  const [[booking], ...read] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(bookings)
      .where(sql`id = (${selectNewest(kind)})`),
    ...selectDesk(ctx.db, sql`0`),
  ])
  const { claimed: _none, ...desk } = layOut([], read)
  const leadMinutes = kind === 'reminder' ? 1440 : 0
  const now = ctx.now()
  if (!booking) {
    const story = fit(imagine(desk, { kind, leadMinutes, locale, now }), { desk, locale, now })
    return { desk, story, url: `${ctx.origin}/` }
  }
  const about = {
    message: toMessage({ kind, leadMinutes, locale, booking, now }),
    matter: toMatter(booking, desk),
  }
  const story = fit(tellStory(about), { desk, locale, now })
  const url = await (channel === 'sms' ? findShortUrl : findActionUrl)(ctx, about)
  return { desk, story, url: withoutSecret(url) }
}

/** Of those that were made last: one of a class where it has to be, in the state that is told, rather than another. */
function selectNewest(kind: BookingMessageKind): SQL {
  const isFit =
    kind.startsWith('waitlist_') || kind === 'session_changed' ? sql`session_id IS NOT NULL` : sql`1`
  const status = STATUSES[kind] ?? 'confirmed'
  return sql`SELECT id FROM (SELECT id, session_id, status, rowid AS made FROM ${bookings}
      WHERE guest_position = 0 ORDER BY rowid DESC LIMIT ${LAST_BOOKINGS})
    ORDER BY ${isFit} DESC, status = ${status} DESC, made DESC LIMIT 1`
}

const STATUSES: Partial<Record<BookingMessageKind, BookingRow['status']>> = {
  booking_requested: 'pending',
  booking_declined: 'declined',
  booking_cancelled: 'cancelled',
  late_fee: 'cancelled',
  miss_you: 'completed',
}

type Telling = Imagining & { booking: BookingRow }

function toMessage({ kind, leadMinutes, locale, booking, now }: Telling): BookingMessage {
  return {
    id: '',
    bookingId: booking.id,
    waitlistEntryId: null,
    oneTimeTokenId: null,
    userId: null,
    bookingVersion: booking.version,
    kind,
    leadMinutes,
    channel: 'email',
    recipient: booking.contactEmail,
    locale,
    plannedAt: now,
    state: 'planned',
    claimedUntil: null,
    attempts: 0,
    providerId: null,
    reason: null,
    settledAt: null,
    copy: 0,
    delivery: null,
    deliveryAt: null,
    deliveryReason: null,
    segments: null,
    details: null,
  }
}

function toMatter(row: BookingRow, { catalogue }: Desk): BookingMatter {
  const timeZone = catalogue.locations.find(({ id }) => id === row.locationId)?.timeZone ?? 'UTC'
  const booking = { ...row, timeZone }
  return {
    about: 'booking',
    booking,
    wishes: { isErased: false, unwanted: [], wanted: [], mailRefusal: null, lastStartsAt: null },
    told: [booking],
    party: [booking],
    session: null,
    change: null,
    charges: [],
    policy: null,
  }
}

function withoutSecret(url: string): string {
  return url.replace(/(?<=token=|\/b\/)[^&]+/, (secret) => 'x'.repeat(secret.length))
}

type Imagining = { kind: BookingMessageKind; leadMinutes: number; locale: Locale; now: number }

/** A booking of the first service there is, for the evening after tomorrow. */
function imagine({ catalogue }: Desk, { kind, leadMinutes, locale, now }: Imagining): Story {
  const { studio, services, trainers, locations } = catalogue
  const timeZone = locations[0]?.timeZone ?? 'UTC'
  const startsAt = toInstant(timeZone, { on: localDateAt(timeZone, now + days(2)), minuteOfDay: 18 * 60 })
  return {
    ...nothing,
    kind,
    leadMinutes,
    pointers: {
      serviceId: services[0]?.id ?? '',
      trainerId: trainers[0]?.id ?? '',
      locationId: locations[0]?.id ?? '',
    },
    timeZone,
    clientTimeZone: null,
    isClass: false,
    firstName: locale === 'bg' ? 'Елена' : 'Elena',
    dates: [{ startsAt, endsAt: startsAt + hours(1) }],
    places: 1,
    pricesMinor: [],
    currency: studio.currency,
    freeCancelUntil: startsAt - days(1),
    until: null,
  }
}

/** What a message of its kind cannot be without. */
function fit(story: Story, { desk, locale, now }: { desk: Desk; locale: Locale; now: number }): Story {
  const { kind, pointers, dates } = story
  const [first = { startsAt: now, endsAt: now }] = dates
  const price = story.pricesMinor[0] || 2000
  const until = story.until ?? Math.ceil((now + hours(12)) / hours(1)) * hours(1)
  const before = story.before ?? {
    startsAt: first.startsAt - days(1),
    endsAt: first.endsAt - days(1),
    trainerId: pointers.trainerId,
    locationId: pointers.locationId,
  }
  const { service } = nameBooking(pointers, desk.catalogue, locale)
  const nothingPaid = { amountMinor: null, packageName: '', visitsLeft: null, expiresAt: null }
  const visits = { ...nothingPaid, packageName: `10 × ${service}`, visitsLeft: 10, expiresAt: now + days(60) }
  const week = [0, 7, 14].map((later) => ({
    startsAt: first.startsAt + days(later),
    endsAt: first.endsAt + days(later),
  }))
  const owed = story.owed ?? {
    amountMinor: price / 2,
    losesCredit: false,
    isWaived: false,
    isPending: false,
  }
  const needed: Partial<Record<BookingMessageKind, Partial<Story>>> = {
    booking_requested: { until },
    booking_moved: { before },
    session_changed: { before, isClass: true },
    series_confirmed: { dates: dates.length > 1 ? dates : week },
    waitlist_joined: { isClass: true, position: story.position || 1 },
    waitlist_offered: { isClass: true, until },
    waitlist_promoted: { isClass: true },
    waitlist_missed: { isClass: true },
    late_fee: { owed },
    payment_received: { paid: { ...nothingPaid, amountMinor: price } },
    payment_failed: { paid: { ...nothingPaid, amountMinor: price } },
    refund_made: { paid: { ...nothingPaid, amountMinor: price } },
    package_bought: { paid: { ...visits, amountMinor: price * 10 } },
    package_low: { paid: { ...visits, visitsLeft: 2 } },
    package_expiring: { paid: { ...visits, visitsLeft: 4, expiresAt: now + days(7) } },
  }
  return { ...story, ...needed[kind] }
}
