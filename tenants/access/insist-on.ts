import { sql, type SQL } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import type { AccessDatabase } from './access-context.ts'

/** A statement that changes nothing, and makes its whole batch fail where the condition does not hold: see `isRefused`. */
export function insistOn({ orm }: Pick<AccessDatabase, 'orm'>, condition: SQL) {
  // A SELECT has no better way to undo its batch than a function that fails.
  return orm.all(sql`SELECT json(iif(${condition}, '1', 'it does not hold'))`)
}

/** Whether a batch failed because something it insisted on did not hold. */
export function isRefused(error: unknown): boolean {
  return isDatabaseError(error, 'failed') && error.message.includes('malformed JSON')
}
