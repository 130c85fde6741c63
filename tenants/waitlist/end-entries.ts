import { sql, type SQL } from 'drizzle-orm'
import type { WaitlistEntryRow } from '../../db/tenant/schema/index.ts'

type Ending = {
  /** Which: a condition on the table `waitlist_entries`. Those that are over stay as they are. */
  where: SQL
  status: Extract<WaitlistEntryRow['status'], 'left' | 'expired' | 'unmet'>
  now: number
}

/** Statements that take people out of the line and give back what was kept for them, in one batch. */
export function endEntries({ where, status, now }: Ending): [SQL, SQL] {
  const chosen = sql`(${where}) AND status IN ('waiting', 'offered')`
  return [
    // The holder of an offered place is the entry.
    sql`UPDATE holds SET status = 'released', status_at = ${now}
      WHERE status = 'active' AND holder IN (SELECT id FROM waitlist_entries WHERE ${chosen})`,
    sql`UPDATE waitlist_entries SET status = ${status}, status_at = ${now}, offer_expires_at = NULL WHERE ${chosen}`,
  ]
}
