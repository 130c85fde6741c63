import { protocolError, StatementError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { SqlSource } from './parse-requests.ts'
import type { Stream } from './streams.ts'

/** The text meant by a request: its own, or one stored on the stream before. */
export function resolveSql(stream: Stream, { sql, sqlId }: SqlSource): string {
  if (sql !== undefined) return sql
  const stored = sqlId === undefined ? undefined : stream.storedSql.get(sqlId)
  if (stored === undefined) throw protocolError(`SQL text ${sqlId} not found`)
  return stored
}

export function storeSql(
  stream: Stream,
  { sqlId, sql }: { sqlId: number; sql: string },
  limits: Limits,
): void {
  const { storedSql } = stream
  const size = Buffer.byteLength(sql)
  if (storedSql.has(sqlId)) throw protocolError(`SQL text ${sqlId} already exists`)
  if (storedSql.size >= limits.storedSqlCount) {
    throw new StatementError(
      'SQL_STORE_TOO_MANY',
      `The server already stores ${storedSql.size} SQL texts, it cannot store more`,
    )
  }
  if (size > limits.storedSqlBytes) {
    throw new StatementError(
      'SQL_STORE_TOO_LARGE',
      `The statement is too large to be stored: ${size} B/${limits.storedSqlBytes} B`,
    )
  }
  storedSql.set(sqlId, sql)
}
