import { sql } from 'drizzle-orm'
import type { AccessDatabase } from './access-context.ts'
import { insistOn, isRefused } from './insist-on.ts'

type Statements = Parameters<AccessDatabase['write']>[0]

/**
 * Carries out a batch if its first statement, a compare-and-set, changes a row. Else nothing of it happens and the answer
 * is false: somebody else was first, or what was read before is no longer so.
 */
export async function writeIfChanged(db: AccessDatabase, [first, ...others]: Statements): Promise<boolean> {
  try {
    await db.write([first, insistOn(db, sql`changes() > 0`), ...others])
    return true
  } catch (error) {
    if (isRefused(error)) return false
    throw error
  }
}
