import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { close, execute, post, sendPipeline, type Answer } from '../../../tests/support/send-pipeline.ts'
import {
  startTestDatabaseServer,
  type TestDatabaseServer,
} from '../../../tests/support/start-database-server.ts'

let server: TestDatabaseServer
let shortLived: TestDatabaseServer
beforeAll(async () => {
  server = await startTestDatabaseServer({
    limits: { responseBytes: 20_000, openStreams: 20 },
  })
  shortLived = await startTestDatabaseServer({ limits: { streamIdleMs: 100 } })
})
afterAll(() => Promise.all([server.close(), shortLived.close()]))

describe('a pipeline', () => {
  test('answers every request in the shape of the protocol, also after one that failed', async () => {
    const { url } = await server.makeDatabase()
    const { baton, results } = await sendPipeline(url, [
      { type: 'store_sql', sql_id: 1, sql: 'SELECT :a AS a, 1.5, null' },
      {
        type: 'execute',
        stmt: { sql_id: 1, named_args: [{ name: 'a', value: { type: 'blob', base64: 'AQI' } }] },
      },
      execute('SELECT nope'),
      {
        type: 'sequence',
        sql: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 2)',
      },
      { type: 'describe', sql: 'INSERT INTO t VALUES (?, :a || ?3) RETURNING a, 1 AS one' },
      { type: 'describe', sql: 'EXPLAIN SELECT 1' },
      { type: 'execute', stmt: { sql: 'SELECT * FROM t', want_rows: false } },
      { type: 'close_sql', sql_id: 1 },
      { type: 'get_autocommit' },
      close,
    ])
    expect(baton).toBeNull()
    expect(results.map(({ response, error }) => response?.['type'] ?? error?.code)).toEqual([
      'store_sql',
      'execute',
      'SQL_INPUT_ERROR',
      'sequence',
      'describe',
      'describe',
      'execute',
      'close_sql',
      'get_autocommit',
      'close',
    ])
    expect(results[1]?.response?.['result']).toMatchObject({
      cols: [
        { name: 'a', decltype: null },
        { name: '1.5', decltype: null },
        { name: 'null', decltype: null },
      ],
      rows: [[{ type: 'blob', base64: 'AQI' }, { type: 'float', value: 1.5 }, { type: 'null' }]],
      affected_row_count: 0,
      last_insert_rowid: null,
    })
    expect(results[4]?.response?.['result']).toEqual({
      params: [{ name: null }, { name: ':a' }, { name: '?3' }],
      cols: [
        { name: 'a', decltype: 'TEXT' },
        { name: 'one', decltype: null },
      ],
      is_explain: false,
      is_readonly: false,
    })
    expect(results[5]?.response?.['result']).toMatchObject({ is_explain: true, is_readonly: true })
    expect(results[6]?.response?.['result']).toMatchObject({
      cols: [{ name: 'id' }, { name: 'a' }],
      rows: [],
    })
    expect(results[8]?.response).toMatchObject({ is_autocommit: true })
  })

  test('runs a step of a batch when its condition holds', async () => {
    const { url } = await server.makeDatabase()
    const ok = (step: number): object => ({ type: 'ok', step })
    const failed = (step: number): object => ({ type: 'error', step })
    const conditions = [
      undefined,
      undefined,
      ok(0),
      ok(1),
      failed(1),
      { type: 'not', cond: ok(0) },
      { type: 'and', conds: [ok(0), failed(1)] },
      { type: 'and', conds: [ok(0), ok(1)] },
      { type: 'or', conds: [ok(1), ok(2)] },
      { type: 'or', conds: [] },
      { type: 'is_autocommit' },
      { type: 'not', cond: { type: 'is_autocommit' } },
    ]
    const steps = conditions.map((condition, index) => ({
      stmt: { sql: index === 1 ? 'SELECT nope' : index === 10 ? 'BEGIN' : 'SELECT 1' },
      ...(condition && { condition }),
    }))
    const { results } = await sendPipeline(url, [{ type: 'batch', batch: { steps } }, close])
    // The shape of a batch's result.
    const result = results[0]?.response?.['result'] as Record<'step_results' | 'step_errors', unknown[]>
    expect(result.step_results.flatMap((ran, index) => (ran ? [index] : []))).toEqual([0, 2, 4, 6, 8, 10, 11])
    expect(result.step_errors.flatMap((error, index) => (error ? [index] : []))).toEqual([1])
  })

  test('stores at most 50 texts of 5 kB', async () => {
    const { url } = await server.makeDatabase()
    const store = (sqlId: number, sql = 'SELECT 1'): object => ({ type: 'store_sql', sql_id: sqlId, sql })
    const requests = [store(0, ' '.repeat(5_001)), ...Array.from({ length: 51 }, (_, id) => store(id)), close]
    const { results } = await sendPipeline(url, requests)
    const codes = results.map(({ error }) => error?.code)
    expect([codes[0], codes[50], codes[51]]).toEqual(['SQL_STORE_TOO_LARGE', undefined, 'SQL_STORE_TOO_MANY'])
    expect((await post(url, 'v2/pipeline', { requests: [store(1), store(1)] })).status).toBe(400)
  })

  test('refuses an answer that is too large and goes on, with nothing left half done', async () => {
    const { url } = await server.makeDatabase()
    const numbers =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) SELECT i FROM n'
    const { results } = await sendPipeline(url, [
      execute('CREATE TABLE t (i)'),
      execute(numbers),
      execute(`INSERT INTO t ${numbers} RETURNING i`),
      execute('SELECT count(*) FROM t'),
      execute('DROP TABLE t'),
      close,
    ])
    expect(results.map(({ error }) => error?.code)).toEqual([
      undefined,
      'RESPONSE_TOO_LARGE',
      'RESPONSE_TOO_LARGE',
      undefined,
      undefined,
      undefined,
    ])
    expect(results[3]?.response).toMatchObject({ result: { rows: [[{ type: 'integer', value: '5000' }]] } })
  })
})

test('an answer that is too large does not run its statement twice', async () => {
  const { url } = await server.makeDatabase()
  const { results } = await sendPipeline(url, [
    execute('CREATE TABLE t (a)'),
    execute("INSERT INTO t VALUES (1), (2), (3) RETURNING printf('%.10000c', 'x')"),
    execute('SELECT count(*) FROM t'),
    close,
  ])
  expect(results[1]?.error?.code).toBe('RESPONSE_TOO_LARGE')
  expect(results[2]?.response).toMatchObject({ result: { rows: [[{ type: 'integer', value: '3' }]] } })
})

describe('a baton', () => {
  const used = 'Received a baton that has already been used'
  const invalid = 'Received an invalid baton'

  async function refused(url: string, baton: string | null): Promise<string> {
    const response = await post(url, 'v2/pipeline', { baton, requests: [] })
    expect(response.status).toBe(400)
    return response.text()
  }

  test('carries the stream on, once', async () => {
    const { url } = await server.makeDatabase()
    const first = await sendPipeline(url, [execute('BEGIN'), execute('CREATE TABLE t (a)')])
    const second = await sendPipeline(
      url,
      [execute('SELECT * FROM t'), { type: 'get_autocommit' }],
      first.baton,
    )
    expect(second.results[1]?.response).toMatchObject({ is_autocommit: false })
    expect(second.baton).not.toBe(first.baton)
    expect(await refused(url, first.baton)).toBe(used)
    const last = await sendPipeline(url, [close], second.baton)
    expect(last.baton).toBeNull()
    expect(await refused(url, second.baton)).toBe(invalid)
    const { results } = await sendPipeline(url, [execute('SELECT * FROM t'), close])
    expect(results[0]?.error?.message).toContain('no such table')
  })

  test('used twice at the same time lets one request through', async () => {
    const { url } = await server.makeDatabase()
    const { baton } = await sendPipeline(url, [execute('SELECT 1')])
    const responses = await Promise.all(
      [1, 2, 3].map(() => post(url, 'v2/pipeline', { baton, requests: [] })),
    )
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 400, 400])
    const answer = (await responses.find(({ ok }) => ok)?.json()) as Answer
    await sendPipeline(url, [close], answer.baton)
  })

  test('cannot be forged or taken to another database', async () => {
    const { url } = await server.makeDatabase()
    const other = await server.makeDatabase()
    const { baton } = await sendPipeline(url, [execute('SELECT 1')])
    const bytes = Buffer.from(baton ?? '', 'base64')
    expect(bytes).toHaveLength(48)
    for (const position of [0, 8, 15, 16, 47]) {
      const forged = Buffer.from(bytes)
      forged[position] = (forged[position] ?? 0) ^ 1
      expect(await refused(url, forged.toString('base64'))).toBe(invalid)
    }
    expect(await refused(url, 'nonsense')).toBe(invalid)
    expect(await refused(other.url, baton)).toBe(invalid)
    await sendPipeline(url, [close], baton)
  })

  test('expires with its stream, whose transaction is rolled back', async () => {
    const { url } = await shortLived.makeDatabase()
    const { baton } = await sendPipeline(url, [execute('CREATE TABLE t (a)'), execute('BEGIN IMMEDIATE')])
    // Gets its turn when the idle stream is gone.
    await sendPipeline(url, [execute('INSERT INTO t VALUES (1)'), close])
    const response = await post(url, 'v2/pipeline', { baton, requests: [] })
    expect([response.status, await response.json()]).toEqual([
      400,
      { message: 'The stream has expired due to inactivity', code: 'STREAM_EXPIRED' },
    ])
  })

  test('cannot be had without end: too many open streams is 429', async () => {
    const { url } = await server.makeDatabase()
    const responses = await Promise.all(
      Array.from({ length: 25 }, () => post(url, 'v3/pipeline', { requests: [execute('SELECT 1')] })),
    )
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(5)
    for (const response of responses) {
      const { baton } = (await response.json()) as Partial<Answer>
      if (baton) await sendPipeline(url, [close], baton)
    }
  })
})

test('a cursor streams the entries of a batch, and its baton goes on', async () => {
  const { url } = await server.makeDatabase()
  const steps = [
    { stmt: { sql: 'CREATE TABLE t (id INTEGER PRIMARY KEY)' } },
    { stmt: { sql: 'INSERT INTO t VALUES (7)' } },
    { stmt: { sql: 'SELECT nope' } },
    { stmt: { sql: 'SELECT 0' }, condition: { type: 'ok', step: 2 } },
    { stmt: { sql: 'SELECT id FROM t' } },
  ]
  const response = await post(url, 'v3/cursor', { batch: { steps } })
  const [head, ...entries] = (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(entries).toEqual([
    { type: 'step_begin', step: 0, cols: [] },
    { type: 'step_end', affected_row_count: 0, last_insert_rowid: null },
    { type: 'step_begin', step: 1, cols: [] },
    { type: 'step_end', affected_row_count: 1, last_insert_rowid: '7' },
    { type: 'step_error', step: 2, error: { code: 'SQL_INPUT_ERROR', message: expect.any(String) } },
    { type: 'step_begin', step: 4, cols: [{ name: 'id', decltype: 'INTEGER' }] },
    { type: 'row', row: [{ type: 'integer', value: '7' }] },
    { type: 'step_end', affected_row_count: 0, last_insert_rowid: null },
  ])
  expect((await sendPipeline(url, [close], String(head?.['baton']))).baton).toBeNull()
})

test('the plain addresses answer', async () => {
  for (const path of ['/health', '/version', '/v2', '/v3'])
    expect((await fetch(server.url + path)).status).toBe(200)
})
