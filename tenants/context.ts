import type { TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import type { BookingCommand } from './bookings/booking-command.ts'
import type { BookingOutcome } from './bookings/booking-outcome.ts'
import type { SigningKeys } from './access/signing-keys.ts'

/** A studio as the registry knows it. */
export type Tenant = {
  id: string
  slug: string
  name: string
  status: 'active' | 'suspended'
  /** The host that links in messages carry, such as `book.ironworks.test`. */
  primaryHost: string
}

/** Who is asking. `staff` came with a key of the studio's. Signed-in clients join when there are logins. */
export type Actor = { kind: 'visitor' } | { kind: 'system' } | { kind: 'staff'; keyId: string }

/** The way to the one line in which a trainer's commands are decided (`worker/durable-objects/trainer-calendar.ts`). */
export type CalendarPort = {
  /** Never rejects for a reason of the domain; the outcome says what happened. */
  book: (command: BookingCommand) => Promise<BookingOutcome>
  /** Tells the line that what it may remember as taken by a booking or a hold is free again. */
  forget: (lineId: string, sourceId: string) => Promise<void>
}

/** Everything a verb may use: whose studio it is, who asks, and the ways out. The clock is a parameter. */
export type TenantContext = {
  tenant: Tenant
  db: TenantDatabase
  actor: Actor
  now: () => number
  requestId: string
  /** Scheme and host this request came to, such as `https://book.ironworks.test`, for links. */
  origin: string
  keys: SigningKeys
  calendar: CalendarPort
  /** Says that the studio has something to do or send at `dueAt` (ms); losing it costs time, nothing else. */
  announce: (dueAt: number) => Promise<void>
}
