import { and, asc, eq } from 'drizzle-orm'
import {
  clients,
  sessions,
  waitlistEntries,
  type SessionRow,
  type WaitlistEntryRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { countFreePlaces } from './count-free-places.ts'

export type WaitingEntry = WaitlistEntryRow & { clientGroupId: string | null }

/** A session, how many places in it are free, and who waits for one, in their order. */
export type Waiting = { session: SessionRow; free: number; entries: WaitingEntry[] }

/** One round trip; nothing when there is no such session. Throws DatabaseError. */
export async function readWaiting(
  { db, now }: TenantContext,
  sessionId: string,
): Promise<Waiting | undefined> {
  const [[found], waiting] = await db.read([
    db.orm
      .select({ session: sessions, free: countFreePlaces(now()) })
      .from(sessions)
      .where(eq(sessions.id, sessionId)),
    db.orm
      .select({ entry: waitlistEntries, clientGroupId: clients.clientGroupId })
      .from(waitlistEntries)
      .innerJoin(clients, eq(clients.id, waitlistEntries.clientId))
      .where(and(eq(waitlistEntries.sessionId, sessionId), eq(waitlistEntries.status, 'waiting')))
      .orderBy(asc(waitlistEntries.joinedAt), asc(waitlistEntries.id)),
  ])
  return (
    found && { ...found, entries: waiting.map(({ entry, clientGroupId }) => ({ ...entry, clientGroupId })) }
  )
}
