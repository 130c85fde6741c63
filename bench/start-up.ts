import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { buildForProduction, productionBundle } from '../scripts/local/build.ts'
import { findFreePort } from '../scripts/local/ports.ts'
import { projectDir } from '../scripts/local/run-command.ts'
import { ask, type Answer } from '../tests/support/ask.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { inTemporaryFolder } from './bench-system.ts'
import { workerdPath } from './workerd.ts'

const ROUNDS = 15

/**
 * How much later a fresh workerd gives its first answer with the product in it than with `hello`, in turns: reading,
 * compiling and running the bundle. Plain workerd: Miniflare's own work grows with the bundle, source map and all.
 */
export async function benchStartUp(): Promise<BenchRow[]> {
  const { isOk, output } = await buildForProduction()
  if (!isOk) throw new Error(output)
  return inTemporaryFolder(async (dir) => {
    const product = prepare(productionBundle, join(dir, 'product'))
    const hello = prepare(resolve(projectDir, 'bench/hello'), join(dir, 'hello'))
    const times = { product: [] as number[], hello: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      times.hello.push(await timeFirstAnswer(hello))
      times.product.push(await timeFirstAnswer(product))
    }
    // Whatever else the machine does can only add: the fastest is the nearest to the truth.
    const best = { product: Math.min(...times.product), hello: Math.min(...times.hello) }
    return [
      atMost(100, {
        name: 'Worker start-up',
        figure: best.product - best.hello,
        unit: 'ms',
        detail: `fastest first answer of ${ROUNDS}: ${best.product.toFixed(0)} ms, that of hello ${best.hello.toFixed(0)} ms`,
      }),
    ]
  })
}

/** A folder with the bundle's entry and a configuration for it; without bindings, for the first answer needs none. */
function prepare(bundle: string, dir: string): string {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(resolve(projectDir, 'wrangler.toml'))
  const { compatibilityDate, compatibilityFlags = [] } = workerOptions
  mkdirSync(dir)
  cpSync(join(bundle, 'index.js'), join(dir, 'index.js'))
  writeFileSync(
    join(dir, 'workerd.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "index.js", esModule = embed "index.js")],
    compatibilityDate = ${JSON.stringify(compatibilityDate)},
    compatibilityFlags = ${JSON.stringify(compatibilityFlags)},
  ))],
  sockets = [(name = "http", http = (), service = "main")],
);
`,
  )
  return dir
}

/** Milliseconds from starting the process to its first answer, whatever that says: a Worker without bindings is 503. */
async function timeFirstAnswer(dir: string): Promise<number> {
  const port = await findFreePort()
  const startedAt = performance.now()
  const workerd = spawn(workerdPath, ['serve', 'workerd.capnp', `--socket-addr=http=127.0.0.1:${port}`], {
    cwd: dir,
    // What it says of missing bindings is no news.
    stdio: 'ignore',
  })
  const exited = once(workerd, 'exit')
  try {
    await firstAnswer(`http://127.0.0.1:${port}`, () => workerd.exitCode !== null)
    return performance.now() - startedAt
  } finally {
    workerd.kill('SIGKILL')
    await exited
  }
}

async function firstAnswer(url: string, isOver: () => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask({ url, host: 'start-up.test', path: '/' }).catch(() => undefined)
    if (answer) return answer
    if (isOver()) throw new Error('workerd does not start with this bundle')
    await wait(1)
  }
}
