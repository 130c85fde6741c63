import { refusal, StatementError } from '../errors.ts'
import type { Connection } from '../sql/connection.ts'
import { Pacer } from '../sql/pacer.ts'
import { splitSql } from '../sql/parse-sql.ts'

const sliceMs = 15

/**
 * Runs a dump on an empty database. Throws RequestError 400 unless it is one whole transaction that succeeds; the
 * caller then throws the database away.
 */
export async function loadDump(connection: Connection, dump: string): Promise<void> {
  const pacer = new Pacer(sliceMs)
  let committed = false
  for (const statement of splitSql(dump)) {
    if (/^(ATTACH|DETACH|VACUUM)\b/i.test(statement)) throw invalid(`unsupported statement: ${statement}`)
    try {
      connection.execute(statement)
    } catch (error) {
      throw invalid(error instanceof StatementError || error instanceof Error ? error.message : String(error))
    }
    committed ||= /^COMMIT\b/i.test(statement)
    if (pacer.isDue()) await pacer.rest()
  }
  if (!committed || connection.inTransaction) throw refusal(400, 'The dump should commit the transaction.')
  // What the dump's pragmas changed holds for this connection only.
}

function invalid(reason: string): Error {
  return refusal(400, `Error while loading dump: The passed dump sql is invalid: ${reason}`)
}
