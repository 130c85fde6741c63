import { markLength, type Encoding } from './detect-encoding.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** One line of a table, also over several lines of text where a cell has them. */
export type SourceRecord = {
  cells: string[]
  /** Its quotes do not fit: the cells are those of its first line of text, as they stand there. */
  isBroken: boolean
}

/** No record of a list of people is longer: a table has none that long, or none at all. In characters. */
export const LONGEST_RECORD = 200_000

type Window = {
  bytes: Uint8Array
  encoding: Encoding
  delimiter: Delimiter
  /** Whether the file begins, and ends, with these bytes. */
  isStart: boolean
  isEnd: boolean
  mostRecords: number
}

/** As much of a file as is whole in this part of it, and how many bytes that is: the next part begins there. */
export type RecordsRead = { records: SourceRecord[]; usedBytes: number }

/**
 * Reads the records that end in a part of a file; what is cut off is left for the next part. Lines of nothing are passed
 * over. A quote that nothing closes, or that ends a cell in its middle, breaks its own line and no other.
 *
 * RFC 4180, with any line end.
 */
export function readRecords(window: Window): RecordsRead {
  const { bytes, encoding, delimiter, isStart, isEnd, mostRecords } = window
  const skipped = isStart ? markLength(bytes, encoding) : 0
  const content = bytes.subarray(skipped)
  const text = new TextDecoder(encoding, { fatal: false, ignoreBOM: true }).decode(content, {
    stream: !isEnd,
  })
  const records: SourceRecord[] = []
  let from = 0
  while (from < text.length && records.length < mostRecords) {
    const found = readRecord(text, { from, delimiter, isEnd })
    if (!found) break
    const { until, ...record } = found
    from = until
    if (record.cells.some((cell) => cell.trim() !== '')) records.push(record)
  }
  const isAll = isEnd && from === text.length
  const used = isAll ? content.length : lengthInBytes(content, text.slice(0, from), encoding)
  return { records, usedBytes: skipped + used }
}

type Place = { from: number; delimiter: Delimiter; isEnd: boolean }
type Found = SourceRecord & { until: number }

/** The record that begins here; null when its end is not in the text. */
function readRecord(text: string, place: Place): Found | null {
  const quoted = readQuoted(text, place)
  if (quoted !== 'broken') return quoted
  const end = findLineEnd(text, place)
  if (!end) return null
  const cells = text.slice(place.from, end.at).split(place.delimiter)
  return { cells, isBroken: true, until: end.next }
}

function readQuoted(text: string, { from, delimiter, isEnd }: Place): Found | null | 'broken' {
  const cells: string[] = []
  let at = from
  for (;;) {
    const cell = text[at] === '"' ? readQuotedCell(text, at) : readPlainCell(text, at, delimiter)
    // What may be closed further on is broken once that is too far away.
    if (!cell) return isEnd || text.length - from > LONGEST_RECORD ? 'broken' : null
    cells.push(cell.value)
    at = cell.until
    const end = text[at]
    if (end === delimiter) {
      at += 1
      continue
    }
    if (end === undefined) return isEnd ? { cells, isBroken: false, until: at } : null
    if (end !== '\n' && end !== '\r') return 'broken'
    const next = lineEndAt(text, at, isEnd)
    return next === null ? null : { cells, isBroken: false, until: next }
  }
}

/** Null: nothing closes it as far as the text goes. */
function readQuotedCell(text: string, open: number): { value: string; until: number } | null {
  let at = open + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1 || quote - open > LONGEST_RECORD) return null
    if (text[quote + 1] !== '"') {
      return { value: text.slice(open + 1, quote).replaceAll('""', '"'), until: quote + 1 }
    }
    at = quote + 2
  }
}

function readPlainCell(text: string, from: number, delimiter: Delimiter): { value: string; until: number } {
  let until = from
  while (until < text.length) {
    const letter = text[until]
    if (letter === delimiter || letter === '\n' || letter === '\r') break
    until += 1
  }
  return { value: text.slice(from, until), until }
}

function findLineEnd(text: string, { from, isEnd }: Place): { at: number; next: number } | null {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
  if (at === text.length) return isEnd ? { at, next: at } : null
  const next = lineEndAt(text, at, isEnd)
  return next === null ? null : { at, next }
}

/** Where the next line begins; null while it is not known whether a `\n` follows. */
function lineEndAt(text: string, at: number, isEnd: boolean): number | null {
  if (text[at] === '\n') return at + 1
  if (at + 1 === text.length && !isEnd) return null
  return text[at + 1] === '\n' ? at + 2 : at + 1
}

/** How many bytes as much text is, which ends after a line end. */
function lengthInBytes(bytes: Uint8Array, text: string, encoding: Encoding): number {
  if (encoding.startsWith('utf-16')) return text.length * 2
  if (encoding !== 'utf-8') return text.length
  // Bytes that are no UTF-8 make letters of another length, but line ends are always themselves.
  let ends = text.match(/[\r\n]/g)?.length ?? 0
  let at = 0
  for (; ends > 0; at += 1) if (bytes[at] === 10 || bytes[at] === 13) ends -= 1
  return at
}

/** What stands between the cells: what makes the first lines have most columns, and the same number each. */
export function detectDelimiter(bytes: Uint8Array, encoding: Encoding, isEnd: boolean): Delimiter {
  const scores = delimiters.map((delimiter) => {
    const window = { bytes, encoding, delimiter, isStart: true, isEnd, mostRecords: 20 }
    const widths = readRecords(window).records.map(({ cells }) => cells.length)
    const [first = 1] = widths
    const alike = widths.filter((width) => width === first).length / Math.max(1, widths.length)
    return { delimiter, score: first === 1 ? 0 : alike * 1_000 + first }
  })
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a))
  return best.delimiter
}
