import type { TableTallies } from '../registry/schema/backups.ts'
import { hashPieces, type PieceHash } from './hash-pieces.ts'
import { splitStatements } from './split-statements.ts'

/** The name that tables, indexes and triggers go by: SQLite keeps them in this one. */
const SCHEMA = 'sqlite_schema'
const NAME = /("(?:[^"]|"")+"|'(?:[^']|'')+'|`(?:[^`]|``)+`|[\w$]+)/.source
const INSERT = new RegExp(`^INSERT INTO ${NAME}`, 'i')
const TABLE = new RegExp(`^CREATE TABLE (?:IF NOT EXISTS )?${NAME}`, 'i')

/** Goes through a dump piece by piece: counts and hashes the rows of each table, in the order they come. */
export type DumpTally = {
  /** What makes the database anew so far, without the transaction around it. */
  add: (bytes: Uint8Array) => string[]
  /** @throws Error when it was cut off. */
  end: () => TableTallies
}

export function makeDumpTally(): DumpTally {
  const splitter = splitStatements()
  const tables = new Map<string, { rows: number; hash: PieceHash }>()
  const objects: string[] = []
  let last = ''

  function tallyOf(name: string) {
    const known = tables.get(name) ?? { rows: 0, hash: hashPieces() }
    tables.set(name, known)
    return known
  }

  function note(statement: string): void {
    const into = nameIn(INSERT, statement)
    if (into !== undefined) {
      const tally = tallyOf(into)
      tally.rows += 1
      tally.hash.add(`${statement}\n`)
    } else if (/^CREATE /i.test(statement)) {
      objects.push(statement)
      const table = nameIn(TABLE, statement)
      if (table !== undefined) tallyOf(table)
    }
  }

  return {
    add(bytes) {
      const statements = splitter.add(bytes)
      for (const statement of statements) note(statement)
      last = statements.at(-1) ?? last
      return statements.filter((statement) => !/^(PRAGMA|BEGIN|COMMIT)\b/i.test(statement))
    },
    end() {
      splitter.end()
      if (!/^COMMIT\b/i.test(last)) throw new Error('The dump was cut off')
      const schema = tallyOf(SCHEMA)
      schema.rows = objects.length
      schema.hash.add(objects.toSorted().join('\n'))
      const sorted = [...tables].toSorted(([one], [other]) => (one < other ? -1 : 1))
      return Object.fromEntries(sorted.map(([name, { rows, hash }]) => [name, { rows, sha256: hash.end() }]))
    },
  }
}

/** Goes through a whole dump and hands on what makes the database anew. @throws Error when it was cut off. */
export async function tallyDump(
  dump: ReadableStream<Uint8Array>,
  handOn: (statements: readonly string[]) => Promise<void> = async () => {},
): Promise<TableTallies> {
  const tally = makeDumpTally()
  const reader = dump.getReader()
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      await handOn(tally.add(piece.value))
    }
  } catch (error) {
    // Whoever reads no further has the other end stop.
    await reader.cancel().catch(() => undefined)
    throw error
  }
  return tally.end()
}

function nameIn(pattern: RegExp, statement: string): string | undefined {
  const quoted = pattern.exec(statement)?.[1]
  if (quoted === undefined || !/^["'`]/.test(quoted)) return quoted
  const quote = quoted.charAt(0)
  return quoted.slice(1, -1).replaceAll(quote + quote, quote)
}
