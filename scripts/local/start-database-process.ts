import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectDir } from './run-command.ts'

export type DatabaseProcess = {
  /** A client's base URL is `<url>/dev/<namespace>/`. */
  url: string
  adminUrl: string
  pid: number
  close: () => Promise<void>
}

type Options = { dataDir: string; port: number; adminPort: number; publicKey: string }

/** A machine that is busy with other things takes its time. */
const READY_WITHIN_MS = 60_000

/** Starts this machine's database server in a process of its own, which is started again should its engine crash. */
export async function startDatabaseProcess(options: Options): Promise<DatabaseProcess> {
  const args = [
    '--supervise',
    `--data-dir=${options.dataDir}`,
    `--port=${options.port}`,
    `--admin-port=${options.adminPort}`,
    `--auth-jwt-key=${options.publicKey}`,
  ]
  const output: string[] = []
  const child = fork(resolve(projectDir, 'db/local-server/main.ts'), args, { silent: true })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  }
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${options.port}`
  const isReady = await Promise.race([waitUntilHealthy(url), exited.then(() => false)])
  if (!isReady) {
    child.kill('SIGKILL')
    throw new Error(`The database server did not start:\n${output.join('') || 'it did not answer in time'}`)
  }
  return {
    url,
    adminUrl: `http://127.0.0.1:${options.adminPort}`,
    pid: child.pid ?? 0,
    async close() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function waitUntilHealthy(url: string): Promise<boolean> {
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (Date.now() < giveUpAt) {
    const response = await fetch(`${url}/health`).catch(() => undefined)
    if (response?.ok) return true
    await sleep(25)
  }
  return false
}
