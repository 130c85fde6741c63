import { eq, sql } from 'drizzle-orm'
import {
  sessions,
  waitlistEntries,
  type SessionRow,
  type WaitlistEntryRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { IN_LINE } from './in-line.ts'

/** A waitlist entry with its session, and which in line it is, itself included. */
export type FoundEntry = { entry: WaitlistEntryRow; session: SessionRow; position: number }

/** How many there are in the line up to the row at hand. */
const positionInLine = sql<number>`(SELECT count(*) FROM waitlist_entries AS ahead
  WHERE ahead.session_id = waitlist_entries.session_id AND ahead.status IN ${IN_LINE}
    AND (ahead.joined_at, ahead.id) <= (waitlist_entries.joined_at, waitlist_entries.id))`

/** The entry with this id, or nothing: one round trip. Asks for no token. Throws DatabaseError. */
export async function findEntry({ db }: TenantContext, id: string): Promise<FoundEntry | undefined> {
  const [[found]] = await db.read([selectEntries(db.orm).where(eq(waitlistEntries.id, id))])
  return found
}

/** For whoever reads entries together with something else. */
export function selectEntries(orm: TenantContext['db']['orm']) {
  return orm
    .select({ entry: waitlistEntries, session: sessions, position: positionInLine })
    .from(waitlistEntries)
    .innerJoin(sessions, eq(sessions.id, waitlistEntries.sessionId))
}
