import Database from 'libsql'

import { StatementError } from '../errors.ts'
import { isBusy, toStatementError } from './engine-error.ts'
import type { Pacer } from './pacer.ts'
import type { SqlStatement } from './parse-sql.ts'

/** What goes in and out of the engine: integers are bigint, number is always REAL. */
export type EngineValue = null | bigint | number | string | Uint8Array

export interface Column {
  name: string
  decltype: string | null
}

/** Takes a result as it comes; may throw StatementError to stop it. */
export interface RowSink {
  columns(columns: Column[]): void
  row(row: EngineValue[]): void
}

export interface Outcome {
  returnedRows: number
  affectedRows: number
  lastInsertRowid: bigint | null
}

interface Prepared {
  statement: Database.Statement
  returnsRows: boolean
}

const cachedStatements = 200

/**
 * One connection to one database file. Runs one statement at a time.
 *
 * The binding cannot reset a statement that failed with SQLITE_BUSY; it stays pending, and later writes of the
 * connection would never be committed. Such a connection is `spoiled`: once out of its transaction it must be closed.
 */
export class Connection {
  isSpoiled = false
  /** A setting of the connection was changed, so no other stream may have it. */
  isChanged = false
  readonly isReadOnly: boolean
  #isClosed = false
  readonly #database: Database.Database
  readonly #prepared = new Map<string, Prepared>()

  constructor(path: string, isReadOnly = false) {
    this.isReadOnly = isReadOnly
    this.#database = new Database(path)
    this.#database.defaultSafeIntegers(true)
    // FULL: what was acknowledged is on the disk. Waiting for locks is done outside, without blocking the thread.
    this.#database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 0;',
    )
    if (isReadOnly) this.#database.exec('PRAGMA query_only = ON')
  }

  get inTransaction(): boolean {
    return !this.#isClosed && this.#database.inTransaction
  }

  /** Throws StatementError. */
  async run(
    statement: SqlStatement,
    values: EngineValue[],
    to: { sink: RowSink; pacer: Pacer },
  ): Promise<Outcome> {
    if (statement.changesConnection) this.isChanged = true
    try {
      const prepared = this.#prepare(statement)
      if (!prepared.returnsRows) return this.#runSilent(prepared, statement, values)
      const returnedRows = await this.#runRows(prepared, { statement, values }, to)
      return { returnedRows, ...this.#countersAfterRows(statement) }
    } catch (error) {
      if (isBusy(error)) this.isSpoiled = true
      throw toStatementError(error, statement.text)
    }
  }

  /** The columns a statement would return, without running it. Throws StatementError. */
  describe(statement: SqlStatement): Column[] {
    try {
      return columnsOf(this.#prepare(statement))
    } catch (error) {
      throw toStatementError(error, statement.text)
    }
  }

  /** For the server's own statements: several at once, no results, engine errors as they come. */
  execute(sql: string): void {
    this.#assertOpen()
    this.#database.exec(sql)
  }

  /** For the server's own questions. */
  rows(sql: string): IterableIterator<EngineValue[]> {
    this.#assertOpen()
    // The binding returns an array of values per row in raw mode, of the types listed above.
    return this.#database.prepare(sql).raw().iterate() as IterableIterator<EngineValue[]>
  }

  /** Should it fail, which only a broken disk can bring about, the connection must be closed. */
  rollback(): void {
    try {
      if (this.inTransaction) this.#database.exec('ROLLBACK')
    } catch {
      this.isSpoiled = true
    }
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#prepared.clear()
    this.#database.close()
  }

  /** The binding aborts the process when a closed database is used. */
  #assertOpen(): void {
    if (this.#isClosed) throw new StatementError('SQLITE_MISUSE', 'SQLite error: the connection was closed')
  }

  #prepare(statement: SqlStatement): Prepared {
    this.#assertOpen()
    const cached = this.#prepared.get(statement.text)
    if (cached) return cached
    const engineStatement = this.#database.prepare(statement.text)
    const prepared = { statement: engineStatement, returnsRows: engineStatement.reader }
    if (prepared.returnsRows) engineStatement.raw()
    if (statement.kind === 'ddl' || statement.changesConnection) return prepared
    if (this.#prepared.size >= cachedStatements) this.#prepared.clear()
    this.#prepared.set(statement.text, prepared)
    return prepared
  }

  #runSilent(
    { statement }: Prepared,
    { changesRows, inserts }: SqlStatement,
    values: EngineValue[],
  ): Outcome {
    const { changes, lastInsertRowid } = statement.run(values)
    return {
      returnedRows: 0,
      affectedRows: changesRows ? changes : 0,
      lastInsertRowid: inserts ? this.#exactRowid(lastInsertRowid) : null,
    }
  }

  async #runRows(
    prepared: Prepared,
    { statement, values }: { statement: SqlStatement; values: EngineValue[] },
    { sink, pacer }: { sink: RowSink; pacer: Pacer },
  ): Promise<number> {
    // As in rows(). The engine fetches a hundred rows at a time; the first fetch may compile the statement anew.
    const rows = prepared.statement.iterate(values) as IterableIterator<EngineValue[]>
    let next = rows.next()
    let count = 0
    try {
      sink.columns(columnsOf(prepared))
      for (; next.done !== true; next = rows.next()) {
        sink.row(next.value)
        count += 1
        if (count % 100 > 0 || !pacer.isDue()) continue
        await pacer.rest()
        this.#assertOpen()
      }
    } catch (error) {
      // After an error of the engine there is nothing to let go of.
      if (error instanceof StatementError && !this.#isClosed) letGo(prepared, statement, rows)
      throw error
    }
    return count
  }

  #countersAfterRows({ changesRows, inserts }: SqlStatement): Omit<Outcome, 'returnedRows'> {
    if (!changesRows) return { affectedRows: 0, lastInsertRowid: null }
    const { changes, rowid } = this.#counters()
    return { affectedRows: Number(changes), lastInsertRowid: inserts ? rowid : null }
  }

  /** The binding hands the row id over as a float. */
  #exactRowid(rowid: number | bigint): bigint {
    return Number.isSafeInteger(rowid) ? BigInt(rowid) : this.#counters().rowid
  }

  #counters(): { changes: bigint; rowid: bigint } {
    const [changes, rowid] = this.rows('SELECT changes(), last_insert_rowid()').next().value ?? []
    return {
      changes: typeof changes === 'bigint' ? changes : 0n,
      rowid: typeof rowid === 'bigint' ? rowid : 0n,
    }
  }
}

/**
 * Resets a statement whose result nobody wants any more. `get` does it for a read, after one more step; for a write
 * that could mean running it again, so its remaining rows, all written by now, are read to the end.
 */
function letGo(prepared: Prepared, statement: SqlStatement, rows: Iterator<EngineValue[]>): void {
  if (!statement.writes) prepared.statement.get()
  else while (rows.next().done !== true);
}

function columnsOf({ statement }: Prepared): Column[] {
  return statement.columns().map(({ name, type }) => ({ name, decltype: type }))
}
