import { and, asc, eq, sql } from 'drizzle-orm'
import {
  bookings,
  waitlistEntries,
  type BookingRow,
  type WaitlistEntryRow,
} from '../../db/tenant/schema/index.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { getSession } from './get-session.ts'
import type { SessionView } from './session-view.ts'

/** Somebody who comes. */
export type RosterPerson = Pick<
  BookingRow,
  | 'id'
  | 'clientId'
  | 'partyId'
  | 'guestPosition'
  | 'status'
  | 'source'
  | 'notes'
  | 'checkedInAt'
  | 'expiresAt'
> & {
  /** Null: a guest of whoever booked, without a name. */
  attendee: { firstName: string; lastName: string } | null
  contact: Contact
}

type Contact = { firstName: string; lastName: string; email: string; phone: string | null }

/** Somebody who waits. */
export type RosterEntry = Pick<
  WaitlistEntryRow,
  'id' | 'status' | 'partySize' | 'joinedAt' | 'offerExpiresAt'
> & {
  contact: Contact
}

export type Roster = { session: SessionView; people: RosterPerson[]; waiting: RosterEntry[] }

/**
 * Who comes to a session, each party together in the order in which they booked, and who waits for a place, in their order.
 * For staff, for a trainer of what they give.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getRoster(ctx: TenantContext, sessionId: string): Promise<Roster> {
  requireReach(ctx, 'bookings:view')
  const { db, now } = ctx
  const session = await getSession(ctx, sessionId)
  requireFor(ctx, 'bookings:view', [session.trainerId, session.secondTrainerId])
  const [people, waiting] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(
        and(
          eq(bookings.sessionId, sessionId),
          sql`${bookings.status} NOT IN ${FREED}`,
          unexpired(now(), bookings.expiresAt),
        ),
      )
      .orderBy(asc(bookings.createdAt), asc(bookings.partyId), asc(bookings.guestPosition), asc(bookings.id)),
    db.orm
      .select()
      .from(waitlistEntries)
      .where(and(eq(waitlistEntries.sessionId, sessionId), sql`${waitlistEntries.status} IN ${IN_LINE}`))
      .orderBy(asc(waitlistEntries.joinedAt), asc(waitlistEntries.id)),
  ])
  return { session, people: people.map(toPerson), waiting: waiting.map(toEntry) }
}

function toPerson(row: BookingRow): RosterPerson {
  const { id, clientId, partyId, guestPosition, status, source, notes, checkedInAt, expiresAt } = row
  return {
    id,
    clientId,
    partyId,
    guestPosition,
    status,
    source,
    notes,
    checkedInAt,
    expiresAt,
    attendee: toAttendee(row),
    contact: toContact(row),
  }
}

function toAttendee(row: BookingRow): RosterPerson['attendee'] {
  const { attendeeFirstName, attendeeLastName, guestPosition } = row
  if (attendeeFirstName === null && attendeeLastName === null && guestPosition > 0) return null
  return {
    firstName: attendeeFirstName ?? row.contactFirstName,
    lastName: attendeeLastName ?? (attendeeFirstName === null ? row.contactLastName : ''),
  }
}

function toEntry(row: WaitlistEntryRow): RosterEntry {
  const { id, status, partySize, joinedAt, offerExpiresAt } = row
  return { id, status, partySize, joinedAt, offerExpiresAt, contact: toContact(row) }
}

function toContact(row: BookingRow | WaitlistEntryRow): Contact {
  return {
    firstName: row.contactFirstName,
    lastName: row.contactLastName,
    email: row.contactEmail,
    phone: row.contactPhone,
  }
}
