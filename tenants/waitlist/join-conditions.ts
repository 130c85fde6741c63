import { sql, type SQL } from 'drizzle-orm'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import { guardRefusals } from '../bookings/refuse-booking.ts'
import type { ErrorCode } from '../errors.ts'
import { countFreePlaces } from './count-free-places.ts'
import { IN_LINE } from './in-line.ts'

type Wanted = {
  sessionId: string
  email: string
  partySize: number
  waitlistMax: number
  maxWaitlistEntries: number
  now: number
}

/** What has to be so for somebody to join a line, with what to say when it is not. */
export type JoinCondition = { reason: string; code: ErrorCode; sentence: string; holds: SQL }

/**
 * The conditions that others can change at any moment: asked in the statement that writes the entry, and one by one
 * to find out which of them kept it from being written.
 */
export function joinConditions(wanted: Wanted): JoinCondition[] {
  const { sessionId, partySize, waitlistMax, maxWaitlistEntries, now } = wanted
  const client = sql`(SELECT id FROM clients WHERE email = ${wanted.email})`
  const queue = sql`FROM waitlist_entries AS other WHERE other.status IN ${IN_LINE}`
  const free = sql`(SELECT ${countFreePlaces(now)} FROM sessions WHERE sessions.id = ${sessionId})`
  return [
    {
      reason: 'client_blocked',
      code: guardRefusals.client_blocked.code,
      sentence: guardRefusals.client_blocked.sentence,
      holds: sql`NOT EXISTS (SELECT 1 FROM clients WHERE id = ${client} AND blocked_at IS NOT NULL)`,
    },
    {
      reason: 'already_waiting',
      code: 'conflict',
      sentence: 'This address is on the waitlist already.',
      holds: sql`NOT EXISTS (SELECT 1 ${queue} AND other.session_id = ${sessionId} AND other.client_id = ${client})`,
    },
    {
      reason: 'already_booked',
      code: 'conflict',
      sentence: 'This address has a place in this class already.',
      holds: sql`NOT EXISTS (SELECT 1 FROM bookings AS other
        WHERE other.session_id = ${sessionId} AND other.client_id = ${client} AND other.dependent_id IS NULL
          AND other.status NOT IN ${FREED} AND ${unexpired(now)})`,
    },
    {
      reason: 'has_room',
      code: 'conflict',
      sentence: 'There is room: book a place.',
      holds: sql`(${free} < ${partySize} OR EXISTS (SELECT 1 ${queue} AND other.session_id = ${sessionId}
        AND other.status = 'waiting' AND other.skip_reason IS NULL))`,
    },
    {
      reason: 'waitlist_full',
      code: 'conflict',
      sentence: 'The waitlist is full, too.',
      holds: sql`(SELECT count(*) ${queue} AND other.session_id = ${sessionId}) < ${waitlistMax}`,
    },
    {
      reason: 'too_many_waiting',
      code: 'not_allowed',
      sentence: `One person can wait for at most ${maxWaitlistEntries} classes at a time.`,
      holds: sql`(SELECT count(*) ${queue} AND other.client_id = ${client}) < ${maxWaitlistEntries}`,
    },
  ]
}

/** Nobody smaller has to wait for somebody whom the free places are too few for. */
export function skipReasonOnJoining({ sessionId, partySize, now }: Wanted): SQL {
  return sql`(SELECT CASE WHEN ${countFreePlaces(now)} BETWEEN 1 AND ${partySize - 1} THEN 'party_too_large' END
    FROM sessions WHERE sessions.id = ${sessionId})`
}
