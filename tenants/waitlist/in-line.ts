import { sql, type SQL } from 'drizzle-orm'

/** Statuses of a waitlist entry that is in the line, for SQL: in the words of the index `waitlist_entries_once_idx`. */
export const IN_LINE: SQL = sql.raw(`('waiting', 'offered')`)
