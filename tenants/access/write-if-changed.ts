import { sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import type { AccessDatabase } from './access-context.ts'

type Statements = Parameters<AccessDatabase['write']>[0]

/**
 * Carries out a batch if its first statement, a compare-and-set, changes a row. Else nothing of it happens and the answer
 * is false: somebody else was first, or what was read before is no longer so.
 */
export async function writeIfChanged(
  { orm, write }: AccessDatabase,
  [first, ...others]: Statements,
): Promise<boolean> {
  try {
    await write([first, orm.all(sql`SELECT json(iif(changes() > 0, '1', 'nothing changed'))`), ...others])
    return true
  } catch (error) {
    // A SELECT has no better way to undo its batch than a function that fails.
    if (isDatabaseError(error, 'failed') && error.message.includes('malformed JSON')) return false
    throw error
  }
}
