import { StatementError } from '../errors.ts'
import type { Outcome, RowSink } from '../sql/connection.ts'
import { parseStatement } from '../sql/parse-sql.ts'
import type { BatchStep, Condition } from './parse-requests.ts'
import { runStatement, type Run } from './run-statement.ts'
import { resolveSql } from './resolve-sql.ts'

/** Where a batch's results go, step by step. A sink may throw StatementError to end the step or, fatally, the batch. */
export interface BatchSink {
  begin(step: number, wantRows: boolean): RowSink
  end(step: number, outcome: Outcome): void
  fail(step: number, error: StatementError): void
}

/**
 * Runs the steps whose conditions hold, in order. A failing step is reported to the sink and the next ones go on.
 * Before the first one runs, all are parsed: throws StatementError for text that is not one statement.
 */
export async function runBatch(run: Run, steps: BatchStep[], sink: BatchSink): Promise<void> {
  const statements = steps.map(({ statement }) => parseStatement(resolveSql(run.stream, statement)))
  const succeeded: boolean[] = []
  for (const [index, step] of steps.entries()) {
    const statement = statements[index]
    succeeded[index] = false
    if (!statement || !holds(step.condition, succeeded, run)) continue
    try {
      const rows = sink.begin(index, step.statement.wantRows)
      const outcome = await runStatement(run, statement, { args: step.statement, sink: rows })
      sink.end(index, outcome)
      succeeded[index] = true
    } catch (error) {
      if (!(error instanceof StatementError) || error.code === 'RESPONSE_TOO_LARGE') throw error
      sink.fail(index, error)
    }
  }
}

function holds(condition: Condition | undefined, succeeded: boolean[], run: Run): boolean {
  switch (condition?.type) {
    case undefined:
      return true
    case 'ok':
      return succeeded[condition.step] === true
    case 'error':
      return succeeded[condition.step] !== true
    case 'not':
      return !holds(condition.condition, succeeded, run)
    case 'and':
      return condition.conditions.every((item) => holds(item, succeeded, run))
    case 'or':
      return condition.conditions.some((item) => holds(item, succeeded, run))
    case 'is_autocommit':
      return !run.stream.inTransaction
  }
}
