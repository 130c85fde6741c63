import type { BookingMessageKind, LocalizedText, MessageDetails } from '../../db/tenant/schema/index.ts'
import type { ClaimedNotice } from './claim-messages.ts'
import { cleanLine, greetingName } from './clean-text.ts'
import {
  BEHIND,
  dueSince,
  partyOf,
  secondTrainerOf,
  type BookingEventRow,
  type BookingMatter,
  type BookingMessage,
  type EntryMatter,
} from './message-matter.ts'
import type { Pointers } from './studio-names.ts'

/** How a booking was before what is told changed it. */
export type Before = { startsAt: number; endsAt: number } & Pick<Pointers, 'trainerId' | 'locationId'>

export type Paid = {
  amountMinor: number | null
  /** What it is called; empty: it is about a booking. */
  packageName: string
  visitsLeft: number | null
  expiresAt: number | null
}

/** All that a message says, before it is put into words. Instants in ms. */
export type Story = {
  kind: BookingMessageKind
  /** Reminders: minutes before the start. */
  leadMinutes: number
  pointers: Pointers
  timeZone: string
  clientTimeZone: string | null
  isClass: boolean
  firstName: string
  /** At least one; several for a client's own series. */
  dates: readonly { startsAt: number; endsAt: number }[]
  /** Who comes, when it is not just the client; null: a guest without a name. */
  people: readonly (string | null)[]
  /** How many places there are at each date. */
  places: number
  /** Of each place at each date; empty: not worth telling. */
  pricesMinor: readonly number[]
  currency: string
  before: Before | null
  /** Until when cancelling is free; null when that is over, or not the point. */
  freeCancelUntil: number | null
  /** Until when a request waits or an offer stands. */
  until: number | null
  /** The policy agreed to; null: the studio's own. */
  policy: LocalizedText | null
  /** Why the studio cancelled or declined. */
  reason: string
  byStudio: boolean
  isExpired: boolean
  isPending: boolean
  owed: { amountMinor: number; losesCredit: boolean; isWaived: boolean; isPending: boolean } | null
  /** What is owed is for not having come. */
  isAbsence: boolean
  /** Of a payment, or a package of visits; null: it is about neither. */
  paid: Paid | null
  position: number
  isPromoting: boolean
}

/** Takes from a message and what it is about all that it says. */
export function tellStory({ message, matter }: ClaimedNotice): Story {
  return matter.about === 'entry' ? tellEntry(message, matter) : tellBooking(message, matter)
}

function tellBooking({ kind, leadMinutes, details }: BookingMessage, matter: BookingMatter): Story {
  const { booking, told, session } = matter
  const owedFor = matter.charges.filter(
    (charge) => kind === 'late_fee' || (kind === 'booking_cancelled' && charge.kind === 'late_cancel'),
  )
  const isGone = kind === 'booking_cancelled' || kind === 'booking_declined'
  const dates = [...new Map(told.map(({ startsAt, endsAt }) => [startsAt, { startsAt, endsAt }])).values()]
  const atFirst = told.filter(({ startsAt }) => startsAt === told[0]?.startsAt)
  const byStudio = kind === 'booking_declined' || booking.cancelKind === 'studio'
  const isBehind = isGone || BEHIND.has(kind)
  const isFree =
    !isBehind && dates.length === 1 && booking.freeCancelUntil > dueSince({ kind, leadMinutes }, matter)
  return {
    ...nothing,
    kind,
    leadMinutes,
    pointers: {
      serviceId: booking.serviceId,
      trainerId: booking.trainerId,
      otherTrainerIds: othersOf(booking, [
        ...secondTrainerOf(session),
        ...told.map(({ trainerId }) => trainerId),
      ]),
      locationId: booking.locationId,
    },
    timeZone: booking.timeZone,
    clientTimeZone: booking.clientTimeZone,
    isClass: booking.sessionId !== null,
    firstName: booking.contactFirstName,
    dates: dates.length > 0 ? dates : [booking],
    people: namePeople(atFirst),
    places: atFirst.length,
    pricesMinor: isBehind ? [] : told.map(({ priceMinor }) => priceMinor),
    currency: booking.currency,
    before: toBefore(booking, matter.change),
    freeCancelUntil: isFree ? booking.freeCancelUntil : null,
    until: booking.expiresAt,
    policy: matter.policy,
    reason: isGone && byStudio ? cleanLine(booking.cancelReason ?? '') : '',
    byStudio,
    isExpired: booking.status === 'expired',
    isPending: booking.status === 'pending',
    owed: sumCharges(owedFor),
    isAbsence: owedFor.some((charge) => charge.kind === 'no_show'),
    paid: details && toPaid(details),
  }
}

function tellEntry({ kind, leadMinutes }: BookingMessage, matter: EntryMatter): Story {
  const { entry, session, position, isPromoting, currency } = matter
  const { serviceId, trainerId, locationId, timeZone, startsAt, endsAt } = session
  return {
    ...nothing,
    kind,
    leadMinutes,
    pointers: { serviceId, trainerId, otherTrainerIds: secondTrainerOf(session), locationId },
    timeZone,
    clientTimeZone: entry.clientTimeZone === timeZone ? null : entry.clientTimeZone,
    isClass: true,
    firstName: entry.contactFirstName,
    dates: [{ startsAt, endsAt }],
    places: entry.partySize,
    pricesMinor:
      kind === 'waitlist_missed' ? [] : Array.from({ length: entry.partySize }, () => session.priceMinor),
    currency,
    until: entry.offerExpiresAt,
    reason: kind === 'waitlist_missed' ? cleanLine(session.cancelReason ?? '') : '',
    byStudio: session.status === 'cancelled',
    isExpired: entry.status === 'expired',
    position,
    isPromoting,
  }
}

/** Dates of a series in classes may each have a trainer of their own. */
function othersOf({ trainerId }: Pick<Pointers, 'trainerId'>, trainerIds: readonly string[]): string[] {
  return [...new Set(trainerIds)].filter((id) => id !== trainerId)
}

/** What a story tells beside its booking: nothing, unless it says so. */
export const nothing = {
  people: [],
  before: null,
  freeCancelUntil: null,
  policy: null,
  reason: '',
  byStudio: false,
  isExpired: false,
  isPending: false,
  owed: null,
  isAbsence: false,
  paid: null,
  position: 0,
  isPromoting: false,
} as const

/** Nobody is named when the client comes alone. What does not look like a name is left out: see `greetingName`. */
function namePeople(rows: BookingMatter['told']): (string | null)[] {
  const people = rows.map((row) => {
    const isClient = partyOf(row) === row.id && row.dependentId === null
    const parts = isClient
      ? [row.contactFirstName, row.contactLastName]
      : [row.attendeeFirstName ?? '', row.attendeeLastName ?? '']
    const name = parts.flatMap((part) => greetingName(part) ?? []).join(' ')
    return { isClient, name: name === '' ? null : name }
  })
  const isJustClient = people.every(({ isClient }) => isClient)
  return isJustClient ? [] : people.map(({ name }) => name)
}

/** Who comes, in a line: whoever has a name, and how many have none. Empty when it is just the client. */
export function listPeople({ people }: Pick<Story, 'people'>, guests: (count: number) => string): string {
  const named = people.filter((name) => name !== null)
  const unnamed = people.length - named.length
  return [...named, ...(unnamed > 0 ? [guests(unnamed)] : [])].join(', ')
}

function toBefore(now: Before, change: BookingEventRow | null): Before | null {
  if (!change?.details) return null
  const { details } = change
  const instant = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise)
  const id = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)
  const startsAt = instant(details['fromStartsAt'], now.startsAt)
  return {
    startsAt,
    endsAt: instant(details['fromEndsAt'], startsAt + now.endsAt - now.startsAt),
    trainerId: id(details['fromTrainerId'], now.trainerId),
    locationId: id(details['fromLocationId'], now.locationId),
  }
}

function toPaid(details: MessageDetails): Paid {
  const { amountMinor, packageName, visitsLeft, expiresAt } = details
  const numberIn = (value: unknown) => (typeof value === 'number' ? value : null)
  return {
    amountMinor: numberIn(amountMinor),
    packageName: typeof packageName === 'string' ? cleanLine(packageName) : '',
    visitsLeft: numberIn(visitsLeft),
    expiresAt: numberIn(expiresAt),
  }
}

function sumCharges(charges: BookingMatter['charges']): Story['owed'] {
  if (charges.length === 0) return null
  const due = charges.filter(({ state }) => state !== 'waived')
  return {
    amountMinor: due.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    losesCredit: due.some(({ losesCredit }) => losesCredit),
    isWaived: due.length === 0,
    isPending: due.some(({ state }) => state === 'pending'),
  }
}
