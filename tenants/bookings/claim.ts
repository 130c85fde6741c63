import type { GapRule, SessionRow, TakenResource } from '../../db/tenant/schema/index.ts'
import type { ClientKey } from './client-key.ts'

/** A trainer's time, with the buffers around it. Instants in milliseconds, intervals half-open. */
export type TrainerTime = {
  trainerId: string
  startsAt: number
  endsAt: number
  occupiedFrom: number
  occupiedUntil: number
  gapRule: GapRule
}

/** The trainer's time that a booking or a hold takes. */
export function toTrainerTime(row: TrainerTime): TrainerTime {
  const { trainerId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule } = row
  return { trainerId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule }
}

/** Places in a session. */
export type SessionPlaces = {
  sessionId: string
  /** When, where and by whom it was when it was read: changed meanwhile, it is not what was asked for. */
  seen?: Pick<SessionRow, 'startsAt' | 'endsAt' | 'trainerId' | 'locationId'>
  quantity: number
  /** Booked by clients themselves: within the online places, and behind everybody who waits. */
  isOnline: boolean
  /** Their own place in the waitlist, when they come from there. */
  waitlistEntryId: string | null
  /** Theirs already: only asked for once more. */
  isOwn?: boolean
  /** Kept for them until now, and which booking uses it up. */
  hold?: { id: string; bookingId: string } | null
}

/** A limit of `booking_limits` as it bears on one command. */
export type LimitCheck = {
  limitId: string
  subject: 'trainer' | 'client' | 'service'
  /** What is counted: a trainer's time, or bookings of a client, of a service, or of both. */
  trainerId: string | null
  clientKey: ClientKey | null
  serviceId: string | null
  period: 'day' | 'week' | 'open' | 'ever'
  /** Starts in `[from, until)` count. `open`: what ends after `from`; `ever`: everything. */
  from: number
  until: number
  /** What this command would add. */
  bookings: number
  minutes: number
  maxBookings: number | null
  maxMinutes: number | null
}

/** Who must be free: the client, or a dependent of theirs. */
export type Person = { clientKey: ClientKey; dependentId: string | null }

/**
 * What a command takes, all of it or nothing. `guard.ts` turns it into the condition under which the database writes.
 */
export type Claim = {
  times: TrainerTime[]
  takes: TakenResource[]
  places: SessionPlaces[]
  limits: LimitCheck[]
  /** Null where the same person may be in two places. `during` is when. */
  person: (Person & { during: { startsAt: number; endsAt: number }[] }) | null
  /** Who books by themselves: nobody whom staff have blocked. Null or nothing: staff do it for them. */
  unblocked?: ClientKey | null
  /** Whose holds there may be at most so many of at a time; the one asked for counts. */
  holder: { holder: string; most: number } | null
  /** Bookings, sessions and holds that do not count: the command's own. */
  ignore: string[]
  /** Staff put it there knowingly: nothing above is asked. */
  isForced: boolean
  /** Holds and requests that expire by then count for nothing. */
  now: number
}
