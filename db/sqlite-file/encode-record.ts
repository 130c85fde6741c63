/** What a column of a row may hold. */
export type Value = string | number | null

const utf8 = new TextEncoder()

/** A number as SQLite's files write it: seven bits to a byte, the highest first; at most 56 bits here. */
export function toVarint(value: number): number[] {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift((rest % 128) | 128)
  }
  return bytes
}

/**
 * A row in SQLite's record format (sqlite.org/fileformat2.html, 2.1): what each value is, and then the values.
 *
 * @throws RangeError for what is no number, or without end.
 */
export function encodeRecord(values: readonly Value[]): Uint8Array {
  const cells = values.map(encodeValue)
  const types = cells.flatMap(({ type }) => toVarint(type))
  // The header's size counts itself; beyond 127 it takes a second byte.
  const size = types.length + 1 > 127 ? types.length + 2 : types.length + 1
  const record = new Uint8Array(size + cells.reduce((sum, { bytes }) => sum + bytes.length, 0))
  record.set([...toVarint(size), ...types])
  let offset = size
  for (const { bytes } of cells) {
    record.set(bytes, offset)
    offset += bytes.length
  }
  return record
}

type Cell = { type: number; bytes: Uint8Array }

const nothing = new Uint8Array(0)

function encodeValue(value: Value): Cell {
  if (value === null) return { type: 0, bytes: nothing }
  if (typeof value === 'string') {
    const bytes = utf8.encode(value)
    return { type: 13 + 2 * bytes.length, bytes }
  }
  if (!Number.isFinite(value)) throw new RangeError('Not a number that a database holds')
  return Number.isSafeInteger(value) ? encodeInteger(value) : encodeFloat(value)
}

function encodeInteger(value: number): Cell {
  if (value === 0 || value === 1) return { type: 8 + value, bytes: nothing }
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value))
  const fits = (bits: number) => value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1)
  const [type, length] = (
    [
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 6],
    ] as const
  ).find(([, n]) => fits(n * 8)) ?? [6, 8]
  return { type, bytes: bytes.subarray(8 - length) }
}

function encodeFloat(value: number): Cell {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value)
  return { type: 7, bytes }
}
