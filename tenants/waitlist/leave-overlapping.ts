import { sql } from 'drizzle-orm'
import { waitlistEntries, type SessionRow, type WaitlistEntryRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { endEntries } from './end-entries.ts'

type Booked = {
  entry: Pick<WaitlistEntryRow, 'id' | 'clientId'>
  session: Pick<SessionRow, 'startsAt' | 'endsAt'>
}

/**
 * Takes somebody who has got a place out of the lines for classes at the same time. Returns the sessions in which they were
 * offered a place that is free for the next now. Nothing where a studio lets one person be booked twice at a time.
 *
 * Throws DatabaseError.
 */
export async function leaveOverlapping(ctx: TenantContext, { entry, session }: Booked): Promise<string[]> {
  const { studio } = await getCatalogue(ctx)
  if (studio.allowsClientOverlap) return []
  const { db } = ctx
  const where = sql`client_id = ${entry.clientId} AND id <> ${entry.id} AND session_id IN (
    SELECT id FROM sessions WHERE starts_at < ${session.endsAt} AND ends_at > ${session.startsAt})`
  const [offered] = await db.write([
    db.orm
      .select({ sessionId: waitlistEntries.sessionId })
      .from(waitlistEntries)
      .where(sql`${where} AND status = 'offered'`),
    ...endEntries({ where, status: 'left', now: ctx.now() }).map((statement) => db.orm.run(statement)),
  ])
  return offered.map(({ sessionId }) => sessionId)
}
