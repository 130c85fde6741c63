import { createClient, type InArgs, type InValue, type IntMode } from '@libsql/client/web'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  startTestDatabaseServer,
  type TestDatabaseServer,
} from '../../tests/support/start-database-server.ts'

let server: TestDatabaseServer
beforeAll(async () => {
  server = await startTestDatabaseServer()
})
afterAll(() => server.close())

async function valueOf(sql: string, args: InArgs = [], intMode: IntMode = 'number'): Promise<unknown> {
  const client = await server.makeClient({ intMode })
  const result = await client.execute({ sql, args })
  return result.rows[0]?.[0]
}

describe('results', () => {
  test('carry column names, declared types and rows by index and by name', async () => {
    const client = await server.makeClient()
    await client.execute('CREATE TABLE lesson (id INTEGER PRIMARY KEY, title TEXT, price FLOAT, note)')
    await client.execute("INSERT INTO lesson VALUES (1, 'Yoga', 12.5, NULL)")
    const result = await client.execute('SELECT id, title, price, note, 1 + 1 AS two FROM lesson')
    expect(result.columns).toEqual(['id', 'title', 'price', 'note', 'two'])
    expect(result.columnTypes).toEqual(['INTEGER', 'TEXT', 'FLOAT', '', ''])
    expect(Array.from(result.rows[0] ?? [])).toEqual([1, 'Yoga', 12.5, null, 2])
    expect(result.rows[0]).toMatchObject({ title: 'Yoga', two: 2 })
  })

  test('keep both of two columns with one name', async () => {
    const client = await server.makeClient()
    const result = await client.execute("SELECT 'first' AS a, 'second' AS a")
    expect(result.columns).toEqual(['a', 'a'])
    expect(Array.from(result.rows[0] ?? [])).toEqual(['first', 'second'])
  })

  test('of several rows come in order', async () => {
    const client = await server.makeClient()
    const { rows } = await client.execute("VALUES (1, 'one'), (2, 'two'), (3, 'three')")
    expect(rows.map((row) => Array.from(row))).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ])
  })

  test('of hundreds of rows are complete at every boundary of the engine’s fetches', async () => {
    const client = await server.makeClient()
    for (const count of [0, 1, 99, 100, 101, 200, 1000]) {
      const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?) SELECT i FROM n'
      const { rows } = await client.execute({ sql, args: [count] })
      expect(rows.map((row) => row[0])).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    }
  })

  test('show columns added by another client to a statement used before', async () => {
    const { url } = await server.makeDatabase()
    const [one, two] = [createClient({ url }), createClient({ url })]
    await one.batch(['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'], 'write')
    await one.execute('SELECT * FROM t')
    await two.execute("ALTER TABLE t ADD COLUMN b DEFAULT 'new'")
    const result = await one.execute('SELECT * FROM t')
    expect(result.columns).toEqual(['a', 'b'])
    expect(Array.from(result.rows[0] ?? [])).toEqual([1, 'new'])
  })
})

describe('rows affected and last row id', () => {
  test('count what INSERT, UPDATE and DELETE changed, with and without RETURNING', async () => {
    const client = await server.makeClient()
    await client.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, a)')
    const inserted = await client.execute('INSERT INTO t (a) VALUES (1), (2), (3)')
    expect([inserted.rowsAffected, inserted.lastInsertRowid]).toEqual([3, 3n])
    const returned = await client.execute("INSERT INTO t (a) VALUES (4), (5) RETURNING id, 'x' AS x")
    expect([returned.rowsAffected, returned.lastInsertRowid]).toEqual([2, 5n])
    expect(returned.rows.map((row) => ({ ...row }))).toEqual([
      { id: 4, x: 'x' },
      { id: 5, x: 'x' },
    ])
    expect((await client.execute('UPDATE t SET a = a + 1 WHERE id < 3')).rowsAffected).toBe(2)
    expect((await client.execute('DELETE FROM t WHERE id >= 3')).rowsAffected).toBe(3)
    expect(
      (await client.execute('WITH x(a) AS (SELECT 2 * a FROM t) INSERT INTO t (a) SELECT a FROM x'))
        .rowsAffected,
    ).toBe(2)
  })

  test('are none for a SELECT after a write, and for an INSERT whose guard refused', async () => {
    const client = await server.makeClient()
    await client.batch(['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'], 'write')
    const selected = await client.execute('SELECT a FROM t')
    expect([selected.rowsAffected, selected.lastInsertRowid]).toEqual([0, undefined])
    const guarded = await client.execute('INSERT INTO t SELECT 2 WHERE NOT EXISTS (SELECT 1 FROM t)')
    expect(guarded.rowsAffected).toBe(0)
  })

  test('hold row ids beyond what a float can', async () => {
    const client = await server.makeClient()
    await client.execute('CREATE TABLE t (id INTEGER PRIMARY KEY)')
    const result = await client.execute('INSERT INTO t VALUES (9007199254740993)')
    expect(result.lastInsertRowid).toBe(9007199254740993n)
  })
})

describe('values', () => {
  const same: [string, InValue][] = [
    ['text', 'boomerang'],
    ['white space', 'a\n\r\t b'],
    ['Cyrillic and emoji', 'Здравей, йога 🧘'],
    ['empty text', ''],
    ['zero', 0],
    ['a negative integer', -2023],
    ['a float', 12.345],
    ['a big float', 1e18],
    ['the largest float', Number.MAX_VALUE],
    ['the smallest float', Number.MIN_VALUE],
    ['null', null],
  ]
  test.each(same)('%s comes back as it went', async (_name, value) => {
    expect(await valueOf('SELECT ?', [value])).toBe(value)
  })

  const edges = [0n, -42n, 9007199254740993n, 9223372036854775807n, -9223372036854775808n]
  test.each(edges)('the integer %s is exact', async (value) => {
    expect(await valueOf('SELECT ?', [value], 'bigint')).toBe(value)
    expect(await valueOf('SELECT ?', [value], 'string')).toBe(String(value))
    expect(await valueOf("SELECT ? || ''", [value])).toBe(String(value))
  })

  test('an integer too large for a number is refused by the client, not rounded', async () => {
    await expect(valueOf('SELECT 9007199254740992')).rejects.toBeInstanceOf(RangeError)
  })

  test('a number is stored as REAL and a bigint as INTEGER', async () => {
    expect(await valueOf('SELECT typeof(?1) || typeof(?2)', [1, 1n])).toBe('realinteger')
  })

  test('booleans become 0 and 1, dates their milliseconds', async () => {
    expect(await valueOf('SELECT ?', [true])).toBe(1)
    expect(await valueOf('SELECT ?', [false], 'bigint')).toBe(0n)
    expect(await valueOf('SELECT ?', [new Date('2023-01-02T12:34:56Z')])).toBe(1672662896000)
  })

  test('blobs of every length and byte come back as they went', async () => {
    for (const length of [0, 1, 2, 3, 256]) {
      const bytes = Uint8Array.from({ length }, (_, index) => index ^ 0xab)
      expect(await valueOf('SELECT ?', [bytes])).toEqual(bytes.buffer)
      expect(await valueOf('SELECT ?', [bytes.buffer])).toEqual(bytes.buffer)
      expect(await valueOf('SELECT typeof(?)', [bytes])).toBe('blob')
    }
  })
})

describe('arguments', () => {
  const cases: [sql: string, args: InArgs, expected: unknown[]][] = [
    ['SELECT ?, ?', ['one', 'two'], ['one', 'two']],
    ['SELECT ?2, ?3, ?1', ['one', 'two', 'three'], ['two', 'three', 'one']],
    ['SELECT ?3, ?1', ['one', 'two', 'three'], ['three', 'one']],
    ['SELECT ?2, ?, ?3', ['one', 'two', 'three'], ['two', 'three', 'three']],
    ['SELECT \':no\', "x" /* ? */ FROM (SELECT ? AS "x") -- :c', ['one'], [':no', 'one']],
  ]
  for (const sign of [':', '@', '$']) {
    const args = { a: 'one', [`${sign}b`]: null }
    cases.push([`SELECT ${sign}b, ${sign}a`, args, [null, 'one']])
    cases.push([`SELECT ${sign}a, ${sign}b, ${sign}a || 'x'`, args, ['one', null, 'onex']])
    cases.push([`SELECT ${sign}b, ${sign}a, ?1`, { a: 'one', b: 'two' }, ['two', 'one', 'two']])
  }
  test.each(cases)('%s', async (sql, args, expected) => {
    const client = await server.makeClient()
    const { rows } = await client.execute({ sql, args })
    expect(Array.from(rows[0] ?? [])).toEqual(expected)
  })

  const refused: [string, InArgs][] = [
    ['SELECT ?, ?', ['one']],
    ['SELECT ?', ['one', 'two']],
    ['SELECT :a', { b: 'one' }],
    ['SELECT :a', ['one']],
    ['SELECT ?', { a: 'one' }],
    ['SELECT :a', { a: 1, b: 2 }],
  ]
  test.each(refused)('%s with %j is ARGS_INVALID', async (sql, args) => {
    const client = await server.makeClient()
    await expect(client.execute({ sql, args })).rejects.toMatchObject({ code: 'ARGS_INVALID' })
  })
})
