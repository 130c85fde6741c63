import { sql, type SQL } from 'drizzle-orm'
import type { WaitlistEntryRow } from '../../db/tenant/schema/index.ts'
import { insertEntryNotice } from '../messages/insert-notice.ts'
import { IN_LINE } from './in-line.ts'

type Ending = {
  /** Which: a condition on the table `waitlist_entries`. Those that are over stay as they are. */
  where: SQL
  status: Extract<WaitlistEntryRow['status'], 'left' | 'expired' | 'unmet'>
  now: number
}

/**
 * Statements that take people out of the line and give back what was kept for them, in one batch. Whoever did not leave by
 * themselves is told.
 */
export function endEntries({ where, status, now }: Ending): [SQL, ...SQL[]] {
  const chosen = sql`(${where}) AND status IN ${IN_LINE}`
  return [
    // The holder of an offered place is the entry.
    sql`UPDATE holds SET status = 'released', status_at = ${now}
      WHERE status = 'active' AND holder IN (SELECT id FROM waitlist_entries WHERE ${chosen})`,
    sql`UPDATE waitlist_entries SET status = ${status}, status_at = ${now}, offer_expires_at = NULL WHERE ${chosen}`,
    ...(status === 'left' ? [] : [tellMissed(status, now)]),
  ]
}

/** Those that ended just now: what they were, their rows do not say any more. */
function tellMissed(status: 'expired' | 'unmet', now: number): SQL {
  const ended = sql`status = ${status} AND status_at = ${now}`
  return insertEntryNotice({ kind: 'waitlist_missed', where: ended, now })
}
