import { createClient, LibsqlBatchError, type Client, type TransactionMode } from '@libsql/client/web'
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

async function numberOf(client: Client, sql: string): Promise<unknown> {
  return (await client.execute(sql)).rows[0]?.[0]
}

async function clientWithTable(columns = 'a'): Promise<Client> {
  const client = await server.makeClient()
  await client.execute(`CREATE TABLE t (${columns})`)
  return client
}

describe('a batch', () => {
  test('runs its statements in order and returns each result', async () => {
    const client = await server.makeClient()
    const results = await client.batch(
      [
        'CREATE TABLE t (a, b)',
        { sql: 'INSERT INTO t VALUES (?, ?)', args: [1, 'one'] },
        'SELECT * FROM t ORDER BY a',
        { sql: 'INSERT INTO t VALUES (:a, :b)', args: { a: 2, b: 'two' } },
        'SELECT * FROM t ORDER BY a',
        'DROP TABLE t',
      ],
      'write',
    )
    expect(results.map(({ rows }) => rows.length)).toEqual([0, 0, 1, 0, 2, 0])
    expect(results[4]?.rows.map((row) => ({ ...row }))).toEqual([
      { a: 1, b: 'one' },
      { a: 2, b: 'two' },
    ])
  })

  test.each<TransactionMode>(['read', 'deferred', 'write'])('in mode %s may read', async (mode) => {
    const client = await server.makeClient()
    const [first, second] = await client.batch(
      ['SELECT 1 + 1', { sql: 'VALUES (?), (?)', args: ['a', 'b'] }],
      mode,
    )
    expect(first?.rows[0]?.[0]).toBe(2)
    expect(second?.rows).toHaveLength(2)
  })

  test('in the default mode may change the schema and use it at once', async () => {
    const client = await server.makeClient()
    const results = await client.batch([
      'SELECT 1',
      'CREATE TABLE t (a)',
      'INSERT INTO t VALUES (21) RETURNING 2 * a',
    ])
    expect(results[2]?.rows[0]?.[0]).toBe(42)
  })

  test('is a transaction of its own among a hundred others', async () => {
    const client = await server.makeClient()
    await client.batch(['CREATE TABLE t1 (a)', 'CREATE TABLE t2 (a)'], 'write')
    await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const results = await client.batch(
          [
            { sql: 'INSERT INTO t1 VALUES (?)', args: [i] },
            { sql: 'INSERT INTO t2 VALUES (?)', args: [i * 10] },
            'SELECT (SELECT sum(a) FROM t1) * 10 = (SELECT sum(a) FROM t2)',
          ],
          'write',
        )
        expect(results[2]?.rows[0]?.[0]).toBe(1)
      }),
    )
    expect(await numberOf(client, 'SELECT sum(a) FROM t1')).toBe(4950)
  })

  test('of a thousand different statements gives a thousand results', async () => {
    const client = await server.makeClient()
    const results = await client.batch(
      Array.from({ length: 1000 }, (_, i) => `SELECT ${i}`),
      'read',
    )
    expect(results.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  })

  test('of thousands of repeated statements, which the client stores by id, gives each its own result', async () => {
    const client = await server.makeClient()
    const statements = Array.from({ length: 2000 }, (_, i) => ({ sql: `SELECT ?, ${i % 100}`, args: [i] }))
    const results = await client.batch(statements, 'read')
    expect(results.map(({ rows }) => Array.from(rows[0] ?? []))).toEqual(
      statements.map((_, i) => [i, i % 100]),
    )
  })

  test('of 300 guarded inserts for 60 places lets exactly 60 in', async () => {
    const client = await clientWithTable('place INTEGER, taker INTEGER')
    const guarded = 'INSERT INTO t SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM t WHERE place = ?1)'
    const results = await client.batch(
      Array.from({ length: 300 }, (_, i) => ({ sql: guarded, args: [i % 60, i] })),
      'write',
    )
    expect(results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0)).toBe(60)
  })
})

describe('an error in a batch', () => {
  test('rolls everything back', async () => {
    const client = await clientWithTable()
    await client.execute("INSERT INTO t VALUES ('one')")
    const batch = client.batch(
      ["INSERT INTO t VALUES ('two')", 'SELECT nope', "INSERT INTO t VALUES ('three')"],
      'write',
    )
    await expect(batch).rejects.toMatchObject({ code: 'SQL_INPUT_ERROR' })
    expect(await numberOf(client, 'SELECT count(*) FROM t')).toBe(1)
  })

  test.each([0, 1, 2])('is reported with the index of its statement: %i', async (index) => {
    const client = await server.makeClient()
    const statements = ['SELECT 1', 'SELECT 2', 'SELECT 3'].with(index, 'SELECT nope')
    const error: unknown = await client.batch(statements, 'read').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LibsqlBatchError)
    expect(error).toMatchObject({ statementIndex: index })
  })

  test('from a constraint has the constraint’s code and the index', async () => {
    const client = await clientWithTable('a UNIQUE')
    const batch = client.batch(['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (1)'], 'write')
    await expect(batch).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT', statementIndex: 1 })
    expect(await numberOf(client, 'SELECT count(*) FROM t')).toBe(0)
  })
})

describe('error codes', () => {
  const schema = [
    'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
    'CREATE TABLE t (id INTEGER PRIMARY KEY, u UNIQUE, n NOT NULL, c CHECK (c > 0), p REFERENCES parent, s INTEGER) ',
    'INSERT INTO t (id, u, n) VALUES (1, 1, 1)',
    "CREATE TRIGGER guard BEFORE INSERT ON t WHEN new.s = 13 BEGIN SELECT raise(ABORT, 'slot_taken'); END",
  ]
  const cases: [sql: string, code: string, message: RegExp][] = [
    [
      'INSERT INTO t (id, n) VALUES (1, 1)',
      'SQLITE_CONSTRAINT',
      /SQLite error: UNIQUE constraint failed: t\.id/,
    ],
    ['INSERT INTO t (u, n) VALUES (1, 1)', 'SQLITE_CONSTRAINT', /UNIQUE constraint failed: t\.u/],
    [
      'INSERT INTO t (u, n) VALUES (1, 1) RETURNING id',
      'SQLITE_CONSTRAINT',
      /UNIQUE constraint failed: t\.u/,
    ],
    ['INSERT INTO t (u) VALUES (2)', 'SQLITE_CONSTRAINT', /NOT NULL constraint failed: t\.n/],
    ['INSERT INTO t (n, c) VALUES (1, -1)', 'SQLITE_CONSTRAINT', /CHECK constraint failed/],
    ['INSERT INTO t (n, p) VALUES (1, 99)', 'SQLITE_CONSTRAINT', /FOREIGN KEY constraint failed/],
    ['INSERT INTO t (n, s) VALUES (1, 13)', 'SQLITE_CONSTRAINT', /SQLite error: slot_taken/],
    ["INSERT INTO t (id, n) VALUES ('text', 1)", 'SQLITE_MISMATCH', /datatype mismatch/],
    ['NOT A VALID SQL', 'SQL_PARSE_ERROR', /could not be parsed: near "NOT": syntax error/],
    ["SELECT 'open", 'SQL_PARSE_ERROR', /unrecognized token/],
    ['SELECT (1', 'SQL_PARSE_ERROR', /incomplete input/],
    ['SELECT 1; SELECT 2', 'SQL_MANY_STATEMENTS', /more than one statement/],
    [' -- nothing', 'SQL_NO_STATEMENT', /does not contain any statement/],
    ['SELECT nope', 'SQL_INPUT_ERROR', /no such column: nope \(at offset 7\)/],
    ['SELECT nope()', 'SQL_INPUT_ERROR', /no such function: nope/],
    ['SELECT * FROM nope', 'SQLITE_UNKNOWN', /SQLite error: no such table: nope/],
    ['SELECT abs(-9223372036854775808)', 'SQLITE_UNKNOWN', /integer overflow/],
    ['COMMIT', 'SQLITE_UNKNOWN', /no transaction is active/],
  ]
  test.each(cases)('%s: %s', async (sql, code, message) => {
    const client = await server.makeClient()
    await client.batch(schema, 'write')
    await expect(client.execute(sql)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  })

  const unsupported = [
    "ATTACH 'other' AS other",
    "VACUUM INTO 'copy'",
    'CREATE TEMP TABLE x (a)',
    'CREATE TABLE temp.x (a)',
    'PRAGMA journal_mode = DELETE',
    'PRAGMA synchronous = OFF',
    'PRAGMA writable_schema = ON',
    'EXPLAIN PRAGMA synchronous = OFF',
  ]
  test.each(unsupported)('%s is not run, as with sqld', async (sql) => {
    const client = await server.makeClient()
    await expect(client.execute(sql)).rejects.toMatchObject({
      code: 'SQL_PARSE_ERROR',
      message: expect.stringContaining('unsupported statement'),
    })
  })
})

describe('executeMultiple', () => {
  test('runs several statements, transactions and triggers included', async () => {
    const client = await server.makeClient()
    await client.executeMultiple(`
      CREATE TABLE t (a); -- one; not two
      CREATE TRIGGER twice AFTER INSERT ON t WHEN new.a = 1 BEGIN
        INSERT INTO t VALUES (CASE WHEN new.a = 1 THEN 10 END);
        INSERT INTO t VALUES (20);
      END;
      BEGIN;
      INSERT INTO t VALUES (1), (2);
      COMMIT;`)
    expect(await numberOf(client, 'SELECT sum(a) FROM t')).toBe(33)
  })

  test('stops at the first error and keeps what was done before it', async () => {
    const client = await clientWithTable()
    const run = client.executeMultiple(
      'INSERT INTO t VALUES (1); INSERT INTO t VALUES (nope()); INSERT INTO t VALUES (2);',
    )
    await expect(run).rejects.toMatchObject({ code: 'SQL_INPUT_ERROR' })
    expect(await numberOf(client, 'SELECT sum(a) FROM t')).toBe(1)
  })

  test('rolls back a transaction it leaves open', async () => {
    const client = await clientWithTable()
    await expect(client.executeMultiple('BEGIN; INSERT INTO t VALUES (1); SELECT nope;')).rejects.toThrow(
      'nope',
    )
    await client.executeMultiple('BEGIN; INSERT INTO t VALUES (1)')
    expect(await numberOf(client, 'SELECT count(*) FROM t')).toBe(0)
  })
})

test('migrate() switches foreign keys off for its own statements only', async () => {
  const { url } = await server.makeDatabase()
  const client = createClient({ url })
  await client.migrate([
    'CREATE TABLE parent (id INTEGER PRIMARY KEY)',
    'CREATE TABLE t (p REFERENCES parent)',
  ])
  await client.migrate(['INSERT INTO t VALUES (7)'])
  expect(await numberOf(client, 'SELECT p FROM t')).toBe(7)
  await expect(client.execute('INSERT INTO t VALUES (8)')).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT',
  })
})

test('a setting one stream changed is not there for the next', async () => {
  const client = await server.makeClient()
  await client.batch(
    ['CREATE TABLE parent (id INTEGER PRIMARY KEY)', 'CREATE TABLE t (p REFERENCES parent)'],
    'write',
  )
  await client.execute('PRAGMA foreign_keys = OFF')
  await expect(client.execute('INSERT INTO t VALUES (1)')).rejects.toMatchObject({
    code: 'SQLITE_CONSTRAINT',
  })
})
