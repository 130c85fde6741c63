import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { staySilent } from './impatient-fetch.ts'
import { makeResendDomains } from './resend-domains.ts'

/** The body of `POST /emails`. */
export type ResendEmail = {
  from: string
  to: string
  reply_to?: string
  subject: string
  html: string
  text: string
  attachments?: { filename: string; content: string; content_type: string }[]
  headers?: Record<string, string>
  tags?: { name: string; value: string }[]
}
export type AcceptedEmail = { id: string; idempotencyKey: string | undefined; email: ResendEmail }

/** What one request meets instead of the usual answer; `accept…` takes the mail before it goes wrong. */
export type Trouble =
  | { status: number; name: string; retryAfterSeconds?: number }
  | { status: number; body: string }
  | 'hang'
  | 'accept and hang'
  | 'accept and cut'
  | 'accept and answer garbage'

export type ResendServer = {
  url: string
  /** Every mail that was accepted, once. */
  ledger: AcceptedEmail[]
  /** Senders' domains, and what the DNS says of them. */
  domains: ReturnType<typeof makeResendDomains>
  /** How many requests came. */
  requests: () => number
  /** The next requests meet these, one each. */
  plan: (...troubles: Trouble[]) => void
  close: () => Promise<void>
}

/** `perSecond`: how many requests a team may make; not counted unless told. Theirs is 5 (resend.com/docs/api-reference/rate-limit). */
type Options = { apiKey?: string; now?: () => number; perSecond?: number }
type Answer = { status: number; body: unknown; headers?: Record<string, string> }
type KnownKey = { id: string; body: string; at: number }

const KEY_LIFE_MS = 86_400_000

/**
 * Stands in for Resend's API, as its reference documents it: `POST /emails` with its checks, idempotency keys that are
 * remembered for 24 hours (successes only), `/domains`, error names and statuses, so many requests a second for a whole
 * team. What it tells by itself: `resend-webhooks.ts`.
 */
export async function startResendServer(options: Options = {}): Promise<ResendServer> {
  const { apiKey = 're_test', now = Date.now, perSecond = Infinity } = options
  const ledger: AcceptedEmail[] = []
  const keys = new Map<string, KnownKey>()
  const troubles: Trouble[] = []
  const domains = makeResendDomains(now)
  const rate = makeRate(perSecond, now)
  let requests = 0

  function accept(body: string, key: string | undefined): Answer {
    const known = key === undefined ? undefined : keys.get(key)
    if (known && now() - known.at < KEY_LIFE_MS) {
      return known.body === body
        ? { status: 200, body: { id: known.id } }
        : refusal(409, 'invalid_idempotent_request')
    }
    // Checked when it is accepted: what could not be is answered before.
    const email = JSON.parse(body) as ResendEmail
    const id = crypto.randomUUID()
    ledger.push({ id, idempotencyKey: key, email })
    if (key !== undefined) keys.set(key, { id, body, at: now() })
    return { status: 200, body: { id } }
  }

  function decide(request: IncomingMessage, asked: Asked): Answer {
    const { method = '', url = '' } = request
    const { pathname: path, searchParams: query } = new URL(url, 'http://resend.test')
    if (path === '/domains' || path.startsWith('/domains/')) {
      return refuseKey(request, asked.apiKey) ?? domains.answer({ method, path, query, body: asked.body })
    }
    return refuse(request, asked) ?? refuseSender(asked.body) ?? accept(asked.body, asked.key)
  }

  /** From a domain that it knows, only once it is found in the DNS. Whatever else is told from is taken to be the team's. */
  function refuseSender(body: string): Answer | undefined {
    const { from } = JSON.parse(body) as ResendEmail
    const [, host] = /@([^\s<>@]+)>?$/.exec(from) ?? []
    const domain = [...domains.all.values()].find(({ name }) => name === host)
    if (!domain || domain.status === 'verified') return undefined
    return refusal(403, 'validation_error', `The ${host} domain is not verified.`)
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    requests += 1
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const key = request.headers['idempotency-key']?.toString()
    const trouble = troubles.shift()
    if (trouble === 'hang') return staySilent(request, response)
    const isTooMuch = rate.take(response)
    if (trouble !== undefined && typeof trouble === 'object') return send(response, toAnswer(trouble))
    const answer = isTooMuch
      ? toAnswer({ status: 429, name: 'rate_limit_exceeded', retryAfterSeconds: 1 })
      : decide(request, { apiKey, body, key })
    if (trouble === 'accept and hang') return staySilent(request, response)
    if (trouble === 'accept and cut') return void request.socket.destroy()
    send(response, trouble === undefined ? answer : { ...answer, body: '<html>' })
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    ledger,
    domains,
    requests: () => requests,
    plan: (...more) => void troubles.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Asked = { apiKey: string; body: string; key: string | undefined }

function refuse(request: IncomingMessage, { apiKey, body, key }: Asked): Answer | undefined {
  if (request.url !== '/emails') return refusal(404, 'not_found')
  if (request.method !== 'POST') return refusal(405, 'method_not_allowed')
  const isRefused = refuseKey(request, apiKey)
  if (isRefused) return isRefused
  if (key !== undefined && (key.length < 1 || key.length > 256))
    return refusal(400, 'invalid_idempotency_key')
  let email: Partial<ResendEmail>
  try {
    email = JSON.parse(body) as Partial<ResendEmail>
  } catch {
    return refusal(400, 'validation_error')
  }
  if (!email.from || !email.to || !email.subject) return refusal(422, 'missing_required_field')
  if (!/^([^<>]+ )?<?[^\s<>@]+@[^\s<>@]+>?$/.test(email.from)) return refusal(422, 'invalid_from_address')
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(email.to)) return refusal(422, 'validation_error')
  if (/[\r\n]/.test(email.subject)) return refusal(422, 'validation_error')
  const words = (email.tags ?? []).flatMap(({ name, value }) => [name, value])
  if (words.some((word) => !/^[A-Za-z0-9_-]{1,256}$/.test(word))) return refusal(422, 'validation_error')
  if (email.attachments?.some(({ content }) => !content)) return refusal(422, 'invalid_attachment')
  return undefined
}

function refuseKey({ headers }: IncomingMessage, apiKey: string): Answer | undefined {
  const { authorization } = headers
  if (authorization === undefined) return refusal(401, 'missing_api_key')
  return authorization === `Bearer ${apiKey}` ? undefined : refusal(403, 'invalid_api_key')
}

/** Counts requests in windows of a second, and says in the headers how many are left. */
function makeRate(perSecond: number, now: () => number) {
  let [window, taken] = [0, 0]
  return {
    /** Whether this one is too much. */
    take(response: ServerResponse): boolean {
      const second = Math.floor(now() / 1_000)
      if (second !== window) [window, taken] = [second, 0]
      taken += 1
      const limit = Number.isFinite(perSecond) ? perSecond : 5
      response.setHeader('ratelimit-limit', String(limit))
      response.setHeader('ratelimit-remaining', String(Math.max(0, limit - taken)))
      response.setHeader('ratelimit-reset', '1')
      return taken > perSecond
    },
  }
}

function refusal(status: number, name: string, message = `Stand-in: ${name}`): Answer {
  return { status, body: { statusCode: status, name, message } }
}

function toAnswer(trouble: Extract<Trouble, object>): Answer {
  if ('body' in trouble) return { status: trouble.status, body: trouble.body }
  const { status, name, retryAfterSeconds } = trouble
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { ...refusal(status, name), headers }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
