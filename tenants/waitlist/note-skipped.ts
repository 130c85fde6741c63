import { sql } from 'drizzle-orm'
import type { WaitlistEntryRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { countFreePlaces } from './count-free-places.ts'

type Noted = {
  /** As they were read. */
  entries: readonly Pick<WaitlistEntryRow, 'id' | 'skipReason'>[]
  /** Why each was passed by; null: they were not. */
  reasons: ReadonlyMap<string, string | null>
}

/**
 * Writes down who was passed by and why: while it stands, others may go before them. It stands as long as the place is free;
 * with a place that is gone by now it says nothing about the next (`queue-again.ts`). Throws DatabaseError.
 */
export async function noteSkipped({ db, now }: TenantContext, { entries, reasons }: Noted): Promise<void> {
  const changed = entries
    .filter(({ id, skipReason }) => reasons.has(id) && reasons.get(id) !== skipReason)
    .map(({ id }) => ({ id, reason: reasons.get(id) ?? null }))
  if (changed.length === 0) return
  const hasRoom = sql`EXISTS (SELECT 1 FROM sessions
    WHERE sessions.id = waitlist_entries.session_id AND ${countFreePlaces(now())} > 0)`
  await db.write([
    db.orm.run(sql`UPDATE waitlist_entries
      SET skip_reason = CASE WHEN ${hasRoom} THEN change.value ->> '$.reason' END
      FROM json_each(${JSON.stringify(changed)}) AS change
      WHERE waitlist_entries.id = change.value ->> '$.id' AND status = 'waiting'`),
  ])
}
