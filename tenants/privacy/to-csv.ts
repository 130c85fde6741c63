import Papa from 'papaparse'
import type { PersonExport } from './export-client.ts'
import { disarm } from './formulas.ts'

/**
 * An export as one table, a line for each field of each row: `record,id,field,value`. Quoted as RFC 4180 says, in UTF-8
 * with a byte order mark, for table programs, which run none of it (`formulas.ts`).
 */
export function toCsv({ records }: PersonExport): string {
  const lines = Object.entries(records).flatMap(([record, rows]) =>
    rows.flatMap((row, index) => {
      const id = typeof row['id'] === 'string' ? row['id'] : String(index + 1)
      return Object.entries(row)
        .filter(([field]) => field !== 'id')
        .map(([field, value]) => toCsvLine([record, id, toSnakeCase(field), toCell(value)]))
    }),
  )
  return `\uFEFF${toCsvLine(['record', 'id', 'field', 'value'])}${lines.join('')}`
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** One line of any table that is exported. */
export function toCsvLine(cells: readonly (string | null)[]): string {
  return `${Papa.unparse([cells.map((cell) => disarm(cell ?? ''))])}\r\n`
}

function toSnakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
