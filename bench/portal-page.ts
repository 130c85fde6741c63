import { join, resolve } from 'node:path'
import { projectDir } from '../scripts/local/run-command.ts'
import { runWorker, type RunningWorker } from '../scripts/local/run-worker.ts'
import type { System } from '../scripts/local/start-system.ts'
import { seedDemo } from '../scripts/seed/seed-demo.ts'
import type { Ask } from '../tests/support/ask.ts'
import { askTimed } from './ask-timed.ts'
import { buildBareRemix } from './bare-remix/build-bare-remix.ts'
import { atLeast, forInformation, type BenchRow } from './bench-row.ts'
import { inTemporaryFolder, withSystem } from './bench-system.ts'
import { measureThroughput } from './measure-throughput.ts'
import { median } from './statistics.ts'

const AT_ONCE = 8
const WARM_UP_MS = 3_000
const ROUND_MS = 1_500
const ROUNDS = 7

/** Iron Works' home page against a Remix page of the same size that does nothing, and against `hello`. */
export function benchPortalPage(): Promise<BenchRow[]> {
  return withSystem((system) =>
    inTemporaryFolder(async (dir) => {
      await seedDemo(system.fleet, 'platform.localhost')
      const start = (bundle: string, name: string) =>
        runWorker({ bundle, persistDir: join(dir, name), vars: {} })
      const bare = await start(await buildBareRemix(join(dir, 'bare')), 'bare-storage')
      const hello = await start(resolve(projectDir, 'bench/hello'), 'hello-storage')
      try {
        return await compare(system, { bare, hello })
      } finally {
        await Promise.all([bare.close(), hello.close()])
      }
    }),
  )
}

async function compare(
  { url }: System,
  workers: { bare: RunningWorker; hello: RunningWorker },
): Promise<BenchRow[]> {
  const portal = { url, host: 'ironworks.localhost', path: '/' }
  const bare = await makeSameSize(portal, workers.bare.url)
  const hello = { url: workers.hello.url, host: 'hello.test', path: '/' }
  const pages = { portal: portal, bare: bare.page, hello }
  const rates = { portal: [] as number[], bare: [] as number[], hello: [] as number[] }
  const names = ['portal', 'bare', 'hello'] as const
  for (const name of names) await measureThroughput(pages[name], { forMs: WARM_UP_MS, atOnce: AT_ONCE })
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      rates[name].push(await measureThroughput(pages[name], { forMs: ROUND_MS, atOnce: AT_ONCE }))
    }
  }
  const per = (name: 'bare' | 'hello') =>
    100 * median(rates.portal.map((rate, round) => rate / (rates[name][round] ?? NaN)))
  const detail = (name: 'bare' | 'hello') =>
    `${median(rates.portal).toFixed(0)} against ${median(rates[name]).toFixed(0)} requests/s`
  return [
    atLeast(50, {
      name: 'portal home page against a bare Remix page',
      figure: per('bare'),
      unit: '% of requests/s',
      detail: `${detail('bare')}; ${bare.size}`,
    }),
    forInformation({
      name: 'portal home page against hello',
      figure: per('hello'),
      unit: '% of requests/s',
      detail: detail('hello'),
    }),
  ]
}

/** The bare page with as many elements and, but for a few, as many bytes as that one. */
async function makeSameSize(portal: Ask, url: string) {
  const { text } = (await askTimed(portal)).answer
  const elements = [...text.matchAll(/<[a-z]/g)].length
  const pageOf = (letters: number) => ({
    url,
    host: 'bare.test',
    path: `/?elements=${elements}&letters=${letters}`,
  })
  const bytesOf = async (letters: number) => Buffer.byteLength((await askTimed(pageOf(letters))).answer.text)
  const wanted = Buffer.byteLength(text)
  const [none, ten] = [await bytesOf(0), await bytesOf(10)]
  const letters = Math.max(0, Math.round((10 * (wanted - none)) / (ten - none)))
  const size = `${elements} elements each, ${wanted} and ${await bytesOf(letters)} bytes`
  return { page: pageOf(letters), size }
}
