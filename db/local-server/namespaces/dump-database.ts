import type { Connection, EngineValue } from '../sql/connection.ts'

/**
 * SQL text that makes the database anew, in pieces: schema, rows, sequences, indexes, triggers and views, in one
 * transaction. Text is read as bytes, so that NUL and broken UTF-8 come through. Reads one snapshot.
 */
export function* dumpDatabase(connection: Connection): Generator<string> {
  connection.execute('BEGIN')
  try {
    yield 'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n'
    const objects = [...connection.rows(schemaQuery)].map(([type, name, sql]) => ({
      type: String(type),
      name: String(name),
      sql: String(sql),
    }))
    const tables = objects.filter(({ type }) => type === 'table')
    const hasVirtual = tables.some(({ sql }) => isVirtual(sql))
    if (hasVirtual) yield 'PRAGMA writable_schema=ON;\n'
    for (const { name, sql } of tables) {
      if (isVirtual(sql)) yield insertSchemaRow(name, sql)
      else yield* dumpTable(connection, name, sql)
    }
    for (const { type, sql } of objects) if (type !== 'table') yield `${sql};\n`
    if (hasVirtual) yield 'PRAGMA writable_schema=OFF;\n'
    const [version] = connection.rows('PRAGMA user_version').next().value ?? []
    yield `PRAGMA user_version=${version};\nCOMMIT;\n`
  } finally {
    connection.rollback()
  }
}

// sqlite_sequence appears by itself with the first AUTOINCREMENT table; only its rows are dumped.
const schemaQuery = `
  SELECT type, name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND (name NOT LIKE 'sqlite^_%' ESCAPE '^' OR name = 'sqlite_sequence')
  ORDER BY type = 'table' DESC, name = 'sqlite_sequence', type = 'view' DESC, type = 'index' DESC, rowid`

function isVirtual(sql: string): boolean {
  return /^CREATE VIRTUAL TABLE/i.test(sql)
}

/** Its own tables are dumped like any other; creating it again would create them twice. */
function insertSchemaRow(name: string, sql: string): string {
  const values = `'table',${quoteText(name)},${quoteText(name)},0,${quoteText(sql)}`
  return `INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES(${values});\n`
}

function* dumpTable(connection: Connection, name: string, sql: string): Generator<string> {
  yield name === 'sqlite_sequence' ? 'DELETE FROM sqlite_sequence;\n' : `${sql};\n`
  const columns = listColumns(connection, name)
  const values = columns.map((column) => `typeof(${column}), ${readable(column)}`)
  const into = `INSERT INTO ${quoteName(name)}(${columns.join(',')}) VALUES`
  for (const row of connection.rows(`SELECT ${values.join(', ')} FROM ${quoteName(name)}`)) {
    const literals = columns.map((_, index) => toLiteral(row[index * 2] ?? null, row[index * 2 + 1] ?? null))
    yield `${into}(${literals.join(',')});\n`
  }
}

/** Generated columns cannot be inserted. */
function listColumns(connection: Connection, table: string): string[] {
  const rows = connection.rows(`SELECT name FROM pragma_table_xinfo(${quoteText(table)}) WHERE hidden < 2`)
  return [...rows].map(([name]) => quoteName(String(name)))
}

function readable(column: string): string {
  return `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END`
}

function toLiteral(type: EngineValue, value: EngineValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return realLiteral(value)
  if (!(value instanceof Uint8Array)) return String(value)
  const bytes = Buffer.from(value)
  if (type !== 'text') return `X'${bytes.toString('hex')}'`
  const text = bytes.toString('utf8')
  const isPlain = !text.includes('\0') && Buffer.from(text).equals(bytes)
  return isPlain ? quoteText(text) : `CAST(X'${bytes.toString('hex')}' AS TEXT)`
}

function realLiteral(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '9e999' : '-9e999'
  const text = Object.is(value, -0) ? '-0.0' : String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
