import { LibsqlBatchError, LibsqlError } from '@libsql/client/web'
import { DatabaseError } from './database-error.ts'

/**
 * Says what a failed batch means. Whatever is not a clear answer of the database counts as `unknown` after a write:
 * time-outs, cut sockets, 5xx, garbage (`design.md` 4.3).
 */
export function toDatabaseError(error: unknown, mode: 'read' | 'write', isGuarded: boolean): DatabaseError {
  const lost = mode === 'write' ? 'unknown' : 'unavailable'
  if (!(error instanceof LibsqlError)) return new DatabaseError(lost, describe(error), { cause: error })

  const cause = { cause: error }
  const isAnswer = error.code.startsWith('SQL')
  if (isGuarded && isAnswer && error instanceof LibsqlBatchError && error.statementIndex === 0) {
    const kind = error.message.includes('integer overflow') ? 'wrong_version' : 'wrong_database'
    return new DatabaseError(kind, error.message, cause)
  }
  if (error.code === 'SERVER_ERROR')
    return new DatabaseError(refused(error) ? 'unavailable' : lost, error.message, cause)
  if (error.code.startsWith('SQLITE_BUSY') || error.code === 'TRANSACTION_BUSY') {
    return new DatabaseError('busy', error.message, cause)
  }
  if (error.code.startsWith('SQLITE_CONSTRAINT')) return new DatabaseError('constraint', error.message, cause)
  if (error.code === 'BLOCKED' || error.code.startsWith('AUTH_')) {
    return new DatabaseError('unavailable', error.message, cause)
  }
  if (error.code.startsWith('SQL_') || error.code.startsWith('SQLITE_') || error.code.startsWith('ARGS_')) {
    return new DatabaseError('failed', error.message, cause)
  }
  return new DatabaseError(lost, error.message, cause)
}

/** A 4xx was decided before any statement ran. */
function refused(error: LibsqlError): boolean {
  const status = (error.cause as { status?: unknown } | undefined)?.status
  return typeof status === 'number' && status >= 400 && status < 500
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure'
}
