import { StatementError } from '../errors.ts'
import type { BatchStep } from './parse-requests.ts'
import { runBatch } from './run-batch.ts'
import { toHranaError } from './run-pipeline.ts'
import type { Run } from './run-statement.ts'
import { toHranaValue } from './values.ts'

/** Runs a batch and emits Hrana's cursor entries as its results come. */
export async function runCursor(run: Run, steps: BatchStep[], emit: (entry: object) => void): Promise<void> {
  let begun = -1
  const emitBegin = (step: number, cols: object[]): void => {
    if (begun !== step) emit({ type: 'step_begin', step, cols })
    begun = step
  }
  try {
    run.stream.connection()
    await runBatch(run, steps, {
      begin: (step, wantRows) => ({
        columns: (columns) => emitBegin(step, columns),
        row: (row) => wantRows && emit({ type: 'row', row: row.map(toHranaValue) }),
      }),
      end: (step, { affectedRows, lastInsertRowid }) => {
        emitBegin(step, [])
        emit({
          type: 'step_end',
          affected_row_count: affectedRows,
          last_insert_rowid: lastInsertRowid === null ? null : lastInsertRowid.toString(),
        })
      },
      fail: (step, error) => emit({ type: 'step_error', step, error: toHranaError(error) }),
    })
  } catch (error) {
    if (!(error instanceof StatementError)) throw error
    emit({ type: 'error', error: toHranaError(error) })
  }
}
