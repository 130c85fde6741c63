import { spawn, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePorts } from '../../scripts/local/ports.ts'
import { projectDir } from '../../scripts/local/run-command.ts'

type Started = {
  port: number
  dataDir: string
  output: () => string
  /** What Ctrl-C in a terminal does: the signal goes to every process at once. */
  signalAll: (signal: NodeJS.Signals) => void
  signalNpm: (signal: NodeJS.Signals) => void
  exited: Promise<number | null>
  processes: () => number[]
}

/** `npm start` in a session of its own, as on a terminal; whatever is left of it dies with the test. */
function npmStart(env: Record<string, string>, ...args: string[]): Omit<Started, 'port' | 'dataDir'> {
  const child = spawn('npm', ['start', '--', ...args], {
    cwd: projectDir,
    detached: true,
    env: { ...process.env, ...env },
  })
  const group = child.pid ?? 0
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const processes = () => listGroup(group)
  onTestFinished(() => {
    if (processes().length > 0) process.kill(-group, 'SIGKILL')
  })
  return {
    output: () => Buffer.concat(chunks).toString(),
    signalAll: (signal) => process.kill(-group, signal),
    signalNpm: (signal) => process.kill(group, signal),
    exited,
    processes,
  }
}

/** The living processes of a process group: npm, its shell, both Nodes, the database server, workerd. */
function listGroup(group: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n')
  return lines.flatMap((line) => {
    const [pid, pgid, stat] = line.trim().split(/\s+/)
    return Number(pgid) === group && !stat?.startsWith('Z') ? [Number(pid)] : []
  })
}

async function startAndWait(...args: string[]): Promise<Started> {
  const { port, dataDir } = await findPlace()
  const started = npmStart({ PORT: String(port), DATA_DIR: dataDir }, ...args)
  const giveUpAt = Date.now() + 90_000
  while ((await ask(port, 'anything.test', '/healthz')) !== 200) {
    if (Date.now() > giveUpAt || started.processes().length === 0)
      throw new Error(`not ready:\n${started.output()}`)
    await sleep(100)
  }
  return { ...started, port, dataDir }
}

/** Three ports in a row that are free, and an empty directory. */
async function findPlace() {
  const dataDir = mkdtempSync(join(tmpdir(), 'trainerhub-start-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return { port: await findFreePorts(3), dataDir }
}

/** The status of a page on a host; nothing when nobody answers. */
function ask(port: number, host: string, path = '/'): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', () => resolve(undefined))
    call.end()
  })
}

async function waitUntilGone(started: Started): Promise<number> {
  const from = performance.now()
  while (started.processes().length > 0 && performance.now() - from < 10_000) await sleep(50)
  return performance.now() - from
}

test('serves the demo studios on their hosts, and Ctrl-C leaves no process behind', async () => {
  const started = await startAndWait()
  const hosts = [
    'ironworks.localhost',
    'book.ironworks.test',
    'lotus.localhost',
    'book.lotus-yoga.test',
    'oldgym.localhost',
    'platform.localhost',
    'nobody.test',
  ]

  const answers = await Promise.all(hosts.map((host) => ask(started.port, `${host}:${started.port}`)))
  expect(answers).toEqual([200, 200, 200, 200, 410, 200, 404])
  expect(started.processes().length).toBeGreaterThan(4)
  for (const host of hosts.slice(0, 4)) expect(started.output()).toContain(host)

  started.signalAll('SIGINT')
  const tookMs = await waitUntilGone(started)

  expect(tookMs).toBeLessThan(5_000)
  expect(started.processes()).toEqual([])
})

test('ends as well when only npm is told to', async () => {
  const started = await startAndWait()

  started.signalNpm('SIGTERM')

  expect(await waitUntilGone(started)).toBeLessThan(5_000)
  expect(started.processes()).toEqual([])
})

test('keeps its data for the next start, and --fresh forgets what is its own', async () => {
  const started = await startAndWait()
  const { dataDir, port } = started
  started.signalAll('SIGINT')
  await waitUntilGone(started)
  const before = readdirSync(dataDir).toSorted()
  writeFileSync(join(dataDir, 'mine.txt'), 'not yours')
  expect(before).toEqual(['databases', 'keys.json', 'worker'])

  const env = { PORT: String(port), DATA_DIR: dataDir }
  const again = npmStart(env, '--fresh')
  while ((await ask(port, 'lotus.localhost')) !== 200) await sleep(100)
  again.signalAll('SIGINT')
  await again.exited

  expect(readdirSync(dataDir)).toContain('mine.txt')
})

test('says in one line that it is already running, or that the port is taken', async () => {
  const started = await startAndWait()
  const lastLine = (output: string) => output.trim().split('\n').at(-1)

  const second = npmStart({ PORT: '1', DATA_DIR: started.dataDir })
  expect(await second.exited).toBe(1)
  expect(lastLine(second.output())).toMatch(/already running on .* \(process \d+\)/)

  const other = await findPlace()
  const third = npmStart({ PORT: String(started.port), DATA_DIR: other.dataDir })
  expect(await third.exited).toBe(1)
  expect(lastLine(third.output())).toMatch(new RegExp(`Port ${started.port} is taken`))
})

test('says so when somebody else listens on a port next to it', async () => {
  const { port, dataDir } = await findPlace()
  const stranger = createServer().listen(port + 1, '127.0.0.1')
  await once(stranger, 'listening')
  onTestFinished(() => void stranger.close())

  const started = npmStart({ PORT: String(port), DATA_DIR: dataDir })

  expect(await started.exited).toBe(1)
  expect(started.output()).toContain(`Port ${port + 1} is taken`)
})

test('says in one line which Node it needs', () => {
  const asNode18 = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.0'}})"
  const args = ['--import', `data:text/javascript,${encodeURIComponent(asNode18)}`, 'scripts/start.mjs']

  const run = () => execFileSync(process.execPath, args, { cwd: projectDir, encoding: 'utf8', stdio: 'pipe' })

  expect(run).toThrowError(
    expect.objectContaining({
      status: 1,
      stderr: expect.stringMatching(/^TrainerHub needs Node 20 or newer, and this is 18\.20\.0.*\n$/),
    }),
  )
})
