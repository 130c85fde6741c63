import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { bookings, waitlistEntries, type WaitlistEntryRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findAnyService } from '../studio/get-any-service.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { getSession } from './get-session.ts'
import {
  selectRoster,
  toRosterPerson,
  type Contact,
  type RosterPerson,
  type RosterRow,
} from './roster-person.ts'
import type { SessionView } from './session-view.ts'

/** Somebody who waits. */
export type RosterEntry = Pick<
  WaitlistEntryRow,
  'id' | 'status' | 'partySize' | 'joinedAt' | 'offerExpiresAt'
> & {
  contact: Contact
}

export type Roster = {
  session: SessionView
  people: RosterPerson[]
  /** Who was to come and does not, whoever called it off: the last to do so first. */
  gone: RosterPerson[]
  waiting: RosterEntry[]
}

/** More than a class has places; of those who went, the last. */
const MOST_GONE = 200

/**
 * Who comes to a session, each party together in the order in which they booked, and who waits for a place, in their order.
 * For staff, for a trainer of what they give: of what others give there is none.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getRoster(ctx: TenantContext, sessionId: string): Promise<Roster> {
  const { onlyTrainerId } = requireReach(ctx, 'bookings:view')
  const { db, now } = ctx
  const session = await getSession(ctx, sessionId)
  if (onlyTrainerId !== null && ![session.trainerId, session.secondTrainerId].includes(onlyTrainerId)) {
    throw new AppError('not_found', 'There is no such session.')
  }
  const service = findAnyService(await getCatalogue(ctx), session.serviceId)
  const isOf = eq(bookings.sessionId, sessionId)
  const [people, gone, waiting] = await db.read([
    selectRoster(
      ctx,
      and(isOf, sql`${bookings.status} NOT IN ${FREED}`, unexpired(now(), bookings.expiresAt)),
    ).orderBy(asc(bookings.createdAt), asc(bookings.partyId), asc(bookings.guestPosition), asc(bookings.id)),
    selectRoster(ctx, and(isOf, sql`${bookings.status} IN ${FREED}`))
      .orderBy(desc(bookings.statusAt), asc(bookings.id))
      .limit(MOST_GONE),
    db.orm
      .select()
      .from(waitlistEntries)
      .where(and(eq(waitlistEntries.sessionId, sessionId), sql`${waitlistEntries.status} IN ${IN_LINE}`))
      .orderBy(asc(waitlistEntries.joinedAt), asc(waitlistEntries.id)),
  ])
  const toPerson = (row: RosterRow) =>
    toRosterPerson(row, { timeZone: session.timeZone, checkInMinutes: service?.checkInMinutes ?? null })
  return { session, people: people.map(toPerson), gone: gone.map(toPerson), waiting: waiting.map(toEntry) }
}

function toEntry(row: WaitlistEntryRow): RosterEntry {
  const { id, status, partySize, joinedAt, offerExpiresAt } = row
  const { contactFirstName: firstName, contactLastName: lastName, contactPhone: phone } = row
  const contact = { firstName, lastName, email: row.contactEmail, phone }
  return { id, status, partySize, joinedAt, offerExpiresAt, contact }
}
