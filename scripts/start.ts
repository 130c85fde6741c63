// Starts everything on this machine and keeps it running until Ctrl-C. Called by scripts/start.mjs.
import { rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './local/build.ts'
import { lockDataDir } from './local/data-lock.ts'
import { tryPort } from './local/ports.ts'
import { rebuildOnEdit } from './local/rebuild-on-edit.ts'
import { projectDir } from './local/run-command.ts'
import { PLATFORM_HOST, startSystem, type System } from './local/start-system.ts'
import { minutes, seconds } from '../tenants/durations.ts'
import { demoOperatorKey } from './seed/demo-operator-key.ts'
import { DEMO_OPERATOR, demoTotpSecret } from './seed/demo-operator.ts'
import { demoPassword, listDemoPeople } from './seed/demo-people.ts'
import { demoStaffKey } from './seed/demo-staff-key.ts'
import { demoStudios } from './seed/seed-demo.ts'

/** What this script keeps in the data directory; `--fresh` removes it and nothing else. */
const owned = ['databases', 'worker', 'keys.json']

class UserError extends Error {}

async function main(): Promise<void> {
  const { fresh } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values
  const port = readPort(process.env['PORT'] ?? '8787')
  const dataDir = resolve(projectDir, process.env['DATA_DIR'] ?? '.data')

  const lock = lockDataDir(dataDir)
  if ('heldBy' in lock) {
    throw new UserError(
      `TrainerHub is already running on ${relative(process.cwd(), dataDir) || '.'} (process ${lock.heldBy}). Stop it, or start another with its own DATA_DIR and PORT.`,
    )
  }
  process.on('exit', lock.release)
  const ports = { worker: port, database: port + 1, admin: port + 2 }
  for (const taken of await listTaken(Object.values(ports))) {
    throw new UserError(`Port ${taken} is taken. Choose others, three in a row: PORT=9000 npm start`)
  }
  if (fresh) for (const name of owned) rmSync(join(dataDir, name), { recursive: true, force: true })

  const stopping = makeStop()
  say('Building …')
  const built = buildOrThrow()
  // Seen when it is waited for.
  built.catch(() => {})
  const system = await startSystem({ dataDir, ports, seed: 'demo', beforeWorker: built, log: sayLog })
  const watcher = rebuildOnEdit(system.worker, say)
  const cron = runCronEveryMinute(system)
  printAddresses(port, system)

  await stopping
  watcher.stop()
  cron.stop()
  await system.close()
}

/** Resolves at Ctrl-C, SIGTERM, or when whoever started this process is gone; starting up is cut short. */
function makeStop(): Promise<void> {
  return new Promise((resolveStop) => {
    const stop = () => {
      resolveStop()
      // Whatever hangs: children notice that this process has gone, and go too.
      setTimeout(() => process.exit(1), seconds(4)).unref()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    process.on('disconnect', stop)
  })
}

async function buildOrThrow(): Promise<void> {
  const { isOk, output } = await build()
  if (!isOk) throw new UserError(`${output}\nThe build failed.`)
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_533) throw new UserError(`PORT is not a port: ${text}`)
  return port
}

async function listTaken(ports: number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(tryPort))
  return ports.filter((_, index) => free[index] === undefined)
}

function runCronEveryMinute({ worker }: System): { stop: () => void } {
  const timer = setInterval(() => {
    worker.scheduled().catch((error: unknown) => say(`Cron failed: ${String(error)}`))
  }, minutes(1))
  return { stop: () => clearInterval(timer) }
}

function printAddresses(port: number, { fleet }: System): void {
  const studios = demoStudios.map(({ name, slug, ownDomains, isSuspended }) => {
    const own = isSuspended ? 'suspended' : `own domain ${ownDomains.join(', ')}`
    return `  ${name.padEnd(12)} http://${slug}.localhost:${port}   ${own}`
  })
  const keys = demoStudios
    .filter(({ isSuspended }) => !isSuspended)
    .map(({ id, name }) => `  ${name.padEnd(12)} ${demoStaffKey(fleet.keys, id)}`)
  const people = demoStudios.flatMap((studio) => {
    const emails = listDemoPeople(studio).map(({ email }) => email)
    return emails.length === 0 ? [] : `  ${studio.name.padEnd(12)} ${emails.join(', ')}`
  })
  const ownDomains = demoStudios.flatMap((studio) => studio.ownDomains)
  say(`
TrainerHub is running.

${studios.join('\n')}
  Platform     http://${PLATFORM_HOST}:${port}   mails: http://${PLATFORM_HOST}:${port}/dev/mailbox

Sign in at /sign-in of a studio, with the password ${demoPassword(fleet.keys)}, as
${people.join('\n')}
Operators sign in at http://${PLATFORM_HOST}:${port}/operator: ${DEMO_OPERATOR}, the same password, and an
authenticator app with the secret ${demoTotpSecret(fleet.keys)}
Operators’ key, for Authorization: Bearer and npm run tenants   ${demoOperatorKey(fleet.keys)}
Staff keys, for Authorization: Bearer
${keys.join('\n')}
For the own domains, add to /etc/hosts:  127.0.0.1 ${ownDomains.join(' ')}
Ctrl-C stops it; npm start -- --fresh starts over.
`)
}

function sayLog(level: string, message: string): void {
  if (level === 'error' || level === 'warn') say(message)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  await main()
  process.exit(0)
} catch (error) {
  process.stderr.write(
    `${error instanceof UserError ? error.message : String((error as Error)?.stack ?? error)}\n`,
  )
  process.exit(1)
}
