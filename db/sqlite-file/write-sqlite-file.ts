import { encodeRecord, type Value } from './encode-record.ts'
import { makeInterior, PAGE_SIZE, toUint16, toUint32, TreeWriter, type Child } from './write-tree.ts'

/** A table to be written: its name, its columns with their types, and its rows, in whatever pieces they come. */
export type FileTable = {
  name: string
  columns: readonly { name: string; type: 'TEXT' | 'INTEGER' | 'REAL' }[]
  rows: AsyncIterable<readonly (readonly Value[])[]> | Iterable<readonly (readonly Value[])[]>
}

export { PAGE_SIZE }

/** A page of the file; number 1 is its beginning, and comes last. */
export type NumberedPage = { number: number; bytes: Uint8Array }

/**
 * Writes tables as a SQLite 3 database file (sqlite.org/fileformat2.html): page by page in the order of their numbers,
 * only the first one at the end, as it says where everything is. Holds a few pages, however long the tables are. Tables have
 * no keys and no indexes: it is a file to read.
 *
 * @throws RangeError for fewer than two tables and for numbers that SQLite does not hold; whatever reading the rows throws.
 */
export async function* writeSqliteFile(
  tables: readonly FileTable[],
): AsyncGenerator<NumberedPage, void, undefined> {
  let lastNumber = 1
  let made: NumberedPage[] = []
  const emit = (bytes: Uint8Array) => {
    lastNumber += 1
    made.push({ number: lastNumber, bytes })
    return lastNumber
  }
  const take = () => {
    const pages = made
    made = []
    return pages
  }
  const schema = new TreeWriter(emit)
  const entries: Uint8Array[] = []
  for (const table of tables) {
    const tree = new TreeWriter(emit)
    for await (const rows of table.rows) {
      for (const row of rows) tree.add(encodeRecord(row))
      yield* take()
    }
    const root = tree.end()
    entries.push(encodeRecord(['table', table.name, table.name, root, toSql(table)]))
    yield* take()
  }
  const [entry, ...otherEntries] = entries
  if (!entry || otherEntries.length === 0) throw new RangeError('A file of two tables at least')
  // The first page stands above two others, whatever there is room for.
  schema.add(entry)
  schema.breakPage()
  for (const other of otherEntries) schema.add(other)
  const leaves = schema.endLeaves()
  yield* take()
  yield { number: 1, bytes: makeFirstPage(leaves, lastNumber) }
}

function toSql({ name, columns }: FileTable): string {
  const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`
  return `CREATE TABLE ${quoted(name)} (${columns.map((one) => `${quoted(one.name)} ${one.type}`).join(', ')})`
}

const MAGIC = 'SQLite format 3\0'
/** Which SQLite wrote it, as SQLite numbers them. */
const WRITTEN_BY = 3_045_000

/** The file's header (fileformat2.html, 1.3), and below it the top of the table of tables. */
function makeFirstPage(leaves: readonly Child[], pages: number): Uint8Array {
  const page = makeInterior(leaves, 100)
  page.set(new TextEncoder().encode(MAGIC))
  // Page size; versions of reading and writing; nothing reserved; fixed fractions; changed once.
  page.set([...toUint16(PAGE_SIZE), 1, 1, 0, 64, 32, 32, ...toUint32(1), ...toUint32(pages)], 16)
  // The schema's version and format; UTF-8.
  page.set([...toUint32(1), ...toUint32(4)], 40)
  page.set(toUint32(1), 56)
  page.set([...toUint32(1), ...toUint32(WRITTEN_BY)], 92)
  return page
}
