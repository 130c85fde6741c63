import { asc, eq } from 'drizzle-orm'
import { bookingEvents, bookings, messages, sessions, waitlistEntries } from '../../db/tenant/schema/index.ts'
import { findFaults } from './find-faults.ts'
import type { TestTenant } from './make-tenant.ts'

/** A session with everybody in it, and all that was told in the studio. */
export async function readSession({ ctx: { db } }: TestTenant, sessionId: string) {
  const [[session], people, told, events, waiting] = await db.read([
    db.orm.select().from(sessions).where(eq(sessions.id, sessionId)),
    db.orm.select().from(bookings).where(eq(bookings.sessionId, sessionId)).orderBy(asc(bookings.id)),
    db.orm.select().from(messages).orderBy(asc(messages.plannedAt), asc(messages.id)),
    db.orm.select().from(bookingEvents),
    db.orm.select().from(waitlistEntries).where(eq(waitlistEntries.sessionId, sessionId)),
  ])
  if (!session) throw new Error('no session')
  return { session, people, told, events, waiting }
}

/** What must never be, except that rows written by a test have no history. */
export async function listFaults({ ctx, clock }: TestTenant): Promise<string[]> {
  return (await findFaults(ctx.db, clock.now())).filter((fault) => !fault.endsWith('has no history'))
}
