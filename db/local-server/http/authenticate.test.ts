import { createClient } from '@libsql/client/web'
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { close, execute } from '../../../tests/support/send-pipeline.ts'
import {
  startTestDatabaseServer,
  type TestDatabaseServer,
} from '../../../tests/support/start-database-server.ts'
import { makeDatabaseKeyPair, mintDatabaseToken, type DatabaseKeyPair } from '../database-tokens.ts'

let keys: DatabaseKeyPair
let strangerKeys: DatabaseKeyPair
let server: TestDatabaseServer
beforeAll(async () => {
  ;[keys, strangerKeys] = await Promise.all([makeDatabaseKeyPair(), makeDatabaseKeyPair()])
  server = await startTestDatabaseServer({ authJwtKey: keys.publicKey, adminAuthKey: 'admin secret' })
})
afterAll(() => server.close())

const minute = 60_000
const read = execute('SELECT 1')
const write = execute('CREATE TABLE IF NOT EXISTS t (a)')

async function ask(url: string, authorization: string | undefined, ...requests: object[]): Promise<Response> {
  return fetch(`${url}v2/pipeline`, {
    method: 'POST',
    headers: authorization === undefined ? {} : { authorization },
    body: JSON.stringify({ requests: [...requests, close] }),
  })
}

async function mint(
  options: Partial<Parameters<typeof mintDatabaseToken>[0]> & { namespace: string },
): Promise<string> {
  return `Bearer ${await mintDatabaseToken({ privateKey: keys.privateKey, access: 'rw', ...options })}`
}

describe('a request', () => {
  test('with a token of the database may read and write', async () => {
    const { name, url } = await server.makeDatabase()
    const authorization = await mint({ namespace: name, expiresAt: Date.now() + minute })
    expect((await ask(url, authorization, read, write)).status).toBe(200)
    const client = createClient({ url, authToken: authorization.slice('Bearer '.length) })
    expect((await client.execute('SELECT 1')).rows).toHaveLength(1)
  })

  const refusals: [string, (name: string) => Promise<string | undefined> | string | undefined, string][] = [
    ['without a token', () => undefined, 'AUTH_HEADER_NOT_FOUND'],
    ['with half a header', () => 'Bearer', 'AUTH_HEADER_MALFORMED'],
    ['with a password', () => 'Basic abc', 'AUTH_HTTP_HEADER_UNSUPPORTED_SCHEME'],
    ['with nonsense', () => 'Bearer a.b.c', 'AUTH_JWT_INVALID'],
    [
      'with somebody else’s signature',
      (name) => mint({ namespace: name, privateKey: strangerKeys.privateKey }),
      'AUTH_JWT_INVALID',
    ],
    [
      'with an expired token',
      (name) => mint({ namespace: name, expiresAt: Date.now() - minute }),
      'AUTH_JWT_EXPIRED',
    ],
    ['with another algorithm', () => signedWithSecret(), 'AUTH_JWT_INVALID'],
    [
      'with no signature',
      () => `Bearer ${encode({ alg: 'none' })}.${encode({ a: 'rw' })}.`,
      'AUTH_JWT_INVALID',
    ],
    ['with claims of the wrong kind', () => sign({ a: 'admin' }), 'AUTH_JWT_INVALID'],
  ]
  test.each(refusals)('%s is 401', async (_name, authorization, code) => {
    const { name, url } = await server.makeDatabase()
    const response = await ask(url, await authorization(name), read)
    expect([response.status, await response.json()]).toEqual([
      401,
      { error: expect.stringContaining('Unauthorized'), code },
    ])
  })

  test('with a token that expires between two requests is refused the second time', async () => {
    const { name, url } = await server.makeDatabase()
    const soon = Math.ceil(Date.now() / 1000) * 1000
    const authorization = await mint({ namespace: name, expiresAt: soon })
    const statuses = new Set<number>()
    while (Date.now() <= soon) statuses.add((await ask(url, authorization, read)).status)
    expect((await ask(url, authorization, read)).status).toBe(401)
  })

  test('for another database is 404, whether that exists or not', async () => {
    const [mine, theirs] = [await server.makeDatabase(), await server.makeDatabase()]
    const authorization = await mint({ namespace: mine.name })
    for (const url of [theirs.url, `${server.url}/dev/nowhere/`]) {
      const response = await ask(url, authorization, read)
      expect([response.status, await response.text()]).toEqual([
        404,
        expect.stringMatching(/Namespace `.*` doesn't exist/),
      ])
    }
  })

  test('names its database by header too, and the token is checked against that', async () => {
    const [mine, theirs] = [await server.makeDatabase(), await server.makeDatabase()]
    const authorization = await mint({ namespace: mine.name })
    const ask = (name: string): Promise<Response> =>
      fetch(`${server.url}/v2/pipeline`, {
        method: 'POST',
        headers: { authorization, 'x-namespace': name },
        body: JSON.stringify({ requests: [read, close] }),
      })
    expect([(await ask(mine.name)).status, (await ask(theirs.name)).status]).toEqual([200, 404])
  })
})

describe('a read-only token', () => {
  const writes = [
    write,
    execute('PRAGMA user_version = 5'),
    execute('BEGIN IMMEDIATE'),
    execute('WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x'),
    { type: 'sequence', sql: 'SELECT 1; CREATE TABLE u (a)' },
    {
      type: 'batch',
      batch: { steps: [{ stmt: { sql: 'SELECT 1' } }, { stmt: { sql: 'CREATE TABLE u (a)' } }] },
    },
  ]
  test.each(writes)('may read but not send %j: 403', async (request) => {
    const { name, url } = await server.makeDatabase()
    await ask(url, await mint({ namespace: name }), write)
    const authorization = await mint({ namespace: name, access: 'ro' })
    expect((await ask(url, authorization, read, execute('BEGIN'))).status).toBe(200)
    const response = await ask(url, authorization, request)
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('Write permission'),
    ])
    const tables = await ask(
      url,
      authorization,
      execute("SELECT count(*) FROM sqlite_schema WHERE name = 'u'"),
    )
    expect(await tables.text()).toContain('"value":"0"')
  })

  test('cannot carry on a stream that may write', async () => {
    const { name, url } = await server.makeDatabase()
    const open = (authorization: string, baton: unknown): Promise<Response> =>
      fetch(`${url}v2/pipeline`, {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify({ baton, requests: [] }),
      })
    const { baton } = (await (await open(await mint({ namespace: name }), null)).json()) as { baton: string }
    expect((await open(await mint({ namespace: name, access: 'ro' }), baton)).status).toBe(400)
  })
})

describe('sqld’s other claims', () => {
  const cases: [claims: (name: string) => object, read: number, write: number][] = [
    [() => ({}), 200, 200],
    [(name) => ({ id: name }), 200, 200],
    [() => ({ a: 'ro' }), 200, 403],
    [(name) => ({ p: { rw: { ns: [name] } } }), 200, 200],
    [(name) => ({ p: { ro: { ns: ['x', name] } } }), 200, 403],
    [(name) => ({ p: { roa: { ns: [name] } } }), 200, 403],
    [(name) => ({ id: name, a: 'rw', p: { ro: { ns: ['x'] } } }), 404, 404],
  ]
  test.each(cases)('case %#', async (claims, canRead, canWrite) => {
    const { name, url } = await server.makeDatabase()
    const authorization = await sign(claims(name))
    expect([
      (await ask(url, authorization, read)).status,
      (await ask(url, authorization, write)).status,
    ]).toEqual([canRead, canWrite])
  })
})

describe('a database’s own key', () => {
  test('replaces the server’s, until the configuration changes', async () => {
    const pem = await exportSPKI(await publicKeyOf(strangerKeys))
    const { name, url } = await server.makeDatabase({ jwt_key: pem })
    const theirs = await mint({ namespace: name, privateKey: strangerKeys.privateKey })
    const ours = await mint({ namespace: name })
    expect([(await ask(url, theirs, read)).status, (await ask(url, ours, read)).status]).toEqual([200, 401])
    await server.admin('POST', `${name}/config`, { block_reads: false, block_writes: false })
    expect([(await ask(url, theirs, read)).status, (await ask(url, ours, read)).status]).toEqual([401, 200])
  })

  test('must be a public key', async () => {
    for (const key of [
      'nonsense',
      keys.privateKey,
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
    ]) {
      expect((await server.admin('POST', 'bad-key/create', { jwt_key: key })).status).toBe(400)
    }
    await expect(startTestDatabaseServer({ authJwtKey: 'nonsense' })).rejects.toThrow('Ed25519 public key')
  })
})

test('the admin port asks for its key', async () => {
  const create = (authorization?: string): Promise<Response> =>
    fetch(`${server.adminUrl}/v1/namespaces/sneaky/create`, {
      method: 'POST',
      headers: authorization ? { authorization } : {},
    })
  for (const wrong of [undefined, 'basic nope', 'Bearer admin', `basic admin`])
    expect((await create(wrong)).status).toBe(401)
})

function encode(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url')
}

async function sign(claims: object): Promise<string> {
  const { importPKCS8 } = await import('jose')
  const key = await importPKCS8(keys.privateKey, 'EdDSA')
  return `Bearer ${await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(key)}`
}

/** HMAC with the public key as its secret: the classic confusion of algorithms. */
async function signedWithSecret(): Promise<string> {
  const secret = new TextEncoder().encode(keys.publicKey)
  return `Bearer ${await new SignJWT({ a: 'rw' }).setProtectedHeader({ alg: 'HS256' }).sign(secret)}`
}

async function publicKeyOf({ publicKey }: DatabaseKeyPair): Promise<CryptoKey> {
  const { publicKey: sample } = await generateKeyPair('EdDSA')
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: publicKey }, 'EdDSA', { extractable: true })
  return key instanceof Uint8Array ? sample : key
}
