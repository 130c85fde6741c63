import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { createClient, type Client } from '@libsql/client/web'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { post } from '../../tests/support/send-pipeline.ts'

const main = join(import.meta.dirname, 'main.ts')

let dataDir: string
let children: ChildProcess[]
beforeEach(async () => {
  children = []
  dataDir = await mkdtemp(join(tmpdir(), 'trainerhub-crash-'))
})
afterEach(async () => {
  for (const child of children) await kill(child, 'SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

interface Running {
  child: ChildProcess
  url: string
  adminUrl: string
  client: Client
}

async function start(...flags: string[]): Promise<Running> {
  const ports = ['--data-dir', dataDir, '--port', '0', '--admin-port', '0']
  const child = spawn(process.execPath, [main, ...ports, ...flags], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const [url = '', adminUrl = ''] = line.match(/http:\/\/[\d.:]+/g) ?? []
  return { child, url, adminUrl, client: createClient({ url }) }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
  return child.exitCode
}

const double = 'INSERT INTO entry (writer, number, half) VALUES (?, ?, ?)'

/** Writes pairs until the server is gone, and notes each pair that was acknowledged. */
async function writePairs(client: Client, writer: string, acknowledged: Set<string>): Promise<void> {
  for (let number = 0; ; number++) {
    const pair = [0, 1].map((half) => ({ sql: double, args: [writer, BigInt(number), BigInt(half)] }))
    try {
      await client.batch(pair, 'write')
    } catch {
      return
    }
    acknowledged.add(`${writer} ${number}`)
  }
}

test(
  'SIGKILL at any point loses no acknowledged write and leaves no half of one',
  { timeout: 60_000 },
  async () => {
    const acknowledged = new Set<string>()
    for (let round = 0; round < 3; round++) {
      const { child, client } = await start()
      await client.execute('CREATE TABLE IF NOT EXISTS entry (writer TEXT, number INTEGER, half INTEGER)')
      const atLeast = acknowledged.size + 30 * (round + 1)
      const writers = Array.from({ length: 8 }, (_, i) => writePairs(client, `${round}.${i}`, acknowledged))
      await expect.poll(() => acknowledged.size, { interval: 1, timeout: 10_000 }).toBeGreaterThan(atLeast)
      await kill(child, 'SIGKILL')
      await Promise.all(writers)
    }
    const { client } = await start()
    const { rows } = await client.execute("SELECT writer || ' ' || number, count(*) FROM entry GROUP BY 1")
    expect(rows.filter((row) => row[1] !== 2)).toEqual([])
    const found = new Set(rows.map((row) => row[0]))
    expect([...acknowledged].filter((pair) => !found.has(pair))).toEqual([])
    expect((await client.execute('PRAGMA integrity_check')).rows[0]?.[0]).toBe('ok')
  },
)

describe('SIGTERM', () => {
  test('ends the server at once when nothing runs, open streams and kept sockets or not', async () => {
    const { child, url, client } = await start()
    await client.execute('CREATE TABLE t (a)')
    await post(url, 'v2/pipeline', { requests: [{ type: 'execute', stmt: { sql: 'BEGIN IMMEDIATE' } }] })
    const startedAt = performance.now()
    expect(await kill(child, 'SIGTERM')).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    const again = await start()
    expect((await again.client.execute('SELECT * FROM t')).rows).toEqual([])
  })

  test('lets a running batch finish', async () => {
    const { child, client } = await start()
    await client.execute('CREATE TABLE t (a)')
    const slow =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) INSERT INTO t SELECT max(i) FROM n'
    const batch = client.batch(
      Array.from({ length: 50 }, () => slow),
      'write',
    )
    // Answered between two statements of the batch.
    await client.execute('SELECT 1')
    expect(await kill(child, 'SIGTERM')).toBe(0)
    expect(await batch).toHaveLength(50)
    expect((await (await start()).client.execute('SELECT count(*) FROM t')).rows[0]?.[0]).toBe(50)
  })
})

test('a supervised server comes back on its ports when the engine aborts, with all it had', async () => {
  const { child, client } = await start('--supervise')
  await client.batch(['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'], 'write')
  await expect(client.execute(`SELECT json_extract('"\\ud800"', '$')`)).rejects.toThrow('fetch failed')
  const count = async (): Promise<unknown> => (await client.execute('SELECT count(*) FROM t')).rows[0]?.[0]
  await expect.poll(() => count().catch(() => undefined), { timeout: 10_000 }).toBe(1)
  expect(await kill(child, 'SIGTERM')).toBe(0)
  await expect(count()).rejects.toThrow('fetch failed')
})

test.each([
  [['--port', 'abc'], 'Not a port: abc'],
  [['--nonsense'], "Unknown option '--nonsense'"],
  [['--auth-jwt-key', 'abc'], 'Ed25519 public key'],
  [['--port', 'taken'], 'address already in use 127.0.0.1'],
])('%j is one clear line and exit code 1', async (flags, message) => {
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  // A listening TCP server has an address with a port.
  const { port } = blocker.address() as AddressInfo
  const real = flags.map((flag) => (flag === 'taken' ? String(port) : flag))
  const child = spawn(process.execPath, [main, '--data-dir', dataDir, ...real])
  children.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  await once(child, 'close')
  blocker.close()
  expect([child.exitCode, said.split('\n')[0]]).toEqual([1, expect.stringContaining(message)])
})
