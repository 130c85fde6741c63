import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { encode } from '../../tests/support/encode-text.ts'
import { detectEncoding, encodings, type Encoding } from './detect-encoding.ts'
import { findOddKind } from './file-kind.ts'
import { detectDelimiter, readRecords, type Delimiter, type SourceRecord } from './read-records.ts'

type Options = { encoding?: Encoding; delimiter?: Delimiter; cut?: number; mostRecords?: number }

/** Reads a file in two parts, or in as many as its records, and always goes on where the last part ended. */
function readAll(bytes: Uint8Array, options: Options = {}): SourceRecord[] {
  const { encoding = 'utf-8', delimiter = ',', cut = bytes.length, mostRecords = 1_000 } = options
  const records: SourceRecord[] = []
  let at = 0
  let end = cut
  while (at < bytes.length) {
    const part = bytes.subarray(at, end)
    const window = {
      bytes: part,
      encoding,
      delimiter,
      isStart: at === 0,
      isEnd: end === bytes.length,
      mostRecords,
    }
    const read = readRecords(window)
    records.push(...read.records)
    at += read.usedBytes
    if (read.usedBytes === 0 && end === bytes.length) throw new Error('It does not go on.')
    end = bytes.length
  }
  return records
}

const cellsOf = (records: SourceRecord[]) => records.map(({ cells }) => cells)
const utf8 = (text: string) => new TextEncoder().encode(text)

const TABLE = 'Име,Бележки\r\n"Мария ""Мими""","два\r\nреда, и запетая"\r\n\r\nAnn,☕️ 😀\rIvan,\n"",x\n'
const RECORDS = [
  ['Име', 'Бележки'],
  ['Мария "Мими"', 'два\r\nреда, и запетая'],
  ['Ann', '☕️ 😀'],
  ['Ivan', ''],
  ['', 'x'],
]

describe('a table', () => {
  test('is read with quotes, lines in cells, any line end, and without empty lines', () => {
    expect(cellsOf(readAll(utf8(TABLE)))).toEqual(RECORDS)
    expect(readAll(utf8(TABLE)).some(({ isBroken }) => isBroken)).toBe(false)
  })

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    'is the same wherever a part of it ends (%s)',
    (encoding) => {
      for (const mark of [false, true]) {
        const bytes = encode(TABLE, encoding, { mark })
        for (let cut = 0; cut <= bytes.length; cut += 1) {
          expect(cellsOf(readAll(bytes, { encoding, cut })), `cut at ${cut}`).toEqual(RECORDS)
        }
      }
    },
  )

  test('is the same read record by record', () => {
    expect(cellsOf(readAll(utf8(TABLE), { mostRecords: 1 }))).toEqual(RECORDS)
  })

  test.each([',', ';', '\t', '|'] as const)(
    'between %j is what a well-known reader makes of it',
    (delimiter) => {
      const data = RECORDS.map((cells) => [...cells, `a${delimiter}b`, ' spaced '])
      const text = Papa.unparse(data, { delimiter })
      expect(cellsOf(readAll(utf8(text), { delimiter }))).toEqual(Papa.parse(text, { delimiter }).data)
      expect(detectDelimiter(utf8(text), 'utf-8', true)).toBe(delimiter)
    },
  )

  test('of a single column has a comma for want of anything else', () => {
    expect(detectDelimiter(utf8('Email\na@b.test\n'), 'utf-8', true)).toBe(',')
  })
})

describe('quotes that do not fit', () => {
  test.each([
    ['a cell that goes on after its quote', 'a,b\n"An"n,1\nBob,2\n', ['"An"n', '1']],
    ['a quote that nothing closes', 'a,b\n"Ann,1\nBob,2\n', ['"Ann', '1']],
    ['two halves that are no pair', 'a,b\n"Ann,1\nCid,"x"y\nBob,2\n', ['"Ann', '1']],
  ])('break their line and no other: %s', (_what, text, broken) => {
    const records = readAll(utf8(text))
    expect(records.filter(({ isBroken }) => isBroken)[0]?.cells).toEqual(broken)
    expect(records.at(-1)).toEqual({ cells: ['Bob', '2'], isBroken: false })
  })

  test('far apart are no pair, and what is between them is read', () => {
    const many = 'Bob,2\n'.repeat(50_000)
    const records = readAll(utf8(`"Ann,1\n${many}Cid,"3"\n`))
    expect(records.filter(({ isBroken }) => isBroken)).toHaveLength(1)
    expect(records).toHaveLength(50_002)
  })
})

describe('the letters of a file', () => {
  const of = (bytes: Uint8Array, size = 7) =>
    detectEncoding(
      (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      })(),
    )
  const western = 'Name,Stadt\nMüller,Köln\nJosé Ñuñez,São Paulo\nRenée,Orléans\n'
  const cyrillic = 'Име,Град\nМария Георгиева,София\nИван,Стара Загора\n'

  test.each([
    [cyrillic, 'utf-8', false],
    [cyrillic, 'utf-8', true],
    [cyrillic, 'utf-16le', true],
    [cyrillic, 'utf-16le', false],
    [western, 'utf-16be', true],
    [western, 'utf-16be', false],
    [cyrillic, 'windows-1251', false],
    [western, 'windows-1252', false],
    ['Name\nAnn\n', 'utf-8', false],
  ] as const)('%j as %s (mark: %s) are found', async (text, encoding, mark) => {
    const bytes = encode(text, encoding, { mark })
    expect(await of(bytes)).toBe(encoding)
    expect(await of(bytes, 1_000)).toBe(encoding)
    expect(cellsOf(readAll(bytes, { encoding }))).toEqual(Papa.parse(text.trim()).data)
  })

  test('read as what they are not stay in their lines', () => {
    const bytes = encode(cyrillic, 'windows-1251', { mark: false })
    for (const encoding of encodings.filter((name) => !name.startsWith('utf-16'))) {
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        expect(readAll(bytes, { encoding, cut })).toHaveLength(3)
      }
    }
  })
})

test.each([
  ['is_workbook', [0x50, 0x4b, 3, 4, ...utf8('..[Content_Types].xml')]],
  ['is_archive', [0x50, 0x4b, 3, 4, ...utf8('clients.csv')]],
  ['is_workbook', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
  ['is_archive', [0x1f, 0x8b, 8]],
  ['is_pdf', [...utf8('%PDF-1.7')]],
  ['is_page', [...utf8('\uFEFF <html><table>')]],
  [null, [...utf8('Name,Email')]],
])('a file that is no table of text is known by its beginning: %s', (kind, bytes) => {
  expect(findOddKind(new Uint8Array(bytes))).toBe(kind)
})
