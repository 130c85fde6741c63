import { makeApp } from './app.ts'
import { readEnv, type Env } from './env.ts'
import { logFailure } from './log.ts'
import { makeRequestMetrics } from './metrics/request-metrics.ts'
import { mailbox } from './pages/mailbox-pages.ts'
import type { RenderPortal } from './portal.ts'
import { reportFailures } from './report-failures.ts'

export { TrainerCalendar } from './durable-objects/trainer-calendar.ts'
export { VendorGate } from './durable-objects/vendor-gate.ts'

/** Written in by `[define]` in `wrangler.toml`: what hangs on it is not in production's bundle. */
declare const __DEVELOPMENT__: boolean

/** With all of the site behind it: made when the first page is asked for, not by what only calls, counts or sends. */
const renderPortal: RenderPortal = async (request, load) =>
  (await import('./render-portal.ts')).renderPortal(request, load)

const app = makeApp({
  renderPortal,
  mailbox: __DEVELOPMENT__ ? mailbox : undefined,
  metrics: makeRequestMetrics(),
})

export default {
  fetch(request, raw, context) {
    let env: Env
    try {
      env = readEnv(raw)
    } catch (error) {
      logFailure({ event: 'bad_environment', requestId: crypto.randomUUID() }, error)
      return new Response('This site is not set up correctly.\n', {
        status: 503,
        headers: { 'Cache-Control': 'private, no-store', 'Content-Type': 'text/plain; charset=utf-8' },
      })
    }
    // What fails after the answer, the next event reports.
    return Promise.resolve(app.fetch(request, env, context)).finally(() => {
      context.waitUntil(reportFailures(env))
    })
  },

  async scheduled(_controller, raw, context) {
    const env = readEnv(raw)
    const requestId = crypto.randomUUID()
    try {
      const { runCron } = await import('./cron/run-cron.ts')
      await runCron(env, Date.now(), requestId)
    } catch (error) {
      logFailure({ event: 'cron_failed', requestId }, error)
      throw error
    } finally {
      context.waitUntil(reportFailures(env))
    }
  },

  async queue(batch, raw, context) {
    const env = readEnv(raw)
    const waitUntil = (work: Promise<unknown>) => context.waitUntil(work)
    try {
      await consume(batch, { env, waitUntil })
    } finally {
      waitUntil(reportFailures(env))
    }
  },
} satisfies ExportedHandler<object>

type Deps = { env: Env; waitUntil: (work: Promise<unknown>) => void }

/** Each loaded with its first batch: whatever answers people never needs them. */
async function consume(batch: MessageBatch, { env, waitUntil }: Deps): Promise<void> {
  if (batch.queue.endsWith('-dead')) {
    const { consumeDeadLetters } = await import('./queue/consume-dead-letters.ts')
    return consumeDeadLetters(batch, { env })
  }
  if (batch.queue.endsWith('-fleet')) {
    const { consumeFleetWork } = await import('./queue/consume-fleet-work.ts')
    return consumeFleetWork(batch, { env, waitUntil })
  }
  if (batch.queue.endsWith('-work')) {
    const { consumeWork } = await import('./queue/consume-work.ts')
    return consumeWork(batch, { env, waitUntil })
  }
  const [{ consumeWakeups }, { messagePorts }] = await Promise.all([
    import('./queue/consume-wakeups.ts'),
    import('./providers/message-ports.ts'),
  ])
  return consumeWakeups(batch, { env, ports: messagePorts(env), waitUntil })
}
