import Papa from 'papaparse'
import type { PersonExport } from './export-client.ts'

// What a table program would take for a formula (OWASP, CSV injection), whatever stands before it.
const FORMULA = /^[\s\p{Cc}]*["']*[=+\-@\t\r\n|%]/u

/**
 * An export as one table, a line for each field of each row: `record,id,field,value`. Quoted as RFC 4180 says, in UTF-8
 * with a byte order mark, for table programs; a text that such a program would run as a formula begins with `'`.
 */
export function toCsv({ records }: PersonExport): string {
  const lines = Object.entries(records).flatMap(([record, rows]) =>
    rows.flatMap((row, index) => {
      const id = typeof row['id'] === 'string' ? row['id'] : String(index + 1)
      return Object.entries(row)
        .filter(([field]) => field !== 'id')
        .map(([field, value]) => [record, id, toSnakeCase(field), toCell(value)].map(disarm))
    }),
  )
  const csv = Papa.unparse({ fields: ['record', 'id', 'field', 'value'], data: lines }, { newline: '\r\n' })
  return `\uFEFF${csv}\r\n`
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** One line of a table, as `toCsv` writes them. */
export function toCsvLine(cells: readonly (string | null)[]): string {
  return `${Papa.unparse([cells.map((cell) => disarm(cell ?? ''))])}\r\n`
}

/** A text that a table program would run as a formula, so that it does not. */
export function disarm(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

function toSnakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
