export interface Token {
  kind: 'word' | 'variable' | 'quoted' | 'symbol'
  text: string
  start: number
  end: number
}

// SQLite's identifier characters: letters, digits, _, $ and everything beyond ASCII.
const word = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y
const number = /\.?\d[A-Za-z0-9_.]*/y
const variable = /\?\d*|[:@$#](?:[A-Za-z0-9_$\u0080-\uffff]|::)+(?:\([^)\s]*\))?/y
const blank = /[\s\ufeff]+/y

/**
 * Cuts SQL into the tokens that matter for finding statements, their kind and their parameters. Comments and white
 * space are left out. Never fails: text SQLite would refuse becomes some token, and SQLite refuses it later.
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < sql.length) {
    const afterBlank = skipBlank(sql, at)
    if (afterBlank > at) {
      at = afterBlank
      continue
    }
    const token = readToken(sql, at)
    tokens.push(token)
    at = token.end
  }
  return tokens
}

function readToken(sql: string, start: number): Token {
  const first = sql.charAt(start)
  const literal = (first === 'x' || first === 'X') && sql.charAt(start + 1) === "'"
  if (literal) return make('quoted', sql, { start, end: endOfQuoted(sql, start + 1, "'") })
  if (first === "'" || first === '"' || first === '`') {
    return make('quoted', sql, { start, end: endOfQuoted(sql, start, first) })
  }
  if (first === '[') return make('quoted', sql, { start, end: endAfter(sql, ']', start + 1) })
  for (const [kind, pattern] of patterns) {
    const end = endOfMatch(sql, pattern, start)
    if (end > start) return make(kind, sql, { start, end })
  }
  return make('symbol', sql, { start, end: start + 1 })
}

const patterns: readonly [Token['kind'], RegExp][] = [
  ['word', word],
  ['symbol', number],
  ['variable', variable],
]

function make(kind: Token['kind'], sql: string, range: { start: number; end: number }): Token {
  return { kind, text: sql.slice(range.start, range.end), ...range }
}

function skipBlank(sql: string, at: number): number {
  if (sql.startsWith('--', at)) return endAfter(sql, '\n', at)
  if (sql.startsWith('/*', at)) return endAfter(sql, '*/', at + 2)
  return endOfMatch(sql, blank, at)
}

function endOfMatch(sql: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at
  return pattern.test(sql) ? pattern.lastIndex : at
}

function endAfter(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from)
  return found < 0 ? sql.length : found + mark.length
}

/** A doubled quote inside stands for one quote. */
function endOfQuoted(sql: string, start: number, quote: string): number {
  let at = start + 1
  for (;;) {
    const end = endAfter(sql, quote, at)
    if (sql.charAt(end) !== quote || end >= sql.length) return end
    at = end + 1
  }
}
