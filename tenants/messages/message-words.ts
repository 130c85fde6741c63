import type { BookingMessageKind } from '../../db/tenant/schema/index.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { bg } from './words-bg.ts'
import { en } from './words-en.ts'

/** What the words depend on, whatever the message is. */
export type Telling = {
  /** The service. */
  what: string
  /** The short date and the start, of the first date if there are several. */
  when: string
  isClass: boolean
  /** How many places. */
  people: number
  /** How many dates: several in a series. */
  dates: number
  /** A reminder shortly before the start. */
  isLast: boolean
  /** Cancelled or changed by the studio, not by the client; of a place in a waitlist, the whole class. */
  byStudio: boolean
  /** A request that nobody answered, or an offer that the client did not. */
  isExpired: boolean
  /** What is new. */
  changes: readonly ('time' | 'trainer' | 'place')[]
  /** Until when a request waits or an offer stands; empty: no such time. */
  until: string
  /** The place in the waitlist, 1 for the next. */
  position: number
  /** Whoever's turn it is, is booked in unless it is too late for that. */
  isPromoting: boolean
  /** What a cancellation after the free period costs; null: it was in time. */
  owed: Owed | null
}

type Say = (telling: Telling) => string

/** `money` is empty when it costs none. */
export type Owed = { money: string; losesCredit: boolean; isWaived: boolean; isPending: boolean }

export type MessageWords = {
  subject: Record<BookingMessageKind, Say>
  /** Follows the client's name. Speaks of no day: it may come late. */
  heading: Record<BookingMessageKind, Say>
  intro: Record<BookingMessageKind, Say>
  labels: Record<
    | 'service'
    | 'when'
    | 'yourTime'
    | 'before'
    | 'until'
    | 'trainer'
    | 'insteadOf'
    | 'place'
    | 'people'
    | 'price'
    | 'reason',
    string
  >
  /** The button. `bookAgain` leads to the studio's first page. */
  actions: Record<'manage' | 'manageRequest' | 'bookAgain' | 'seeEntry' | 'takeOffer', Say> & {
    /** In a calendar, whatever it is. */
    open: string
  }
  freeOfCharge: string
  freeCancelUntil: (when: string) => string
  /** A request that was moved before it was answered. */
  stillPending: string
  /** Persons without a name. */
  guests: (count: number) => string
  questions: (phone: string | null) => string
}

/** Everything the product itself says in a message; the rest are the studio's own texts. */
export const messageWords: Record<Locale, MessageWords> = { en, bg }

/** `Elena, you …` or `You …`. */
export function addressed(name: string | undefined, rest: string): string {
  return name === undefined ? rest.charAt(0).toLocaleUpperCase('bg') + rest.slice(1) : `${name}, ${rest}`
}
