import { makeApp } from './app.ts'
import { runCron } from './cron/run-cron.ts'
import { readEnv, type Env } from './env.ts'
import { logFailure } from './log.ts'
import { mailbox } from './pages/mailbox-pages.ts'
import { makeDevMailbox } from './providers/dev-mailbox.ts'
import { makeResendMail } from './providers/resend.ts'
import { consumeWakeups } from './queue/consume-wakeups.ts'
import { consumeWork } from './queue/consume-work.ts'
import { renderPortal } from './render-portal.ts'

export { TrainerCalendar } from './durable-objects/trainer-calendar.ts'

/** Written in by `[define]` in `wrangler.toml`: what hangs on it is not in production's bundle. */
declare const __DEVELOPMENT__: boolean

const app = makeApp({ renderPortal, mailbox: __DEVELOPMENT__ ? mailbox : undefined })

export default {
  fetch(request, raw, context) {
    let env: Env
    try {
      env = readEnv(raw)
    } catch (error) {
      logFailure({ event: 'bad_environment' }, error)
      return new Response('This site is not set up correctly.\n', {
        status: 503,
        headers: { 'Cache-Control': 'private, no-store', 'Content-Type': 'text/plain; charset=utf-8' },
      })
    }
    return app.fetch(request, env, context)
  },

  async scheduled(controller, raw) {
    await runCron(readEnv(raw), controller.scheduledTime)
  },

  async queue(batch, raw, context) {
    const env = readEnv(raw)
    const waitUntil = (work: Promise<unknown>) => context.waitUntil(work)
    if (batch.queue.endsWith('-work')) return consumeWork(batch, { env, waitUntil })
    return consumeWakeups(batch, { env, mail: mailFor(env), waitUntil })
  },
} satisfies ExportedHandler<object>

function mailFor(env: Env) {
  if (__DEVELOPMENT__ && env.DEV_MAILBOX && env.RESEND_API_KEY === undefined) {
    return makeDevMailbox(env.DEV_MAILBOX, Date.now)
  }
  const { RESEND_API_KEY: apiKey = '', RESEND_BASE_URL: baseUrl } = env
  return makeResendMail({ apiKey, ...(baseUrl === undefined ? {} : { baseUrl }) })
}
