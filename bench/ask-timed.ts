import { ask, type Answer, type Ask } from '../tests/support/ask.ts'

/**
 * Where all requests come from. The rate limiter of Miniflare slows down with every visitor it has ever seen, by
 * milliseconds; Cloudflare's does not.
 */
export const fromOneVisitor = { 'cf-connecting-ip': '10.0.0.1' }

/** One request and how long it took from here (ms). @throws Error unless it succeeds. */
export async function askTimed(what: Ask): Promise<{ answer: Answer; ms: number }> {
  const startedAt = performance.now()
  const answer = await ask({ ...what, headers: { ...fromOneVisitor, ...what.headers } })
  const ms = performance.now() - startedAt
  if (answer.status >= 300)
    throw new Error(`${what.host}${what.path}: ${answer.status} ${answer.text.slice(0, 500)}`)
  return { answer, ms }
}

export type ServerTiming = { totalMs: number; databaseMs: number; roundTrips: number }

/** What the Worker says of its own time. @throws Error when it does not. */
export function readServerTiming({ headers }: Answer): ServerTiming {
  const text = headers['server-timing'] ?? ''
  const total = /total;dur=([\d.]+)/.exec(text)
  const database = /db;dur=([\d.]+);desc="(\d+) round trips"/.exec(text)
  if (!total || !database) throw new Error(`Not a Server-Timing of ours: ${text}`)
  return { totalMs: Number(total[1]), databaseMs: Number(database[1]), roundTrips: Number(database[2]) }
}
