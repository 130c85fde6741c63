import { sql, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** The statement after which rows stand in the order of `ids`, and whatever is not named after them. */
export function toOrder(table: SQLiteTable, ids: readonly string[]): SQL {
  const named = sql`(SELECT key FROM json_each(${JSON.stringify(ids)}) WHERE value = ${table}.id)`
  const place = sql`coalesce(${named}, ${ids.length})`
  // Rows that stay where they are keep their edition.
  return sql`UPDATE ${table} SET position = ${place} WHERE position <> ${place}`
}
