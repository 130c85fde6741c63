import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'

/** Long after the last request that could still be about one of them. */
const KEPT_MS = hours(1)

/**
 * Writes off what nobody came back for, so that what it took is no longer looked at. It has counted for nothing since its
 * end: never worth coming for, so this always gives null. Throws DatabaseError.
 */
export async function expireHolds({ db, now: clock }: TenantContext): Promise<null> {
  const now = clock()
  await db.write([
    db.orm.run(sql`UPDATE holds SET status = 'released', status_at = ${now}
      WHERE status = 'active' AND expires_at <= ${now - KEPT_MS}`),
  ])
  return null
}

/** Now (ms) when there is something to write off, else null. @throws DatabaseError */
export async function nextExpiredHold({ db, now }: TenantContext): Promise<number | null> {
  const [old] = await db.read([
    db.orm.all(sql`SELECT 1 FROM holds WHERE status = 'active' AND expires_at <= ${now() - KEPT_MS} LIMIT 1`),
  ])
  return old.length > 0 ? now() : null
}
