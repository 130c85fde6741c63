import { eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import { classSeries, type ClassSeriesRow, type SessionRow } from '../../db/tenant/schema/index.ts'

/**
 * A statement that undoes the whole batch when one of these sessions is not as it was read, as it breaks a rule of the
 * table then (`sessions_places`, see `isChangedMeanwhile`). The first of its batch.
 */
export function refuseIfChanged(rows: readonly Pick<SessionRow, 'id' | 'version'>[]): SQL {
  const read = JSON.stringify(rows.map(({ id, version }) => ({ id, version })))
  return sql`UPDATE sessions SET capacity = -1 WHERE id IN (
    SELECT value ->> '$.id' FROM json_each(${read}) WHERE value ->> '$.id' = sessions.id AND value ->> '$.version' <> sessions.version)`
}

/** The same for a series (`class_series_minutes`). */
export function refuseIfSeriesChanged(row: ClassSeriesRow): SQL {
  const isAsRead = Object.entries(getTableColumns(classSeries)).map(([name, column]) => {
    // The keys of the table's columns are those of its rows.
    const value = row[name as keyof ClassSeriesRow]
    return sql`${column} IS ${value === null ? null : sql.param(value, column)}`
  })
  return sql`UPDATE class_series SET start_minute = -1
    WHERE ${eq(classSeries.id, row.id)} AND NOT (${sql.join(isAsRead, sql` AND `)})`
}
