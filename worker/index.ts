import { makeApp } from './app.ts'
import { runCron } from './cron/run-cron.ts'
import { readEnv, type Env } from './env.ts'
import { logFailure } from './log.ts'
import { makeRequestMetrics } from './metrics/request-metrics.ts'
import { mailbox } from './pages/mailbox-pages.ts'
import { messagePorts } from './providers/message-ports.ts'
import { consumeDeadLetters } from './queue/consume-dead-letters.ts'
import { consumeFleetWork } from './queue/consume-fleet-work.ts'
import { consumeWakeups } from './queue/consume-wakeups.ts'
import { consumeWork } from './queue/consume-work.ts'
import { renderPortal } from './render-portal.ts'
import { reportFailures } from './report-failures.ts'

export { TrainerCalendar } from './durable-objects/trainer-calendar.ts'
export { VendorGate } from './durable-objects/vendor-gate.ts'

/** Written in by `[define]` in `wrangler.toml`: what hangs on it is not in production's bundle. */
declare const __DEVELOPMENT__: boolean

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

function consume(batch: MessageBatch, { env, waitUntil }: Deps): Promise<void> {
  if (batch.queue.endsWith('-dead')) return consumeDeadLetters(batch, { env })
  if (batch.queue.endsWith('-fleet')) return consumeFleetWork(batch, { env, waitUntil })
  if (batch.queue.endsWith('-work')) return consumeWork(batch, { env, waitUntil })
  return consumeWakeups(batch, { env, ports: messagePorts(env), waitUntil })
}
