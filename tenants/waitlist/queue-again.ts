import { sql, type SQL } from 'drizzle-orm'
import { countFreePlaces } from './count-free-places.ts'

type Filled = {
  sessionIds: readonly string[]
  /** Whether anything was filled at all. */
  isWritten: SQL
  now: number
}

/**
 * A statement for the batch in which places are taken: where a session is full with that, whoever was passed by is in the
 * queue again, as what kept them from this place need not keep them from the next.
 */
export function queueAgain({ sessionIds, isWritten, now }: Filled): SQL {
  return sql`UPDATE waitlist_entries SET skip_reason = NULL
    WHERE session_id IN (SELECT value FROM json_each(${JSON.stringify(sessionIds)}))
      AND status = 'waiting' AND skip_reason IS NOT NULL AND ${isWritten}
      AND EXISTS (SELECT 1 FROM sessions WHERE sessions.id = waitlist_entries.session_id AND ${countFreePlaces(now)} <= 0)`
}
