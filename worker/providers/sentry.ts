import type { Described } from '../../tenants/describe-failure.ts'
import type { Report } from '../log.ts'

const TIMEOUT_MS = 5_000

export type Sentry = { send: (reports: readonly Report[]) => Promise<void> }

type Options = { dsn: string; environment: string; fetch?: typeof fetch }

/**
 * Tells Sentry of failures, one envelope each (develop.sentry.dev, "Envelopes"). It gets what the log gets: ids, kinds and
 * places in our code; no addresses, headers or values. Never rejects.
 *
 * @throws Error when the DSN is none.
 */
export function makeSentry({ dsn, environment, fetch: ask = fetch }: Options): Sentry {
  const { endpoint, key } = parseDsn(dsn)
  const auth = `Sentry sentry_version=7, sentry_client=trainerhub/1, sentry_key=${key}`
  const send = async (report: Report) => {
    try {
      const answer = await ask(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/x-sentry-envelope', 'x-sentry-auth': auth },
        body: toEnvelope(report, environment),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      void answer.body?.cancel().catch(() => {})
    } catch {
      // It is in the log.
    }
  }
  return {
    async send(reports) {
      for (const report of reports) await send(report)
    },
  }
}

/** `https://<key>@<host>/<path>/<project>` */
function parseDsn(dsn: string): { endpoint: string; key: string } {
  const url = new URL(dsn)
  const [project = '', ...path] = url.pathname.split('/').filter(Boolean).toReversed()
  if (url.username === '' || project === '') throw new Error('SENTRY_DSN is no DSN')
  const prefix = path.toReversed().map((part) => `/${part}`)
  return {
    endpoint: `${url.protocol}//${url.host}${prefix.join('')}/api/${project}/envelope/`,
    key: url.username,
  }
}

function toEnvelope({ at, facts, failure }: Report, environment: string): string {
  const eventId = crypto.randomUUID().replaceAll('-', '')
  const { event, ...others } = facts
  const item = {
    event_id: eventId,
    timestamp: at,
    platform: 'javascript',
    level: 'error',
    logger: 'worker',
    environment,
    transaction: event,
    // Short, and of few values each: what one searches by.
    tags: Object.fromEntries(
      Object.entries(others).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value).slice(0, 200)]],
      ),
    ),
    exception: { values: chainOf(failure) },
    fingerprint: [String(event), ...chainOf(failure).map(({ type }) => type), placeOf(failure)],
  }
  const lines = [{ event_id: eventId, sent_at: at }, { type: 'event' }, item]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** The cause first, as Sentry wants it. */
function chainOf(failure: Described): { type: string; value: string }[] {
  const own = { type: failure.name, value: [failure.message, failure.stack].filter(Boolean).join(' ') }
  return failure.cause === undefined ? [own] : [...chainOf(failure.cause), own]
}

function placeOf(failure: Described): string {
  const deepest = failure.cause === undefined ? failure : failure.cause
  return deepest.stack?.split(' at ')[1] ?? ''
}
