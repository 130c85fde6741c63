import { and, asc, inArray, sql } from 'drizzle-orm'
import { bookings, type BookingRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** Somebody in a session that changes. */
export type AffectedPerson = Pick<BookingRow, 'id' | 'clientId' | 'guestPosition'> & {
  firstName: string
  lastName: string
}

/** A session that changes for people who are booked in it. */
export type AffectedSession = {
  sessionId: string
  before: Pick<SessionRow, 'startsAt' | 'endsAt' | 'trainerId' | 'locationId'>
  /** Null: it does not take place any more. */
  after: Pick<SessionRow, 'startsAt' | 'endsAt' | 'trainerId' | 'locationId'> | null
  people: AffectedPerson[]
}

/** The bookings that count in these sessions, by session, for `db.read`. */
export function selectPeople({ db, now }: TenantContext, sessionIds: readonly string[]) {
  return db.orm
    .select()
    .from(bookings)
    .where(
      and(
        inArray(bookings.sessionId, [...sessionIds]),
        inArray(bookings.status, ['pending', 'confirmed', 'checked_in']),
        sql`(${bookings.expiresAt} IS NULL OR ${bookings.expiresAt} > ${now()})`,
      ),
    )
    .orderBy(asc(bookings.createdAt), asc(bookings.partyId), asc(bookings.guestPosition))
}

/** A session before and after a change; without an after, it is dropped. */
export type SessionChange = { before: SessionRow; after: SessionRow | null }

/** Those of the changes that people have to be told of, and who they are. */
export function listAffected(
  changes: readonly SessionChange[],
  people: readonly BookingRow[],
): AffectedSession[] {
  return changes.flatMap(({ before, after }) => {
    const own = people.filter(({ sessionId }) => sessionId === before.id)
    if (own.length === 0 || (after && !isTold(before, after))) return []
    return [
      {
        sessionId: before.id,
        before: toWhen(before),
        after: after && toWhen(after),
        people: own.map((row) => ({
          id: row.id,
          clientId: row.clientId,
          guestPosition: row.guestPosition,
          firstName: row.attendeeFirstName ?? row.contactFirstName,
          lastName: row.attendeeLastName ?? row.contactLastName,
        })),
      },
    ]
  })
}

function isTold(before: SessionRow, after: SessionRow): boolean {
  return JSON.stringify(toWhen(before)) !== JSON.stringify(toWhen(after))
}

function toWhen({ startsAt, endsAt, trainerId, locationId }: SessionRow) {
  return { startsAt, endsAt, trainerId, locationId }
}
