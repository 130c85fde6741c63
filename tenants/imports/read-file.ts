import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { detectEncoding, encodings, type Encoding } from './detect-encoding.ts'
import { findOddKind } from './file-kind.ts'
import { insistOnProgress, setImport, type Import } from './find-import.ts'
import { looksLikeHeadings } from './guess-mapping.ts'
import { guessReading } from './guess-reading.ts'
import {
  delimiters,
  detectDelimiter,
  readRecords,
  type Delimiter,
  type SourceRecord,
} from './read-records.ts'
import { LONGEST_CELL } from './read-row.ts'

export const MOST_ROWS = 100_000
export const MOST_COLUMNS = 200

/** As much is read, kept and written at once. More than the longest record, however its letters are written. */
export const WINDOW_BYTES = 1024 * 1024
const MOST_RECORDS = 2_000

/**
 * One step of reading a file into rows: its letters and signs first, then so much of it. The step and where the next one
 * begins are one batch: cut off anywhere, it is read on from there.
 *
 * @throws DatabaseError; `isRefused` when another visit was faster.
 */
export async function readFile(ctx: TenantContext, found: Import, windowBytes = WINDOW_BYTES): Promise<void> {
  if (found.rows > 0 && found.doneBytes >= found.bytes) return guessReading(ctx, found)
  const window = await readWindow(ctx, found, windowBytes)
  if (window === null) return fail(ctx, found, 'lost')
  const isStart = found.doneBytes === 0
  const odd = isStart ? findOddKind(window.bytes) : null
  if (odd) return fail(ctx, found, odd)
  const encoding = encodingOf(found) ?? (await detectEncoding(window.whole()))
  const delimiter = delimiterOf(found) ?? detectDelimiter(window.bytes, encoding, window.isEnd)
  const read = readRecords({ ...window, encoding, delimiter, isStart, mostRecords: MOST_RECORDS })
  const isStuck = read.records.length === 0 && !window.isEnd && read.usedBytes <= 3
  if (isStuck) return fail(ctx, found, 'line_too_long')
  const doneBytes = found.doneBytes + read.usedBytes
  await keepRecords(ctx, { ...found, encoding, delimiter }, { records: read.records, doneBytes })
}

type Kept = { records: readonly SourceRecord[]; doneBytes: number }

async function keepRecords(ctx: TenantContext, found: Import, { records, doneBytes }: Kept): Promise<void> {
  const [first] = records
  const isFirst = found.columns.length === 0 && first !== undefined
  const hasHeadings = isFirst && looksLikeHeadings(first.cells)
  // Without headings, columns go by their numbers.
  const columns = isFirst ? first.cells.map((cell) => (hasHeadings ? cell.trim() : '')) : found.columns
  const rows = hasHeadings ? records.slice(1) : records
  const total = found.rows + rows.length
  if (columns.length > MOST_COLUMNS) return fail(ctx, found, 'too_many_columns')
  if (total > MOST_ROWS) return fail(ctx, found, 'too_many_rows')
  if (doneBytes >= found.bytes && total === 0) {
    return fail(ctx, found, columns.length === 0 ? 'empty' : 'no_rows')
  }
  const { encoding, delimiter } = found
  await ctx.db.write([
    insistOnProgress(ctx, found),
    insertRows(ctx, found, rows),
    setImport(ctx, found.id, { encoding, delimiter, columns, rows: total, doneBytes }),
  ])
}

const broken = [{ column: '', code: 'broken_quotes' }]

function insertRows({ db }: TenantContext, { id, rows }: Import, records: readonly SourceRecord[]) {
  const values = records.map(({ cells, isBroken }, index) => ({
    row: rows + index + 1,
    cells: cells.map((cell) =>
      cell
        .toWellFormed()
        .replaceAll('\0', '')
        .slice(0, LONGEST_CELL + 1),
    ),
    errors: isBroken ? broken : [],
  }))
  return db.orm.run(sql`INSERT INTO import_rows (import_id, row, cells, errors)
    SELECT ${id}, value ->> '$.row', value -> '$.cells', value -> '$.errors' FROM json_each(${JSON.stringify(values)})`)
}

/** Ends it with a word for why. What was read of it goes with `forget-imports.ts`. */
async function fail(ctx: TenantContext, found: Import, failure: string): Promise<void> {
  const end = { state: 'failed', failure, finishedAt: ctx.now() } as const
  await ctx.db.write([insistOnProgress(ctx, found), setImport(ctx, found.id, end)])
}

async function readWindow(
  { files }: TenantContext,
  { storageKey, doneBytes, bytes }: Import,
  length: number,
) {
  const part = await files.get(storageKey, { offset: doneBytes, length: Math.min(length, bytes - doneBytes) })
  if (!part || bytes === 0) return bytes === 0 ? emptyWindow : null
  const content = new Uint8Array(await new Response(part.body).arrayBuffer())
  return {
    bytes: content,
    isEnd: doneBytes + content.length >= bytes,
    whole: async function* () {
      const file = await files.get(storageKey)
      if (file) yield* chunksOf(file.body)
    },
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

const emptyWindow = { bytes: new Uint8Array(), isEnd: true, whole: async function* () {} }

const encodingOf = ({ encoding }: Import): Encoding | undefined => encodings.find((one) => one === encoding)
const delimiterOf = ({ delimiter }: Import): Delimiter | undefined =>
  delimiters.find((one) => one === delimiter)
