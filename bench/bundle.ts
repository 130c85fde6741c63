import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, buildForProduction, productionBundle } from '../scripts/local/build.ts'
import type { BenchRow } from './bench-row.ts'

const WORKER_KILOBYTES = 1200

/** How much the Worker weighs as it is deployed. @throws Error when it cannot be built. */
export async function benchBundle(): Promise<BenchRow[]> {
  for (const make of [build, buildForProduction]) {
    const { isOk, output } = await make()
    if (!isOk) throw new Error(output)
  }
  const bytes = readdirSync(productionBundle)
    .filter((name) => /\.(js|wasm|txt|bin)$/.test(name))
    .map((name) => gzipSync(readFileSync(join(productionBundle, name))).length)
    .reduce((sum, length) => sum + length, 0)
  const figure = bytes / 1000
  const row = { name: 'Worker bundle', budget: WORKER_KILOBYTES, figure, unit: 'kB gzip' }
  return [{ ...row, isMet: figure <= WORKER_KILOBYTES }]
}
