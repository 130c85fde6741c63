import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'

/** What columns of the row say from now on: by their names in SQL. Objects are kept as JSON. */
export type RowChange = { row: number } & Partial<Record<RowColumn, unknown>>
type RowColumn = 'verdict' | 'errors' | 'email' | 'person' | 'client_id' | 'before' | 'done_at' | 'undone_at'

/**
 * A statement that changes rows of an import that are there, each in its way. An insert that always finds its row: so the
 * database seeks each by its key, where an update would go through the list for each row.
 */
export function setRows(
  { db }: Pick<TenantContext, 'db'>,
  importId: string,
  { columns, changes }: { columns: readonly RowColumn[]; changes: readonly RowChange[] },
) {
  const names = columns.map((column) => sql.identifier(column))
  const values = columns.map((column) => sql`j.value ->> ${`$.${column}`}`)
  const sets = names.map((name) => sql`${name} = excluded.${name}`)
  return db.orm.run(sql`INSERT INTO import_rows (import_id, row, cells, ${sql.join(names, sql`, `)})
    SELECT ${importId}, j.value ->> '$.row', '[]', ${sql.join(values, sql`, `)}
    FROM json_each(${JSON.stringify(changes)}) AS j WHERE true
    ON CONFLICT (import_id, row) DO UPDATE SET ${sql.join(sets, sql`, `)}`)
}
