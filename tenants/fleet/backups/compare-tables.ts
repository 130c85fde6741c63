import type { TableTallies } from '../../../db/registry/schema/index.ts'

/** Of a table that differs: how many rows each has; null where there is no such table. */
export type TableDifference = { table: string; before: number | null; after: number | null }

/** Which tables differ between two databases, by their names. */
export function compareTables(before: TableTallies, after: TableTallies): TableDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return names
    .filter((name) => before[name]?.sha256 !== after[name]?.sha256)
    .map((table) => ({ table, before: before[table]?.rows ?? null, after: after[table]?.rows ?? null }))
}
