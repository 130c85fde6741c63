import { sql } from 'drizzle-orm'
import type { Value } from '../../db/sqlite-file/encode-record.ts'
import type { FileTable } from '../../db/sqlite-file/write-sqlite-file.ts'
import type { TenantContext } from '../context.ts'
import { listDownloadTables, type DownloadTable } from './download-tables.ts'

const ROWS_AT_ONCE = 1_000

type Reader = Pick<TenantContext, 'db' | 'schemaVersion'>
type Read = { onRows: (count: number) => Promise<void> }

/** A studio's tables for its file, the two that describe it first. Rows are read while it is written, some at a time. */
export function readTables({ db, schemaVersion }: Reader, { onRows }: Read): FileTable[] {
  const tables = listDownloadTables(schemaVersion)
  return [
    describeTables(tables),
    describeColumns(tables),
    ...tables.map((table) => ({
      name: table.name,
      columns: table.columns,
      rows: readRows(db, { table, onRows }),
    })),
  ]
}

/** How many rows there are, all in all. */
export async function countRows({ db, schemaVersion }: Reader): Promise<number> {
  const tables = listDownloadTables(schemaVersion)
  const counts = tables.map(({ name }) => sql`(SELECT count(*) FROM ${sql.identifier(name)})`)
  const [[row]] = await db.read([db.orm.all<{ n: number }>(sql`SELECT ${sql.join(counts, sql` + `)} AS n`)])
  return row?.n ?? 0
}

const text = (name: string) => ({ name, type: 'TEXT' as const })

function describeTables(tables: readonly DownloadTable[]): FileTable {
  const rows = tables.map(({ name, meaning }) => [name, meaning])
  return { name: 'about_tables', columns: [text('table_name'), text('meaning')], rows: [rows] }
}

function describeColumns(tables: readonly DownloadTable[]): FileTable {
  const columns = [text('table_name'), text('column_name'), text('meaning')]
  const rows = tables.flatMap((table) =>
    table.columns.map(({ name, meaning }) => [table.name, name, meaning]),
  )
  return { name: 'about_columns', columns, rows: [rows] }
}

type Reading = Read & { table: DownloadTable }

/** In the order in which they were written; each read goes on after the last row of the one before. */
async function* readRows(
  { orm, read }: TenantContext['db'],
  { table, onRows }: Reading,
): AsyncGenerator<Value[][], void, undefined> {
  const names = table.columns.map(({ name }) => name)
  const columns = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  )
  for (let after = 0; ;) {
    const [rows] = await read([
      orm.all<
        Record<string, Value>
      >(sql`SELECT rowid AS row_number, ${columns} FROM ${sql.identifier(table.name)}
        WHERE rowid > ${after} ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`),
    ])
    yield rows.map((row) => names.map((name) => row[name] ?? null))
    await onRows(rows.length)
    if (rows.length < ROWS_AT_ONCE) return
    after = Number(rows.at(-1)?.['row_number'])
  }
}
