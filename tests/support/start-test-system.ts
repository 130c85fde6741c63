import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { build } from '../../scripts/local/build.ts'
import { startSystem, type System, type SystemOptions } from '../../scripts/local/start-system.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'

export type TestSystem = System & {
  /** Between the Worker and its databases; the test's own handles go past it. */
  proxy: FaultProxy
  /** What the Worker printed, a line of JSON each. */
  printed: string[]
}

export type TestSystemOptions = Partial<Pick<SystemOptions, 'seed' | 'adjust' | 'vars'>>

/** The whole product as built, in a folder of its own, with a proxy that can fail between Worker and databases. */
export async function startTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const built = await build()
  if (!built.isOk) throw new Error(built.output)
  const dataDir = await mkdtemp(join(tmpdir(), 'trainerhub-system-'))
  const printed: string[] = []
  let proxy: FaultProxy | undefined
  const system = await startSystem({
    seed: 'none',
    ...options,
    dataDir,
    log: (_level, line) => printed.push(line),
    async databaseUrlFor(_namespace, url) {
      proxy ??= await startFaultProxy(new URL(url).origin)
      return proxyUrl(proxy, url)
    },
  })
  if (!proxy) throw new Error('the system asked for no database')
  const front = proxy
  return {
    ...system,
    proxy: front,
    printed,
    async close() {
      await system.close()
      await front.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The same database, reached through the proxy. */
export function proxyUrl(proxy: FaultProxy, url: string): string {
  return proxy.url + new URL(url).pathname
}

/** For a test that needs a system of its own. */
export async function useTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const system = await startTestSystem(options)
  onTestFinished(() => system.close())
  return system
}
