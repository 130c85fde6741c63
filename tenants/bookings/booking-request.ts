import type {
  BookingRow,
  BookingSeriesRow,
  Locale,
  SessionRow,
  TakenResource,
} from '../../db/tenant/schema/index.ts'
import type { Schedule } from '../availability/read-schedules.ts'
import type { Service } from '../studio/get-catalogue.ts'
import type { KnownClient } from './read-client.ts'

/** What is booked: a trainer's time, or a place in a session for each head. */
export type Spot =
  | { kind: 'time'; schedule: Schedule; startsAt: number; durationMinutes: number }
  | {
      kind: 'session'
      session: SessionRow
      timeZone: string
      /** What each person in it takes, found free a moment ago (`choose-head-units.ts`). */
      takesEach: TakenResource[][]
    }

export type Contact = {
  firstName: string
  lastName: string
  /** Lower case. */
  email: string
  /** E.164. */
  phone: string | null
  locale: Locale
  timeZone: string | null
}

/** A booking that somebody wants, as every door hands it to `make-book-command.ts`. */
export type BookingRequest = {
  /** Of the first booking; the others' are derived from it. */
  id: string
  requestHash: string
  service: Service
  /** One, or the dates of a client's own series. */
  spots: readonly [Spot, ...Spot[]]
  contact: Contact
  client: KnownClient
  /** Who comes instead of the client. */
  attendee: { firstName: string; lastName: string } | null
  /** Who comes as well. */
  guests: readonly { firstName: string | null; lastName: string | null }[]
  notes: string | null
  /** They ticked the box beside `tenants/sms/sms-consent.ts`. */
  agreesToSms?: boolean
  source: BookingRow['source']
  /** As history writes it: `client`, `api`, `system`, `staff:key_…`. */
  actor: string
  host: string
  /** The place kept for them: `holder` as in `holds`. */
  hold: { id: string; holder: string } | null
  waitlistEntryId: string | null
  /** Staff: why, although something is in the way. */
  overrideReason: string | null
  /** Staff: although they have blocked this client. */
  isDespiteBlock?: boolean
  /** Their own series, and which of its dates each spot is. */
  series: (Pick<BookingSeriesRow, 'id' | 'wish'> & { positions: readonly number[] }) | null
}
