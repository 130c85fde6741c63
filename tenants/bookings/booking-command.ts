import type {
  BookingRow,
  BookingSeriesRow,
  NewClientRow,
  DependentRow,
  HoldRow,
  bookingEventKinds,
  BookingMessageKind,
} from '../../db/tenant/schema/index.ts'
import type { Claim } from './claim.ts'
import type { ClientKey } from './client-key.ts'

/** What is told at once; reminders follow from the studio's rules. */
export type PlannedMessage = { id: string; kind: BookingMessageKind; plannedAt: number }

/** What goes into the history, under a stable id; written if and only if the change took place. */
export type PlannedEvent = {
  id: string
  kind: (typeof bookingEventKinds)[number]
  /** `client`, `api`, `system`, `staff:key_…`. */
  actor: string
  details: Record<string, string | number | null> | null
}

/** That whoever books agrees to text messages: in the words they saw, for the number they gave. */
export type NewSmsConsent = {
  id: string
  text: string
  version: string
  /** E.164. */
  phone: string
  actor: string
  /** Where they came from, as it is counted: a hash; empty when it is unknown. */
  network: string
}

/** The client is found by `clientKey`; `newClient` is who they become when nobody with it has booked here before. */
export type NewBooking = Omit<BookingRow, 'clientId' | 'changeId' | 'version'> & {
  event: PlannedEvent
  messages: PlannedMessage[]
}

/**
 * A wish that has passed every check that can be made before, ready to be decided. Its ids are stable: sent again, it
 * finds its own rows. Plain data, so that it crosses into the Durable Object as it is.
 */
export type BookingCommand = BookCommand | ChangeCommand | HoldCommand

type Common = {
  /** Names the command: the id of its first row, or of its event. */
  id: string
  /** In whose line it waits: a trainer's id. */
  lineId: string
  claim: Claim
}

/** Writes bookings: one, a party or a series, all or none. */
export type BookCommand = Common & {
  kind: 'book'
  rows: readonly [NewBooking, ...NewBooking[]]
  clientKey: ClientKey
  newClient: NewClientRow | null
  newDependent: Omit<DependentRow, 'clientId'> | null
  newSeries: Omit<BookingSeriesRow, 'clientId'> | null
  /** Used up first, if it is theirs; given back when the rest does not come about. */
  hold: { id: string; holder: string } | null
  smsConsent?: NewSmsConsent | null
  /** Becomes `promoted`. */
  waitlistEntryId: string | null
  /** Staff book for whom they have blocked, and answer for it. */
  isDespiteBlock?: boolean
}

/** Changes a booking, with those of its party that go along, all or none: moves it, or confirms a request. */
export type ChangeCommand = Common & { kind: 'change'; rows: readonly [BookingChange, ...BookingChange[]] }

export type BookingChange = {
  id: string
  /** The version the change was made for; another one refuses it. */
  version: number
  set: Partial<BookingRow>
  event: PlannedEvent
  messages: PlannedMessage[]
}

/** Keeps a place for a while, or, under the same id and for the same holder, a while longer. */
export type HoldCommand = Common & {
  kind: 'hold'
  row: HoldRow
  /** A place that staff offer to somebody of their choice: who did, and why, where others go before. */
  offeredBy?: { actor: string; reason: string | null } | null
}
