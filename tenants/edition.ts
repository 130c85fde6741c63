import { sql, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { insistOn, isRefused } from './access/insist-on.ts'
import type { TenantContext } from './context.ts'
import { AppError } from './errors.ts'

/** A row of a table with an `edition`, and which edition of it somebody saw; none: they take it as it is. */
type Seen = { table: SQLiteTable; isIt: SQL; edition: number | undefined }

/** For the beginning of a batch: what follows happens only while the row is as it was seen. See `unlessChanged`. */
export function insistOnEdition(db: TenantContext['db'], { table, isIt, edition }: Seen) {
  const isSeen =
    edition === undefined ? sql`1` : sql`(SELECT edition FROM ${table} WHERE ${isIt}) = ${edition}`
  return insistOn(db, isSeen)
}

/**
 * Writes a batch that begins with `insistOnEdition`.
 *
 * @throws AppError `changed_meanwhile` when somebody else changed the row since it was seen: nothing was written.
 */
export async function unlessChanged<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (!isRefused(error)) throw error
    throw changedMeanwhile()
  }
}

/** What whoever was second is told. */
export function changedMeanwhile(): AppError {
  const sentence = 'Somebody else has changed this meanwhile. Please look at it again.'
  return new AppError('changed_meanwhile', sentence, { reason: 'changed_meanwhile' })
}
