import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectDir, runCommand, type CommandResult } from './run-command.ts'

/** The bundle that runs on one machine, development mailbox and all. */
export const workerBundle = resolve(projectDir, 'build/worker')

/** The bundle as it would be deployed. */
export const productionBundle = resolve(projectDir, 'build/production')

/** Whoever asks for a build, a test runner too, gets what people get: React without its development aids. */
const forPeople = { NODE_ENV: 'production' }

const portalSources = ['web', 'public', 'vite.config.ts', 'package-lock.json']
const workerSources = [...portalSources, 'worker', 'tenants', 'db', 'wrangler.toml']

/** Builds the Remix site into `build/client` and `build/server`, unless nothing it is made of has changed. */
export function buildPortal(): Promise<CommandResult> {
  return unlessCurrent('portal', portalSources, () => runCommand('remix', ['vite:build'], forPeople))
}

/** Bundles the Worker, with the site inside, into `build/worker`, unless nothing it is made of has changed. */
export function buildWorker(): Promise<CommandResult> {
  return unlessCurrent('worker', workerSources, () => bundleWorker('', workerBundle))
}

/** Bundles the Worker as it would be deployed. Needs no account. */
export function buildForProduction(): Promise<CommandResult> {
  return bundleWorker('production', productionBundle)
}

/** Both, in order: the Worker carries the site. */
export async function build(): Promise<CommandResult> {
  const portal = await buildPortal()
  return portal.isOk ? buildWorker() : portal
}

function bundleWorker(environment: string, outDir: string): Promise<CommandResult> {
  const args = ['deploy', '--dry-run', `--env=${environment}`, '--outdir', outDir]
  return runCommand('wrangler', args, forPeople)
}

async function unlessCurrent(
  name: string,
  sources: readonly string[],
  make: () => Promise<CommandResult>,
): Promise<CommandResult> {
  const stamp = resolve(projectDir, `build/${name}.stamp`)
  // Taken before building: whatever is edited meanwhile is newer.
  const newest = String(Math.max(...sources.map((source) => newestIn(resolve(projectDir, source)))))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === newest) return { isOk: true, output: '' }
  const result = await make()
  if (result.isOk) writeFileSync(stamp, newest)
  return result
}

/** When anything in a folder was last changed (ms); folders count, so that a deleted file is seen. */
function newestIn(path: string): number {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  const inside = statSync(path).isDirectory()
    ? readdirSync(path).map((name) => newestIn(join(path, name)))
    : []
  return Math.max(mtimeMs, ...inside)
}
