import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { workerBundle } from './build.ts'
import { projectDir } from './run-command.ts'

export type RunWorkerOptions = {
  /** Where KV, queues and Durable Objects live on. */
  persistDir: string
  /** The folder `buildWorker` made. */
  bundle?: string
  /** 0 (the default): any free port. */
  port?: number
  /** Secrets and settings, as `.dev.vars.example` lists them. */
  vars: Record<string, string>
  /** Changes to what `wrangler.toml` says, such as other rate limits. */
  adjust?: (options: V4WorkerOptions) => V4WorkerOptions
  /** Gets each line that the Worker prints. */
  log?: (level: string, message: string) => void
}

export type RunningWorker = {
  /** `http://127.0.0.1:<port>`; whatever `Host` a request carries reaches the Worker as it is. */
  url: string
  /** The process of workerd. */
  pid: () => number | undefined
  /** Runs the Worker's cron, as if `at` (ms) had come. */
  scheduled: (at?: number) => Promise<void>
  /** SIGKILLs workerd in whatever it is doing, and waits until another one listens on the same port. */
  kill: () => Promise<void>
  /** Takes up a bundle that was built anew, or the old one, with nothing left in memory. */
  reload: () => Promise<void>
  close: () => Promise<void>
  /** For tests that reach inside: Durable Objects, KV, queues. */
  miniflare: Miniflare
}

/**
 * Runs the built Worker in workerd, with the bindings of `wrangler.toml` emulated on this machine.
 *
 * Requests go straight to the Worker's own socket. Miniflare's front door would let an `MF-Original-URL` or
 * `X-Forwarded-Proto` header say what the URL is, which no edge does.
 */
export async function runWorker(options: RunWorkerOptions): Promise<RunningWorker> {
  let port = options.port ?? 0
  let isBack = Promise.withResolvers<void>()
  const processes = watchWorkerd()
  const make = () => toMiniflareOptions({ ...options, port }, () => isBack.resolve())
  const miniflare = withoutSignals(() => new Miniflare(make()))
  try {
    await miniflare.ready
  } catch (error) {
    processes.stop()
    await miniflare.dispose()
    throw error
  }
  // From now on the same one, whatever happens.
  port = Number((await miniflare.unsafeGetDirectURL()).port)

  return {
    url: `http://127.0.0.1:${port}`,
    miniflare,
    pid: () => processes.current()?.pid,
    async scheduled(at = Date.now()) {
      const worker = await miniflare.getWorker()
      await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date(at) })
    },
    async kill() {
      isBack = Promise.withResolvers()
      processes.current()?.kill('SIGKILL')
      await isBack.promise
    },
    reload: () => miniflare.setOptions(make()),
    async close() {
      processes.stop()
      await miniflare.dispose()
    },
  }
}

function toMiniflareOptions(
  { port = 0, log, adjust = (same) => same, ...options }: RunWorkerOptions,
  onRestart: () => void,
) {
  const bundle = options.bundle ?? workerBundle
  const { workerOptions } = unstable_getMiniflareWorkerOptions(resolve(projectDir, 'wrangler.toml'))
  const { modulesRules: _modulesRules, ...bindings } = workerOptions
  const worker: V4WorkerOptions = {
    ...bindings,
    name: 'trainerhub',
    modules: listModules(bundle),
    modulesRoot: bundle,
    bindings: { ...Object(workerOptions.bindings), ...options.vars },
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  }
  return convertV4MiniflareOptions({
    host: '127.0.0.1',
    // Without it Miniflare asks the network where this machine is.
    cf: false,
    log: new Log(LogLevel.NONE),
    logRequests: false,
    unsafeInspectDurableObjects: true,
    resourcePersistencePath: options.persistDir,
    handleStructuredLogs: ({ level, message }) => log?.(level, message),
    unsafeHandleRuntimeRestart: onRestart,
    workers: [adjust(worker)],
  })
}

const moduleTypes = { '.js': 'ESModule', '.wasm': 'CompiledWasm', '.txt': 'Text', '.bin': 'Data' } as const

/** The entry first, as Miniflare wants it. */
function listModules(bundle: string) {
  const names = readdirSync(bundle).toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
  return names.flatMap((name) => {
    const type = Object.entries(moduleTypes).find(([extension]) => name.endsWith(extension))?.[1]
    return type === undefined ? [] : [{ type, path: join(bundle, name) }]
  })
}

/** Miniflare would end this process at the first signal, databases half closed. What a signal means is the caller's to say. */
function withoutSignals<T>(make: () => T): T {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const before = signals.map((signal) => process.listeners(signal))
  const made = make()
  signals.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.off(signal, listener)
    }
  })
  return made
}

/** Miniflare does not say which processes it starts; Node does. */
function watchWorkerd() {
  const started: ChildProcess[] = []
  const note = (message: unknown) => {
    // Published by Node for every child process (`diagnostics_channel`, "child_process").
    started.push((message as { process: ChildProcess }).process)
  }
  subscribe('child_process', note)
  return {
    current: () =>
      started.findLast(
        (child) => /workerd/.test(child.spawnfile) && child.exitCode === null && child.signalCode === null,
      ),
    stop: () => unsubscribe('child_process', note),
  }
}
