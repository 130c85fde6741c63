import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  startTestDatabaseServer,
  type TestDatabaseServer,
} from '../../../tests/support/start-database-server.ts'
import { close, execute, sendPipeline, post } from '../../../tests/support/send-pipeline.ts'

let server: TestDatabaseServer
beforeAll(async () => {
  server = await startTestDatabaseServer({ limits: { requestBytes: 200_000 } })
})
afterAll(() => server.close())

describe('a request that is not Hrana', () => {
  const step = { stmt: { sql: 'SELECT 1' } }
  const one = (request: object): object => ({ requests: [request] })
  const withArgument = (value: unknown): object =>
    one({ type: 'execute', stmt: { sql: 'SELECT ?', args: [value] } })
  const cases: [body: unknown, message: RegExp][] = [
    ['', /Cannot deserialize client message from JSON: Unexpected end/],
    ['{"requests":', /Cannot deserialize client message from JSON/],
    ['null', /body: expected an object/],
    [[], /body: expected an object/],
    [{}, /requests: expected an array/],
    [{ requests: [null] }, /request: expected an object/],
    [one({ type: 'explode' }), /request: unknown type/],
    [one({ type: 'execute' }), /stmt: expected an object/],
    [one({ type: 'execute', stmt: {} }), /Either `sql` or `sql_id` are required$/],
    [one({ type: 'execute', stmt: { sql: 'SELECT 1', sql_id: 1 } }), /but not both/],
    [one({ type: 'execute', stmt: { sql: 7 } }), /sql: expected a string/],
    [one({ type: 'execute', stmt: { sql_id: 7 } }), /SQL text 7 not found/],
    [one({ type: 'execute', stmt: { sql_id: 1.5 } }), /sql_id: expected a 32-bit integer/],
    [withArgument('x'), /value: expected an object/],
    [withArgument({ type: 'integer', value: 1 }), /integer value: expected a string/],
    [withArgument({ type: 'integer', value: '9223372036854775808' }), /64-bit integer/],
    [withArgument({ type: 'integer', value: '0x10' }), /64-bit integer/],
    [withArgument({ type: 'float', value: '1' }), /float value: expected a number/],
    [withArgument({ type: 'text', value: 'a\0b' }), /NUL/],
    [withArgument({ type: 'blob', base64: '!' }), /not base64/],
    [withArgument({ type: 'boolean', value: true }), /value: unknown type/],
    [
      one({ type: 'batch', batch: { steps: [{ ...step, condition: { type: 'ok', step: 0 } }] } }),
      /Invalid reference to step/,
    ],
    [
      one({ type: 'batch', batch: { steps: [step, { ...step, condition: { type: 'maybe' } }] } }),
      /BatchCond type not recognized/,
    ],
    [one({ type: 'store_sql', sql_id: 1 }), /sql: expected a string/],
    [{ baton: 7, requests: [] }, /baton: expected a string/],
    [{ requests: [close, execute('SELECT 1')] }, /Stream for this baton was closed/],
  ]
  test.each(cases)('%j is 400', async (body, message) => {
    const { url } = await server.makeDatabase()
    const response = await post(url, 'v2/pipeline', body)
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'text/plain'])
    expect(await response.text()).toMatch(message)
  })

  test('changes nothing, however good its first half is', async () => {
    const { url } = await server.makeDatabase()
    const response = await post(url, 'v2/pipeline', {
      requests: [execute('CREATE TABLE t (a)'), { type: 'nonsense' }],
    })
    expect(response.status).toBe(400)
    const { results } = await sendPipeline(url, [execute('SELECT count(*) FROM sqlite_schema'), close])
    expect(results[0]?.response).toMatchObject({ result: { rows: [[{ type: 'integer', value: '0' }]] } })
  })

  test('asks version 2 for what came with version 3', async () => {
    const { url } = await server.makeDatabase()
    const condition = { type: 'is_autocommit' }
    const batch = { type: 'batch', batch: { steps: [{ stmt: { sql: 'SELECT 1' }, condition }] } }
    for (const request of [{ type: 'get_autocommit' }, batch]) {
      const response = await post(url, 'v2/pipeline', { requests: [request] })
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining('hrana3 and higher'),
      ])
      expect((await sendPipeline(url, [request, close])).results[0]?.type).toBe('ok')
    }
  })

  test('from a web page is 403', async () => {
    const { url } = await server.makeDatabase()
    const headers = { origin: 'https://evil.test' }
    for (const address of [`${url}v2/pipeline`, `${server.adminUrl}/v1/namespaces/x/create`]) {
      expect((await fetch(address, { method: 'POST', headers, body: '{"requests":[]}' })).status).toBe(403)
    }
  })

  test('too large a body is 413, an unknown address 404, an unknown or impossible database 404 or 400', async () => {
    const { url } = await server.makeDatabase()
    const status = async (base: string, path: string, body: string): Promise<number> =>
      (await post(base, path, body)).status
    expect(await status(url, 'v2/pipeline', ' '.repeat(200_001))).toBe(413)
    expect(await status(url, 'v4/pipeline', '{}')).toBe(404)
    expect(await status(`${server.url}/dev/..%2f..%2fetc/`, 'v2/pipeline', '{}')).toBe(400)
    expect(await status(`${server.url}/dev/%ff/`, 'v2/pipeline', '{}')).toBe(400)
    const missing = await post(`${server.url}/dev/missing/`, 'v2/pipeline', '{}')
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: "Namespace `missing` doesn't exist" },
    ])
  })
})
