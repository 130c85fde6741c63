import { refusal, StatementError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { bindArguments, type StatementArguments } from '../sql/bind-arguments.ts'
import type { Connection, Outcome, RowSink } from '../sql/connection.ts'
import type { Pacer } from '../sql/pacer.ts'
import type { SqlStatement } from '../sql/parse-sql.ts'
import type { Stream } from './streams.ts'

/** What every statement of one HTTP request runs with. */
export interface Run {
  stream: Stream
  limits: Limits
  pacer: Pacer
}

/**
 * Runs one statement on the stream's connection: waits for its turn to write, counts it in the statistics.
 * Throws StatementError when the statement fails, RequestError when the request may not go on.
 */
export async function runStatement(
  run: Run,
  statement: SqlStatement,
  { args, sink }: { args: StatementArguments; sink: RowSink },
): Promise<Outcome> {
  const { stream, pacer } = run
  const { namespace } = stream
  assertAllowed(run, statement)
  const values = bindArguments(statement, args)
  if (pacer.isDue()) await pacer.rest()
  const connection = stream.connection()
  if (statement.writes) {
    const turn = namespace.writers.acquire(connection, run.limits.writerWaitMs)
    if (turn) await pacer.restWhile(turn)
  }
  namespace.assertOpen()
  const startedAt = performance.now()
  try {
    const outcome = await connection.run(statement, values, { sink, pacer })
    namespace.stats.rows_read_count += outcome.returnedRows
    namespace.stats.rows_written_count += outcome.affectedRows
    return outcome
  } finally {
    settle(run, connection)
    namespace.stats.query_count += 1
    namespace.stats.elapsed_ms += performance.now() - startedAt
  }
}

/** The turn to write is over with the transaction, however that ended. */
function settle({ stream, limits }: Run, connection: Connection): void {
  if (!connection.inTransaction) stream.namespace.writers.release(connection)
  stream.transactionDeadline(limits.transactionMs)
}

function assertAllowed({ stream }: Run, { kind, writes }: SqlStatement): void {
  const { config, name } = stream.namespace
  if (stream.isReadOnly && (writes || kind === 'write' || kind === 'ddl')) {
    throw refusal(
      403,
      `Authorization forbidden: Current session does not have Write permission to namespace ${name}`,
    )
  }
  const isBlocked =
    kind === 'write' || kind === 'ddl'
      ? config.block_reads || config.block_writes
      : config.block_reads && (kind === 'read' || kind === 'begin')
  if (isBlocked) {
    const reason = config.block_reason ? `: ${config.block_reason}` : ''
    throw new StatementError('BLOCKED', `Operation was blocked${reason}`)
  }
}
