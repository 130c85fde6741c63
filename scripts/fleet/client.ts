import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/** JSON as the API gives it. */
export type Json = Record<string, unknown>
type Query = Record<string, string | number | undefined>

/** What the platform refused, as it said it. */
export class PlatformFailure extends Error {
  override name = 'PlatformFailure'
  readonly code: string
  readonly faults: readonly { path: string; message: string }[]
  readonly requestId: string | undefined

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? `The platform answered ${status}.`)
    this.code = problem.code ?? `http_${status}`
    this.faults = problem.errors ?? []
    this.requestId = problem.request_id
  }
}

type Problem = {
  code: string
  detail: string
  request_id: string
  errors: { path: string; message: string }[]
}

export type PlatformClient = {
  get: <Answer extends Json = Json>(path: string, query?: Query) => Promise<Answer>
  /** All pages of a list, one after the other; at most `limit` entries when that is given. */
  list: <Item extends Json = Json>(path: string, query?: Query & { limit?: number }) => Promise<Item[]>
  send: <Answer extends Json = Json>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: Json,
  ) => Promise<Answer>
  /** Asks again and again, about every second, until `isDone`; `seen` hears of each answer. */
  follow: <Answer extends Json = Json>(
    path: string,
    watch: { isDone: (answer: Answer) => boolean; seen?: (answer: Answer) => void },
  ) => Promise<Answer>
}

type Where = {
  /** Scheme and host of the platform. */
  url: string
  /** `tho_…` */
  key: string
  everyMs?: number
}

const PAGE = 100
const LONGEST_MS = 60_000

/** The platform's API for a terminal. Rejects with `PlatformFailure` for whatever is not a success. */
export function makePlatformClient({ url, key, everyMs = 1_000 }: Where): PlatformClient {
  async function ask<Answer extends Json>(method: string, path: string, body?: Json): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${key}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const { status, said } = await exchange(new URL(`/api/v1${path}`, url), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const answer = readJson(said)
    if (status >= 400 || status < 200) throw new PlatformFailure(status, answer)
    // What the API's schema says of this address.
    return answer as Answer
  }
  const get: PlatformClient['get'] = (path, query = {}) => ask('GET', path + written(query))
  return {
    get,
    async list<Item extends Json>(path: string, { limit, ...query }: Query & { limit?: number } = {}) {
      const items: Item[] = []
      let cursor: string | undefined
      do {
        const size = Math.min(PAGE, (limit ?? Infinity) - items.length)
        const page = await get<{ data: Item[]; next_cursor: string | null }>(path, {
          ...query,
          limit: size,
          cursor,
        })
        items.push(...page.data)
        cursor = page.next_cursor ?? undefined
      } while (cursor !== undefined && items.length < (limit ?? Infinity))
      return items
    },
    send: (method, path, body) => ask(method, path, method === 'DELETE' ? body : (body ?? {})),
    async follow<Answer extends Json>(
      path: string,
      { isDone, seen }: { isDone: (answer: Answer) => boolean; seen?: (answer: Answer) => void },
    ) {
      for (;;) {
        const answer = await get<Answer>(path)
        seen?.(answer)
        if (isDone(answer)) return answer
        await pause(everyMs)
      }
    },
  }
}

type Sent = { method: string; headers: Record<string, string>; body: string | undefined }

/** Names below `localhost` are this machine's, whatever its resolver thinks of them. */
function exchange(url: URL, { method, headers, body }: Sent): Promise<{ status: number; said: string }> {
  const isHere = url.hostname.endsWith('.localhost')
  const options = {
    method,
    timeout: LONGEST_MS,
    hostname: isHere ? '127.0.0.1' : url.hostname,
    port: url.port,
    path: url.pathname + url.search,
    headers: {
      ...headers,
      host: url.host,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
  }
  return new Promise((resolve, reject) => {
    const answered = (incoming: IncomingMessage) => {
      text(incoming).then((said) => resolve({ status: incoming.statusCode ?? 0, said }), reject)
    }
    const outgoing = (url.protocol === 'http:' ? requestHttp : requestHttps)(options, answered)
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${url.host} does not answer.`)))
    outgoing.on('error', (error) => reject(new Error(`${url.host}: ${error.message}`, { cause: error })))
    outgoing.end(body)
  })
}

function readJson(said: string): Json {
  try {
    return said === '' ? {} : (JSON.parse(said) as Json)
  } catch {
    return { detail: said.slice(0, 200) }
  }
}

function written(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
