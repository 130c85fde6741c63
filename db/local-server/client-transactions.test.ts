import { createClient, type Client } from '@libsql/client/web'
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

const closed = { code: 'TRANSACTION_CLOSED' }

async function clientWithTable(columns = 'a'): Promise<Client> {
  const client = await server.makeClient()
  await client.execute(`CREATE TABLE t (${columns})`)
  return client
}

async function count(client: Client): Promise<unknown> {
  return (await client.execute('SELECT count(*) FROM t')).rows[0]?.[0]
}

describe('an interactive transaction', () => {
  test('keeps what it committed', async () => {
    const client = await clientWithTable()
    const transaction = await client.transaction('write')
    await transaction.execute('INSERT INTO t VALUES (1)')
    await transaction.execute('INSERT INTO t VALUES (2)')
    await transaction.commit()
    expect(await count(client)).toBe(2)
    await expect(transaction.execute('SELECT 1')).rejects.toMatchObject(closed)
  })

  test.each(['rollback', 'close'] as const)('leaves nothing after %s()', async (way) => {
    const client = await clientWithTable()
    const transaction = await client.transaction('write')
    await transaction.execute('INSERT INTO t VALUES (1)')
    await transaction[way]()
    expect(await count(client)).toBe(0)
    await expect(transaction.execute('SELECT 1')).rejects.toMatchObject(closed)
  })

  test('survives errors of its statements', async () => {
    const client = await clientWithTable()
    const transaction = await client.transaction('write')
    await expect(transaction.execute('SELECT nope')).rejects.toThrow('no such column')
    await transaction.execute('INSERT INTO t VALUES (1)')
    await expect(transaction.execute('SELECT nope')).rejects.toThrow('no such column')
    await transaction.commit()
    expect(await count(client)).toBe(1)
  })

  test.each(['commit', 'rollback'] as const)('may be empty at %s()', async (way) => {
    const client = await server.makeClient()
    const transaction = await client.transaction('read')
    await transaction[way]()
    expect(transaction.closed).toBe(true)
  })

  test('sees its own writes while others do not', async () => {
    const client = await clientWithTable()
    const transaction = await client.transaction('write')
    await transaction.execute('INSERT INTO t VALUES (1)')
    expect((await transaction.execute('SELECT count(*) FROM t')).rows[0]?.[0]).toBe(1)
    expect(await count(client)).toBe(0)
    await transaction.commit()
    expect(await count(client)).toBe(1)
  })

  test('of mode "read" keeps its picture while others write', async () => {
    const client = await clientWithTable()
    const transaction = await client.transaction('read')
    await transaction.execute('SELECT * FROM t')
    await client.execute('INSERT INTO t VALUES (1)')
    expect((await transaction.execute('SELECT count(*) FROM t')).rows[0]?.[0]).toBe(0)
    transaction.close()
  })

  test('runs statements sent at the same time in order', async () => {
    const client = await clientWithTable()
    const transaction = await client.transaction('write')
    const [, , sum] = await Promise.all([
      transaction.execute('INSERT INTO t VALUES (1)'),
      transaction.execute('INSERT INTO t VALUES (2)'),
      transaction.execute('SELECT sum(a) FROM t'),
    ])
    expect(sum.rows[0]?.[0]).toBe(3)
    transaction.close()
  })

  test('may use savepoints', async () => {
    const client = await clientWithTable()
    const transaction = await client.transaction('write')
    for (const sql of [
      'SAVEPOINT s',
      'INSERT INTO t VALUES (1)',
      'ROLLBACK TO s',
      'RELEASE s',
      'INSERT INTO t VALUES (2)',
    ]) {
      await transaction.execute(sql)
    }
    await transaction.commit()
    expect((await client.execute('SELECT a FROM t')).rows.map((row) => row[0])).toEqual([2])
  })
})

describe('batch() and executeMultiple() of a transaction', () => {
  test.each([0, 1])('work as its first operation and later: %i', async (before) => {
    const client = await server.makeClient()
    const transaction = await client.transaction('write')
    if (before === 1) await transaction.execute('SELECT 1')
    await transaction.batch(['CREATE TABLE t (a)', { sql: 'INSERT INTO t VALUES (?)', args: [1] }])
    await transaction.executeMultiple('INSERT INTO t VALUES (2); INSERT INTO t VALUES (4);')
    expect((await transaction.execute('SELECT sum(a) FROM t')).rows[0]?.[0]).toBe(7)
    transaction.close()
  })

  test('stop at an error, tell its index, and leave the transaction usable', async () => {
    const client = await clientWithTable('a UNIQUE')
    const transaction = await client.transaction('write')
    const batch = transaction.batch([
      'INSERT INTO t VALUES (1)',
      'INSERT INTO t VALUES (1)',
      'INSERT INTO t VALUES (2)',
    ])
    await expect(batch).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT', statementIndex: 1 })
    const multiple = transaction.executeMultiple(
      'INSERT INTO t VALUES (3); INSERT INTO t VALUES (3); INSERT INTO t VALUES (4)',
    )
    await expect(multiple).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' })
    await transaction.commit()
    expect((await client.execute('SELECT a FROM t ORDER BY a')).rows.map((row) => row[0])).toEqual([1, 3])
  })
})

describe('clients', () => {
  test('go on after a request that failed on the way', async () => {
    const { url } = await server.makeDatabase()
    let isBroken = true
    const client = createClient({
      url,
      fetch: (request: Request) => (isBroken ? Promise.reject(new Error('socket hang up')) : fetch(request)),
    })
    await expect(client.execute('SELECT 1')).rejects.toThrow('socket hang up')
    isBroken = false
    expect((await client.execute('SELECT 1')).rows).toHaveLength(1)
  })

  test('are told about a database that does not exist', async () => {
    const client = createClient({ url: `${server.url}/dev/nowhere/` })
    await expect(client.execute('SELECT 1')).rejects.toMatchObject({
      code: 'SERVER_ERROR',
      cause: { status: 404 },
    })
  })

  test('reach the default database by the bare address', async () => {
    const client = createClient({ url: server.url })
    await client.execute('CREATE TABLE IF NOT EXISTS here (a)')
    expect((await client.execute('SELECT count(*) FROM here')).rows[0]?.[0]).toBe(0)
  })
})
