import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { expect, test } from 'vitest'
import type { Value } from './encode-record.ts'
import { PAGE_SIZE, writeSqliteFile, type FileTable } from './write-sqlite-file.ts'

async function openFile(tables: readonly FileTable[]) {
  const pages: Uint8Array[] = []
  for await (const { number, bytes } of writeSqliteFile(tables)) pages[number - 1] = bytes
  const path = join(mkdtempSync(join(tmpdir(), 'sqlite-file-')), 'studio.db')
  writeFileSync(path, Buffer.concat(pages))
  const client = createClient({ url: `file:${path}` })
  const ask = async (sql: string) => (await client.execute(sql)).rows.map((row) => Object.values(row))
  return { ask, pages }
}

const makeTable = (name: string, rows: readonly (readonly Value[])[]): FileTable => ({
  name,
  columns: [
    { name: 'id', type: 'TEXT' },
    { name: 'n', type: 'INTEGER' },
  ],
  rows: [rows],
})

test('the engine itself reads it and finds nothing wrong', async () => {
  const odd: Value[] = [0, 1, -1, 127, 128, -128, -129, 32_767, 32_768, 8_388_607, -8_388_608, 2_147_483_647]
  const large: Value[] = [2_147_483_648, 140_737_488_355_327, 140_737_488_355_328, Number.MAX_SAFE_INTEGER]
  const values = [
    ...odd,
    ...large,
    -Number.MAX_SAFE_INTEGER,
    0.5,
    -1e300,
    null,
    '',
    'Йога 🧘',
    '"; DROP TABLE a; --',
  ]
  const { ask } = await openFile([
    makeTable(
      'values',
      values.map((value, index) => [`row ${index}`, value]),
    ),
    makeTable('of "none"', []),
  ])
  expect(await ask('PRAGMA integrity_check')).toEqual([['ok']])
  expect(await ask('SELECT n FROM "values" ORDER BY rowid')).toEqual(values.map((value) => [value]))
  expect(await ask('SELECT count(*) FROM "of ""none"""')).toEqual([[0]])
})

test.each([0, 1, 2, 100, 271, 272, 5_000, 200_000])('a table of %i rows is whole', async (count) => {
  const rows = Array.from({ length: count }, (_, index) => [`bkg_${index}`, index] as const)
  const { ask, pages } = await openFile([makeTable('rows', rows), makeTable('other', [['a', 1]])])
  expect(await ask('PRAGMA integrity_check')).toEqual([['ok']])
  expect(await ask('SELECT count(*), coalesce(sum(n), 0) FROM rows')).toEqual([
    [count, rows.reduce((sum, [, n]) => sum + n, 0)],
  ])
  expect(await ask(`SELECT id FROM rows WHERE rowid = ${count}`)).toEqual(
    count === 0 ? [] : [[`bkg_${count - 1}`]],
  )
  expect(pages.every((page) => page.length === PAGE_SIZE)).toBe(true)
})

test('rows of every length around a page are whole', async () => {
  const lengths = [480, 4_040, 4_050, 4_060, 4_070, 4_092, 8_000, 8_178, 8_190, 100_000]
  const around = lengths.flatMap((length) => Array.from({ length: 12 }, (_, index) => length + index))
  const { ask } = await openFile([
    makeTable(
      'long',
      around.map((length) => ['x'.repeat(length - 1) + 'я', length]),
    ),
    makeTable('other', []),
  ])
  expect(await ask('PRAGMA integrity_check')).toEqual([['ok']])
  expect(await ask("SELECT count(*) FROM long WHERE length(id) = n AND id LIKE '%xя'")).toEqual([
    [around.length],
  ])
})

test('the number of pages above pages does not matter', async () => {
  // One row to a page: 1 to 3 levels, at every border.
  for (const count of [264, 265, 266, 267, 530, 531, 265 * 265 + 1]) {
    const rows = Array.from({ length: count }, (_, index) => ['y'.repeat(3_000), index] as const)
    const { ask } = await openFile([makeTable('wide', rows), makeTable('other', [])])
    expect(await ask('PRAGMA integrity_check')).toEqual([['ok']])
    expect(await ask('SELECT count(*), max(n) FROM wide')).toEqual([[count, count - 1]])
  }
}, 60_000)

test('what no database holds is refused', async () => {
  await expect(openFile([makeTable('a', [['x', Number.NaN]]), makeTable('b', [])])).rejects.toThrow(
    RangeError,
  )
  await expect(openFile([makeTable('a', [])])).rejects.toThrow(RangeError)
})
