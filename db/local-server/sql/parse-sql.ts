import { StatementError } from '../errors.ts'
import { classifyStatement, type StatementKind } from './classify-statement.ts'
import { tokenize, type Token } from './tokenize.ts'

export interface SqlStatement {
  text: string
  kind: StatementKind
  /** Takes the database's write lock when it runs. */
  writes: boolean
  /** INSERT, REPLACE, UPDATE or DELETE: `affected_row_count` means something. */
  changesRows: boolean
  /** INSERT or REPLACE: `last_insert_rowid` means something. */
  inserts: boolean
  isExplain: boolean
  /** Leaves a setting behind on its connection, which must not go to another stream afterwards. */
  changesConnection: boolean
  /** Names in the order of SQLite's parameter numbers, with their prefix; null for a bare `?`. */
  parameters: (string | null)[]
}

const cache = new Map<string, SqlStatement[]>()
const cacheSize = 2_000
const cachedSqlLength = 20_000

/**
 * The statements of a text, in order. Throws StatementError SQL_PARSE_ERROR for statements this server does not
 * run (the same as sqld: ATTACH, VACUUM, temporary tables, pragmas that change settings). Syntax is SQLite's to judge.
 */
export function parseSql(sql: string): SqlStatement[] {
  const cached = cache.get(sql)
  if (cached) return cached
  if (sql.includes('\0')) throw new StatementError('SQL_PARSE_ERROR', notParsed('NUL character in SQL'))
  const statements = splitStatements(tokenize(sql)).map((tokens) => describeStatement(sql, tokens))
  if (sql.length <= cachedSqlLength) {
    if (cache.size >= cacheSize) cache.clear()
    cache.set(sql, statements)
  }
  return statements
}

/** The texts of the statements, whatever they are. */
export function splitSql(sql: string): string[] {
  return splitStatements(tokenize(sql)).map((tokens) => textOf(sql, tokens))
}

/** The one statement of a text. Throws StatementError when there is none or more than one. */
export function parseStatement(sql: string): SqlStatement {
  const [statement, another] = parseSql(sql)
  if (!statement) throw new StatementError('SQL_NO_STATEMENT', 'SQL string does not contain any statement')
  if (another) throw new StatementError('SQL_MANY_STATEMENTS', 'SQL string contains more than one statement')
  return statement
}

export function notParsed(reason: string): string {
  return `SQL string could not be parsed: ${reason}`
}

function describeStatement(sql: string, tokens: Token[]): SqlStatement {
  const text = textOf(sql, tokens)
  const words = tokens.map((token) => (token.kind === 'word' ? token.text.toUpperCase() : token.text))
  const traits = classifyStatement(words)
  if (!traits)
    throw new StatementError('SQL_PARSE_ERROR', notParsed(`unsupported statement: ${text.slice(0, 200)}`))
  return { text, ...traits, parameters: nameParameters(tokens) }
}

function textOf(sql: string, tokens: Token[]): string {
  return sql.slice(tokens[0]?.start, tokens.at(-1)?.end)
}

/** `;` ends a statement, except inside a trigger's body, which goes on until `; END`. */
function splitStatements(tokens: Token[]): Token[][] {
  const statements: Token[][] = []
  let current: Token[] = []
  for (const token of tokens) {
    const ends = token.text === ';' && (!isTrigger(current) || endsTrigger(current))
    if (!ends) current.push(token)
    else if (current.length > 0) {
      statements.push(current)
      current = []
    }
  }
  if (current.length > 0) statements.push(current)
  return statements
}

function isTrigger(tokens: Token[]): boolean {
  const head = tokens
    .slice(0, 6)
    .map((token) => token.text.toUpperCase())
    .join(' ')
  return /^(EXPLAIN (QUERY PLAN )?)?CREATE (TEMP |TEMPORARY )?TRIGGER\b/.test(head)
}

function endsTrigger(tokens: Token[]): boolean {
  return tokens.at(-1)?.text.toUpperCase() === 'END' && tokens.at(-2)?.text === ';'
}

/** Numbers parameters the way SQLite does: `?7` is the seventh, a name seen before keeps its number. */
function nameParameters(tokens: Token[]): (string | null)[] {
  const names: (string | null)[] = []
  for (const { kind, text } of tokens) {
    if (kind !== 'variable') continue
    if (text === '?') names.push(null)
    else if (text.startsWith('?')) nameNumbered(names, text)
    else if (!names.includes(text)) names.push(text)
  }
  return names
}

const largestParameter = 32_766

function nameNumbered(names: (string | null)[], text: string): void {
  const number = Number(text.slice(1))
  // SQLite refuses the statement.
  if (number < 1 || number > largestParameter) return
  while (names.length < number) names.push(null)
  names[number - 1] ??= `?${number}`
}
