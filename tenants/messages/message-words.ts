import type { Locale } from '../studio/get-catalogue.ts'
import { bg } from './words-bg.ts'
import { en } from './words-en.ts'

/** What the words on a button depend on. */
type Telling = {
  isClass: boolean
  /** How many places. */
  people: number
  /** How many dates: several in a series. */
  dates: number
}

type Say = (telling: Telling) => string

/** What stands around the texts of `templates`: labels, buttons, and what is the same in every message. */
export type MessageWords = {
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
    | 'amount'
    | 'package'
    | 'left'
    | 'expires'
    | 'reason',
    string
  >
  /** The button. `bookAgain` leads to the studio's first page. */
  actions: Record<
    | 'manage'
    | 'manageRequest'
    | 'see'
    | 'bookAgain'
    | 'findTime'
    | 'useVisits'
    | 'seeEntry'
    | 'takeOffer'
    | 'seeDay',
    Say
  > & {
    /** In a calendar, whatever it is. */
    open: string
  }
  freeOfCharge: string
  /** What a late cancellation takes besides money, or instead of it. */
  oneCredit: string
  and: (first: string, second: string) => string
  /** Persons without a name. */
  guests: (count: number) => string
  questions: (phone: string | null) => string
  /** The link that says no to a kind of mail. */
  stop: string
  /** What stands before a text that somebody of the staff tries out. */
  test: string
  /** Under such a text: why they get it. */
  testWhy: string
}

/** Everything the product itself says around a message; its own texts stand in `templates`. */
export const messageWords: Record<Locale, MessageWords> = { en, bg }
