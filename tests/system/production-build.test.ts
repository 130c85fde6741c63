import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'

const run = promisify(execFile)

/** Both environments as `wrangler deploy` would send them. The site has been built before. */
let outDir: string
const bundles: Record<'development' | 'production', string> = { development: '', production: '' }

async function bundle(name: keyof typeof bundles, environment: string): Promise<string> {
  const dir = join(outDir, name)
  const args = ['wrangler', 'deploy', '--dry-run', `--env=${environment}`, '--outdir', dir]
  await run('npx', args, { env: { ...process.env, WRANGLER_SEND_METRICS: 'false' } })
  return readFile(join(dir, 'index.js'), 'utf8')
}

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'bundles-'))
  bundles.development = await bundle('development', '')
  bundles.production = await bundle('production', 'production')
})
afterAll(() => rm(outDir, { recursive: true, force: true }))

test('the development mailbox is in no production bundle', () => {
  const traces = ['/dev/mailbox', 'Development mailbox', '/mailbox.json', 'function makeDevMailbox']

  expect(traces.filter((trace) => bundles.development.includes(trace))).toEqual(traces)
  expect(traces.filter((trace) => bundles.production.includes(trace))).toEqual([])
})

/** As much of `wrangler.toml` as is compared. */
type Config = {
  cache?: unknown
  triggers: unknown
  kv_namespaces: { binding: string }[]
  durable_objects: { bindings: { name: string }[] }
  queues: {
    producers: { binding: string }[]
    consumers: { queue: string; dead_letter_queue: string }[]
  }
  ratelimits: { name: string; simple: { limit: number } }[]
}

test('production has the bindings of development except the mailbox, and limits that limit', () => {
  const { rawConfig } = experimental_readRawConfig({ config: 'wrangler.toml' })
  const development = rawConfig as unknown as Config
  const { production } = rawConfig.env as unknown as { production: Config }
  const names = ({ kv_namespaces: spaces, durable_objects: objects, queues, ratelimits }: Config) => [
    ...spaces.map(({ binding }) => binding),
    ...objects.bindings.map(({ name }) => name),
    ...queues.producers.map(({ binding }) => binding),
    ...queues.consumers.map(({ queue, dead_letter_queue: dead }) => `${queue} ${dead}`),
    ...ratelimits.map(({ name }) => name),
  ]

  expect(names(production)).toEqual(names(development).filter((name) => name !== 'DEV_MAILBOX'))
  expect(production.ratelimits.map(({ simple }) => simple.limit)).toEqual([30, 300, 600])
  expect(production.triggers).toEqual(development.triggers)
  // Its key leaves out the host.
  expect([development.cache, production.cache]).toEqual([undefined, undefined])
})
