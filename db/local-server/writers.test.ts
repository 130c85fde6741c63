import { createClient, type Client } from '@libsql/client/web'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  startTestDatabaseServer,
  type TestDatabaseServer,
} from '../../tests/support/start-database-server.ts'

let usual: TestDatabaseServer
let shortTransactions: TestDatabaseServer
let shortWaits: TestDatabaseServer
beforeAll(async () => {
  usual = await startTestDatabaseServer()
  shortTransactions = await startTestDatabaseServer({ limits: { transactionMs: 100 } })
  shortWaits = await startTestDatabaseServer({ limits: { writerWaitMs: 100 } })
})
afterAll(() => Promise.all([usual.close(), shortTransactions.close(), shortWaits.close()]))

const busy = { code: 'SQLITE_BUSY', message: expect.stringContaining('SQLite error: database is locked') }

async function clientsOf(server: TestDatabaseServer, count: number): Promise<[Client, ...Client[]]> {
  const { url } = await server.makeDatabase()
  const first = createClient({ url })
  await first.execute('CREATE TABLE t (a)')
  return [first, ...Array.from({ length: count - 1 }, () => createClient({ url }))]
}

async function valuesOf(client: Client): Promise<unknown[]> {
  return (await client.execute('SELECT a FROM t ORDER BY rowid')).rows.map((row) => row[0])
}

describe('writers', () => {
  test('all get their turn, none fails, when two hundred come at once', async () => {
    const clients = await clientsOf(usual, 10)
    await Promise.all(
      Array.from(
        { length: 200 },
        (_, i) =>
          clients[i % 10]?.batch(
            [{ sql: 'INSERT INTO t VALUES (?)', args: [i] }, 'SELECT * FROM t'],
            'write',
          ) ?? Promise.reject(new Error('no client')),
      ),
    )
    expect(await valuesOf(clients[0])).toHaveLength(200)
  })

  test('wait for an interactive transaction and go on when it commits, in order of arrival', async () => {
    const [holder, ...others] = await clientsOf(usual, 4)
    const transaction = await holder.transaction('write')
    await transaction.execute("INSERT INTO t VALUES ('first')")
    const waiting: Promise<unknown>[] = []
    for (const [index, other] of others.entries()) {
      waiting.push(other.execute({ sql: 'INSERT INTO t VALUES (?)', args: [index] }))
      // A round trip later the write has reached the line.
      await other.execute('SELECT 1')
    }
    await transaction.commit()
    await Promise.all(waiting)
    expect(await valuesOf(holder)).toEqual(['first', 0, 1, 2])
  })

  test('get SQLITE_BUSY after a bounded wait, and readers never wait', async () => {
    const [holder, other] = await clientsOf(shortWaits, 2)
    const transaction = await holder.transaction('write')
    await transaction.execute('INSERT INTO t VALUES (1)')
    await expect(other?.execute('INSERT INTO t VALUES (2)')).rejects.toMatchObject(busy)
    await expect(other?.batch(['INSERT INTO t VALUES (2)'], 'write')).rejects.toMatchObject(busy)
    await expect(other?.batch(['INSERT INTO t VALUES (2)'], 'deferred')).rejects.toMatchObject(busy)
    expect(await other?.execute('SELECT * FROM t')).toMatchObject({ rows: [] })
    await transaction.commit()
    await other?.execute('INSERT INTO t VALUES (3)')
    expect(await valuesOf(holder)).toEqual([1, 3])
  })

  test('that read before somebody else wrote are busy for good, and nothing of them sticks', async () => {
    const [reader, writer] = await clientsOf(shortWaits, 2)
    const transaction = await reader.transaction('deferred')
    await transaction.execute('SELECT * FROM t')
    await writer?.execute("INSERT INTO t VALUES ('theirs')")
    await expect(transaction.execute("INSERT INTO t VALUES ('mine')")).rejects.toMatchObject(busy)
    await transaction.rollback()
    await reader.execute("INSERT INTO t VALUES ('later')")
    await writer?.execute("INSERT INTO t VALUES ('last')")
    expect(await valuesOf(reader)).toEqual(['theirs', 'later', 'last'])
  })

  test('do not wait for other databases', async () => {
    const [holder] = await clientsOf(usual, 1)
    const [stranger] = await clientsOf(usual, 1)
    const transaction = await holder.transaction('write')
    await transaction.execute('INSERT INTO t VALUES (1)')
    expect(await stranger.execute('INSERT INTO t VALUES (2)')).toMatchObject({ rowsAffected: 1 })
    transaction.close()
  })
})

describe('an interactive transaction that takes too long', () => {
  test('is rolled back, lets the next writer in, and fails from then on instead of running outside itself', async () => {
    const [slow, next] = await clientsOf(shortTransactions, 2)
    const transaction = await slow.transaction('write')
    await transaction.execute("INSERT INTO t VALUES ('slow')")
    // Resolves when the server has taken the turn away.
    await next?.execute("INSERT INTO t VALUES ('next')")
    const timedOut = {
      code: 'TRANSACTION_TIMEOUT',
      message: expect.stringContaining('Transaction timed out'),
    }
    await expect(transaction.execute("INSERT INTO t VALUES ('outside')")).rejects.toMatchObject(timedOut)
    await expect(transaction.execute("INSERT INTO t VALUES ('outside')")).rejects.toMatchObject(timedOut)
    await expect(transaction.commit()).rejects.toMatchObject(timedOut)
    expect(await valuesOf(slow)).toEqual(['next'])
  })
})

test('a long batch lets other requests in between its statements', async () => {
  const [client, other] = await clientsOf(usual, 2)
  const slow =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT sum(i) FROM n'
  const order: string[] = []
  await Promise.all([
    client
      .batch(
        Array.from({ length: 100 }, () => slow),
        'read',
      )
      .then(() => order.push('long')),
    client
      .execute('SELECT 1')
      .then(() => other?.execute('SELECT 1'))
      .then(() => order.push('short')),
  ])
  expect(order).toEqual(['short', 'long'])
})
