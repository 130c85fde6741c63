import { and, eq, lte } from 'drizzle-orm'
import { loginSessions } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'
import type { AccessContext } from './access-context.ts'

/** Notes that somebody was there, so that their session goes on: to five minutes, far less than any may be idle. */
export async function noteLoginSeen(
  { db, now }: Pick<AccessContext, 'db' | 'now'>,
  { sessionId }: { sessionId: string },
): Promise<void> {
  const lastSeenAt = now()
  await db.write([
    db.orm
      .update(loginSessions)
      .set({ lastSeenAt })
      .where(and(eq(loginSessions.id, sessionId), lte(loginSessions.lastSeenAt, lastSeenAt - minutes(5)))),
  ])
}
