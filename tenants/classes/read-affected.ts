import { and, asc, inArray, sql } from 'drizzle-orm'
import { bookings, waitlistEntries, type BookingRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import { unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { IN_LINE } from '../waitlist/in-line.ts'

/** A session before and after a change. */
export type ChangedSession = { before: SessionRow; after: SessionRow }
/** The same; without an after it does not take place any more. */
export type SessionChange = { before: SessionRow; after: SessionRow | null }

/** Somebody in a session that changes. */
export type AffectedPerson = { bookingId: string; clientId: string; firstName: string; lastName: string }

type WhenAndWho = Pick<SessionRow, 'startsAt' | 'endsAt' | 'trainerId' | 'locationId'>

/** A session that changes for people who are booked in it, or wait for a place. */
export type AffectedSession = {
  sessionId: string
  before: WhenAndWho
  /** Null: it does not take place any more. */
  after: WhenAndWho | null
  people: AffectedPerson[]
  /** How many wait for a place. */
  waiting: number
}

/**
 * Of these changes, those that people are told of: another time, trainer or place, or none any more; with everybody they
 * concern. One round trip.
 */
export async function readAffected(
  { db, now }: TenantContext,
  changes: readonly SessionChange[],
): Promise<AffectedSession[]> {
  const told = changes.filter(({ before, after }) => !after || isTold(before, after))
  if (told.length === 0) return []
  const ids = told.map(({ before }) => before.id)
  const [people, waiting] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(
        and(
          inArray(bookings.sessionId, ids),
          inArray(bookings.status, ['pending', 'confirmed', 'checked_in']),
          unexpired(now(), bookings.expiresAt),
        ),
      )
      .orderBy(asc(bookings.createdAt), asc(bookings.partyId), asc(bookings.guestPosition)),
    db.orm
      .select({ sessionId: waitlistEntries.sessionId })
      .from(waitlistEntries)
      .where(and(inArray(waitlistEntries.sessionId, ids), sql`${waitlistEntries.status} IN ${IN_LINE}`)),
  ])
  return told
    .map(({ before, after }) => ({
      sessionId: before.id,
      before: toWhenAndWho(before),
      after: after && toWhenAndWho(after),
      people: people.filter(({ sessionId }) => sessionId === before.id).map(toPerson),
      waiting: waiting.filter(({ sessionId }) => sessionId === before.id).length,
    }))
    .filter(({ people: own, waiting: queue }) => own.length > 0 || queue > 0)
}

/** Whether people have to be told: another time, trainer or place. */
function isTold(before: SessionRow, after: SessionRow): boolean {
  return JSON.stringify(toWhenAndWho(before)) !== JSON.stringify(toWhenAndWho(after))
}

function toWhenAndWho({ startsAt, endsAt, trainerId, locationId }: SessionRow): WhenAndWho {
  return { startsAt, endsAt, trainerId, locationId }
}

/** A guest without a name of their own is shown under that of whoever booked. */
function toPerson(row: BookingRow): AffectedPerson {
  return {
    bookingId: row.id,
    clientId: row.clientId,
    firstName: row.attendeeFirstName ?? row.contactFirstName,
    lastName: row.attendeeLastName ?? row.contactLastName,
  }
}
