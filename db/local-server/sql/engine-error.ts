import { StatementError } from '../errors.ts'
import { notParsed } from './parse-sql.ts'

// SQLite's primary result codes, as sqld names them; SQLITE_ERROR itself is "unknown".
const codes: Record<number, string> = {
  2: 'SQLITE_INTERNAL',
  3: 'SQLITE_PERM',
  4: 'SQLITE_ABORT',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  9: 'SQLITE_INTERRUPT',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  12: 'SQLITE_NOTFOUND',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  17: 'SQLITE_SCHEMA',
  18: 'SQLITE_TOOBIG',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  21: 'SQLITE_MISUSE',
  22: 'SQLITE_NOLFS',
  23: 'SQLITE_AUTH',
  25: 'SQLITE_RANGE',
  26: 'SQLITE_NOTADB',
}
const primaryCode = 0xff
const busy = 5

export const busyError = new StatementError('SQLITE_BUSY', 'SQLite error: database is locked')

export function isBusy(error: unknown): boolean {
  return ((rawCodeOf(error) ?? 0) & primaryCode) === busy
}

/** Turns what the engine threw into the error sqld would answer with: its code, its wording. */
export function toStatementError(error: unknown, sql: string): StatementError {
  if (error instanceof StatementError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = codes[(rawCodeOf(error) ?? 0) & primaryCode]
  if (code) return new StatementError(code, `SQLite error: ${message}`)
  if (/syntax error|unrecognized token|incomplete input/.test(message)) {
    return new StatementError('SQL_PARSE_ERROR', notParsed(message))
  }
  const unknownName = /^no such (?:column|function): (?:.*\.)?(.+)$/.exec(message)?.[1]
  if (unknownName) {
    const offset = Math.max(sql.indexOf(unknownName), 0)
    return new StatementError('SQL_INPUT_ERROR', `SQL input error: ${message} (at offset ${offset})`)
  }
  return new StatementError('SQLITE_UNKNOWN', `SQLite error: ${message}`)
}

function rawCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('rawCode' in error)) return undefined
  return typeof error.rawCode === 'number' ? error.rawCode : undefined
}
