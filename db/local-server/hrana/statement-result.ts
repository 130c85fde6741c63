import { StatementError } from '../errors.ts'
import type { Column, EngineValue, Outcome, RowSink } from '../sql/connection.ts'
import { sizeOfValue, toHranaValue, type HranaValue } from './values.ts'

export interface StatementResult {
  cols: Column[]
  rows: HranaValue[][]
  affected_row_count: number
  last_insert_rowid: string | null
  replication_index: null
  /** The binding does not tell how many rows were visited; these are the rows returned and changed. */
  rows_read: number
  rows_written: number
  query_duration_ms: number
}

/** What may still be added to the answer to one stream request. */
export class ResponseBudget {
  #bytesLeft: number

  constructor(bytes: number) {
    this.#bytesLeft = bytes
  }

  spend(bytes: number): void {
    this.#bytesLeft -= bytes
    if (this.#bytesLeft < 0) throw new StatementError('RESPONSE_TOO_LARGE', 'Response is too large')
  }
}

/** Gathers one statement's result in the wire's shape. */
export class ResultBuilder implements RowSink {
  readonly #budget: ResponseBudget
  readonly #wantRows: boolean
  readonly #startedAt = performance.now()
  #cols: Column[] = []
  readonly #rows: HranaValue[][] = []

  constructor(budget: ResponseBudget, wantRows: boolean) {
    this.#budget = budget
    this.#wantRows = wantRows
  }

  columns(columns: Column[]): void {
    this.#cols = columns
    for (const { name, decltype } of columns) this.#budget.spend(name.length + (decltype?.length ?? 0) + 30)
  }

  row(row: EngineValue[]): void {
    if (!this.#wantRows) return
    this.#budget.spend(row.reduce((sum: number, value) => sum + sizeOfValue(value), 2))
    this.#rows.push(row.map(toHranaValue))
  }

  finish({ returnedRows, affectedRows, lastInsertRowid }: Outcome): StatementResult {
    return {
      cols: this.#cols,
      rows: this.#rows,
      affected_row_count: affectedRows,
      last_insert_rowid: lastInsertRowid === null ? null : lastInsertRowid.toString(),
      replication_index: null,
      rows_read: returnedRows,
      rows_written: affectedRows,
      query_duration_ms: Math.round((performance.now() - this.#startedAt) * 1000) / 1000,
    }
  }
}
