import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { createClient, type Client } from '@libsql/client/web'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { close, execute, post, sendPipeline } from '../../../tests/support/send-pipeline.ts'
import {
  startTestDatabaseServer,
  type TestDatabaseServer,
} from '../../../tests/support/start-database-server.ts'
import { startDatabaseServer } from '../start-database-server.ts'

let server: TestDatabaseServer
beforeAll(async () => {
  server = await startTestDatabaseServer()
})
afterAll(() => server.close())

function clientOf(name: string): Client {
  return createClient({ url: `${server.url}/dev/${name}/` })
}

async function valuesOf(client: Client, sql = 'SELECT a FROM t'): Promise<unknown[]> {
  return (await client.execute(sql)).rows.map((row) => row[0])
}

async function refusalOf(response: Response): Promise<{ status: number; error: unknown }> {
  // What the server promises for a refusal.
  const { error } = (await response.json()) as { error: unknown }
  return { status: response.status, error }
}

describe('create', () => {
  test('makes an empty database, once', async () => {
    expect((await server.admin('POST', 'fresh/create')).status).toBe(200)
    expect(await valuesOf(clientOf('fresh'), 'SELECT count(*) FROM sqlite_schema')).toEqual([0])
    expect(existsSync(join(server.dataDir, 'fresh', 'data'))).toBe(true)
    expect(await refusalOf(await server.admin('POST', 'fresh/create', {}))).toEqual({
      status: 400,
      error: expect.stringMatching('Namespace `fresh` already exists'),
    })
  })

  test('lets one of two win who ask at the same time', async () => {
    const responses = await Promise.all([1, 2, 3].map(() => server.admin('POST', 'contested/create', {})))
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 400, 400])
  })

  test.each(['.', '..%2fescape', 'a%2fb', '-x', '.hidden', 'a'.repeat(64), 'a%00', 'имя'])(
    'refuses the name %s',
    async (name) => {
      expect([400, 404]).toContain((await server.admin('POST', `${name}/create`, {})).status)
      expect((await readdir(server.dataDir)).filter((entry) => !/^[a-z]/.test(entry))).toEqual([])
    },
  )

  test('refuses what is not JSON or not its JSON', async () => {
    const send = (body: string): Promise<Response> =>
      fetch(`${server.adminUrl}/v1/namespaces/odd/create`, { method: 'POST', body })
    for (const body of ['{', '[]', '{"jwt_key":7}', '{"dump_url":"no url"}'])
      expect((await send(body)).status).toBe(400)
    expect(
      await refusalOf(await server.admin('POST', 'odd/create', { dump_url: 'http://localhost/dump' })),
    ).toEqual({ status: 400, error: expect.stringMatching('Unsupported dump url scheme `http`') })
    expect(existsSync(join(server.dataDir, 'odd'))).toBe(false)
  })
})

describe('fork', () => {
  test('copies a database as it is, while others write to it', async () => {
    const { name, url } = await server.makeDatabase()
    const client = createClient({ url })
    await client.batch(['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'], 'write')
    const writing = Array.from({ length: 50 }, (_, i) =>
      client.batch(
        [
          { sql: 'INSERT INTO t VALUES (?)', args: [i] },
          { sql: 'INSERT INTO t VALUES (?)', args: [-i] },
        ],
        'write',
      ),
    )
    expect((await server.admin('POST', `${name}/fork/copy-of-${name}`)).status).toBe(200)
    await Promise.all(writing)
    const copy = clientOf(`copy-of-${name}`)
    const [count, sum] = (await copy.execute('SELECT count(*), sum(a) FROM t')).rows.flatMap((row) =>
      Array.from(row),
    )
    expect([Number(count) % 2, sum]).toEqual([1, 1])
    await copy.execute('DELETE FROM t')
    expect(await valuesOf(client)).toHaveLength(101)
  })

  test('needs a source that exists and a target that does not', async () => {
    const { name } = await server.makeDatabase()
    expect(await refusalOf(await server.admin('POST', `nowhere/fork/new`))).toEqual({
      status: 404,
      error: expect.stringMatching("Namespace `nowhere` doesn't exist"),
    })
    expect(await refusalOf(await server.admin('POST', `${name}/fork/${name}`))).toEqual({
      status: 400,
      error: expect.stringMatching('already exists'),
    })
  })
})

describe('delete', () => {
  test('removes a database with its files and ends its streams', async () => {
    const { name, url } = await server.makeDatabase()
    const { baton } = await sendPipeline(url, [execute('BEGIN IMMEDIATE')])
    const waiting = post(url, 'v2/pipeline', { requests: [execute('CREATE TABLE t (a)'), close] })
    await sendPipeline(url, [execute('SELECT 1'), close])
    expect((await server.admin('DELETE', name)).status).toBe(200)
    expect((await waiting).status).toBe(404)
    expect((await post(url, 'v2/pipeline', { baton, requests: [] })).status).toBe(404)
    expect(existsSync(join(server.dataDir, name))).toBe(false)
    expect(await refusalOf(await server.admin('DELETE', name))).toEqual({
      status: 404,
      error: expect.stringMatching("doesn't exist"),
    })
    await server.admin('POST', `${name}/create`, {})
    expect(await valuesOf(clientOf(name), 'SELECT count(*) FROM sqlite_schema')).toEqual([0])
    expect((await post(url, 'v2/pipeline', { baton, requests: [] })).status).toBe(400)
  })
})

test('a batch that runs while its database is deleted ends with 404, and the server goes on', async () => {
  const { name, url } = await server.makeDatabase()
  const slow =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT sum(i) FROM n'
  const steps = Array.from({ length: 200 }, () => ({ stmt: { sql: slow } }))
  const running = post(url, 'v2/pipeline', { requests: [{ type: 'batch', batch: { steps } }, close] })
  // Answered between two steps of the batch.
  await sendPipeline(url, [execute('SELECT 1'), close])
  expect((await server.admin('DELETE', name)).status).toBe(200)
  expect((await running).status).toBe(404)
  expect((await fetch(`${server.url}/health`)).status).toBe(200)
})

test('what a crash left half made or half deleted is swept away at the next start', async () => {
  const dataDir = join(server.dataDir, 'other')
  for (const name of ['.draft-half', '.deleted-half-1', 'kept'])
    await mkdir(join(dataDir, name), { recursive: true })
  await (await startDatabaseServer({ dataDir })).close()
  expect(await readdir(dataDir)).toEqual(['kept'])
})

describe('config', () => {
  test('blocks writes or everything, with a reason', async () => {
    const { name, url } = await server.makeDatabase()
    const client = createClient({ url })
    await client.execute('CREATE TABLE t (a)')
    await server.admin('POST', `${name}/config`, {
      block_reads: false,
      block_writes: true,
      block_reason: 'moving house',
    })
    expect(await (await server.admin('GET', `${name}/config`)).json()).toMatchObject({
      block_writes: true,
      block_reason: 'moving house',
    })
    const blocked = {
      code: 'BLOCKED',
      message: expect.stringContaining('Operation was blocked: moving house'),
    }
    await expect(client.batch(['INSERT INTO t VALUES (1)'], 'write')).rejects.toMatchObject(blocked)
    expect(await valuesOf(client)).toEqual([])
    await server.admin('POST', `${name}/config`, { block_reads: true, block_writes: true })
    await expect(client.execute('SELECT 1')).rejects.toMatchObject({ code: 'BLOCKED' })
    await server.admin('POST', `${name}/config`, {})
    await client.execute('INSERT INTO t VALUES (1)')
    expect(await refusalOf(await server.admin('GET', 'nowhere/config'))).toEqual({
      status: 404,
      error: expect.stringMatching("doesn't exist"),
    })
  })
})

test('stats count and checkpoint empties the log', async () => {
  const { name, url } = await server.makeDatabase()
  await createClient({ url }).batch(
    ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1), (2)', 'VALUES (1), (2), (3)'],
    'write',
  )
  expect((await server.admin('POST', `${name}/checkpoint`)).status).toBe(200)
  expect(await (await server.admin('GET', `${name}/stats`)).json()).toMatchObject({
    rows_read_count: 3,
    rows_written_count: 2,
    query_count: 5,
    storage_bytes_used: 8192,
  })
})

test('unknown admin addresses are 404, the front page answers', async () => {
  expect((await fetch(server.adminUrl)).status).toBe(200)
  for (const path of ['x/unknown', 'x/create/y', 'x/fork', 'x/fork/y/z'])
    expect((await server.admin('POST', path)).status).toBe(404)
})

describe('a dump', () => {
  const schema = `
    CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY AUTOINCREMENT, "a b" TEXT, price REAL, raw BLOB, any_thing,
      twice GENERATED ALWAYS AS (price * 2) VIRTUAL);
    CREATE TABLE child (parent REFERENCES "odd ""name", place INTEGER, PRIMARY KEY (parent, place)) WITHOUT ROWID;
    CREATE UNIQUE INDEX by_price ON "odd ""name" (price) WHERE price > 0;
    CREATE VIEW cheap AS SELECT id FROM "odd ""name" WHERE price < 10;
    CREATE TRIGGER guard BEFORE INSERT ON child WHEN new.place > 5 BEGIN SELECT raise(ABORT, 'full; END'); END;
    CREATE VIRTUAL TABLE words USING fts5(body);
    INSERT INTO words VALUES ('hello world'), ('good bye');
    INSERT INTO "odd ""name" ("a b", price, raw, any_thing) VALUES
      ('it''s', 1.5, x'00ff', 9223372036854775807), ('Здравей; -- йога', 1e300, x'', -0.1),
      (char(0, 65), 3, NULL, CAST(x'ff41' AS TEXT)), ('', 0.1 + 0.2, NULL, 9e999), ('line' || char(10) || 'two', -2, NULL, 1.0);
    INSERT INTO child VALUES (1, 1), (2, 5);
    DELETE FROM "odd ""name" WHERE id = 5;
    PRAGMA user_version = 42;`
  const fingerprint = `
    SELECT group_concat(id || hex("a b") || typeof("a b") || ifnull(price, 'n') || typeof(price) || quote(raw) ||
      hex(any_thing) || typeof(any_thing) || ifnull(twice, ''), '|') FROM "odd ""name"`

  test('makes the same database anew', async () => {
    const { url } = await server.makeDatabase()
    const original = createClient({ url })
    await original.executeMultiple(schema)
    const dump = await (await fetch(`${url}dump`)).text()
    const file = join(server.dataDir, 'whole.sql')
    await writeFile(file, dump)
    const { url: copyUrl } = await server.makeDatabase({ dump_url: pathToFileURL(file).href })
    expect(await (await fetch(`${copyUrl}dump`)).text()).toBe(dump)
    const copy = createClient({ url: copyUrl })
    for (const sql of [
      fingerprint,
      'SELECT * FROM cheap',
      "SELECT body FROM words WHERE words MATCH 'world'",
      'PRAGMA user_version',
      'SELECT seq FROM sqlite_sequence',
      'SELECT place FROM child',
    ]) {
      expect(await valuesOf(copy, sql)).toEqual(await valuesOf(original, sql))
    }
    await expect(copy.execute('INSERT INTO child VALUES (1, 6)')).rejects.toThrow('full; END')
    await expect(copy.execute('INSERT INTO child VALUES (9, 1)')).rejects.toThrow('FOREIGN KEY')
  })

  const bad: [string, RegExp][] = [
    ['CREATE TABLE t (a);', /should commit/],
    ['BEGIN; CREATE TABLE t (a);', /should commit/],
    ['BEGIN; CREATE TABLE; COMMIT;', /invalid: incomplete input/],
    ["BEGIN; COMMIT; ATTACH 'x' AS x;", /unsupported statement/],
  ]
  test.each(bad)('that reads %j makes no database', async (dump, message) => {
    const file = join(server.dataDir, 'broken.sql')
    await writeFile(file, dump)
    const response = await server.admin('POST', 'from-bad-dump/create', {
      dump_url: pathToFileURL(file).href,
    })
    expect(await refusalOf(response)).toEqual({ status: 400, error: expect.stringMatching(message) })
    expect((await readdir(server.dataDir)).filter((entry) => entry.includes('bad-dump'))).toEqual([])
  })

  test('must be a file that is there', async () => {
    for (const url of ['file:///nowhere/at/all', pathToFileURL(server.dataDir).href]) {
      expect((await server.admin('POST', 'from-nothing/create', { dump_url: url })).status).toBe(400)
    }
  })
})
