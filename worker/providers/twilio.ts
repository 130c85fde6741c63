import { z } from 'zod'
import type { KnownSms, Sms, SmsPort, SmsResult, SmsSought } from '../../tenants/messages/sms-port.ts'
import { fetchJson, type JsonAnswer } from './fetch-json.ts'

type TwilioOptions = {
  accountSid: string
  authToken: string
  baseUrl?: string | undefined
  /** Where Twilio says what became of a message; undefined where it cannot reach us. */
  statusUrl?: string | undefined
  timeoutMs?: number
  fetch?: typeof fetch
}

/** Below a 25th of the lease on claimed messages (`tenants/messages/send-due-messages.ts`). */
const TIMEOUT_MS = 10_000
const MAX_BYTES = 1_000_000
/** Of the list, newest first: one number has no more within a day than the caps allow. */
const PAGE_SIZE = 50
const MOST_PAGES = 10

/** Twilio's codes that speak of our pace or its queues: nothing was accepted, later it may be. */
const FOR_NOW = new Set([20429, 21611, 30001])

const message = z.object({
  sid: z.string().min(1),
  to: z.string(),
  from: z.string().nullish(),
  messaging_service_sid: z.string().nullish(),
  body: z.string().nullish(),
  status: z.string(),
  num_segments: z.coerce.number().catch(1),
  error_code: z.coerce.number().nullish(),
  error_message: z.string().nullish(),
  date_created: z
    .string()
    .transform((text) => Date.parse(text))
    .pipe(z.number()),
})
const page = z.object({ messages: z.array(message), next_page_uri: z.string().nullish() })
const failure = z.object({ code: z.number(), message: z.string() })

/**
 * Sends text messages through Twilio (twilio.com/docs/messaging/api/message-resource), without its SDK, which is larger than
 * all of ours. There is no idempotency key, and after a 500 the message may have gone out (error 20500).
 */
export function makeTwilioSms(options: TwilioOptions): SmsPort {
  const { accountSid, authToken, baseUrl = 'https://api.twilio.com', timeoutMs = TIMEOUT_MS } = options
  const call = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args))
  const list = new URL(`/2010-04-01/Accounts/${accountSid}/Messages.json`, baseUrl)
  const ask = (url: URL, body?: URLSearchParams) =>
    fetchJson(
      url,
      {
        method: body ? 'POST' : 'GET',
        headers: { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        ...(body ? { body } : {}),
      },
      { fetch: call, timeoutMs, maxBytes: MAX_BYTES },
    )
  return {
    async send(sms) {
      try {
        return toResult(await ask(list, toForm(sms, options.statusUrl)))
      } catch (error) {
        return { ok: false, kind: 'unknown', reason: String(error).slice(0, 200) }
      }
    },
    async find(sought) {
      try {
        const found = await findSince(new URL(`?${toQuery(sought)}`, list), {
          ask,
          // Twilio dates are of whole seconds.
          since: Math.floor(sought.since / 1_000) * 1_000,
        })
        return found && found.filter(({ from }) => sought.from === null || from === sought.from)
      } catch {
        return null
      }
    },
  }
}

function toForm(
  { to, from, body, tenantId, messageId }: Sms,
  statusUrl: string | undefined,
): URLSearchParams {
  const query = new URLSearchParams({ tenant: tenantId, message: messageId })
  return new URLSearchParams({
    To: to,
    [isService(from) ? 'MessagingServiceSid' : 'From']: from,
    Body: body,
    ...(statusUrl === undefined ? {} : { StatusCallback: `${statusUrl}?${query.toString()}` }),
  })
}

function toResult({ status, headers, json }: JsonAnswer): SmsResult {
  const accepted = message.safeParse(json).data
  if (status === 201 && accepted) return toAccepted(accepted)
  const refused = failure.safeParse(json).data
  const reason = (refused ? `${refused.code}: ${refused.message}` : `HTTP ${status}`).slice(0, 200)
  if (status < 400 || status >= 500) return { ok: false, kind: 'unknown', reason }
  const code = refused ? { code: refused.code } : {}
  // What speaks of our account and its pace says nothing about this message.
  const isForNow = status === 401 || status === 403 || status === 429 || FOR_NOW.has(refused?.code ?? 0)
  if (isForNow) return { ok: false, kind: 'retry', reason, ...code, ...retryAfter(headers) }
  // Whoever answers 4xx without a code is not Twilio, but something on the way to it.
  return refused ? { ok: false, kind: 'rejected', reason, ...code } : { ok: false, kind: 'retry', reason }
}

function toAccepted(accepted: z.output<typeof message>): SmsResult {
  const { sid, status, num_segments: segments, error_code: code, error_message: words } = accepted
  if (status !== 'failed') return { ok: true, providerId: sid, segments }
  return { ok: false, kind: 'rejected', reason: `${code}: ${words}`.slice(0, 200), ...(code ? { code } : {}) }
}

/** `Retry-After`, in seconds. */
function retryAfter(headers: Headers): { retryAfterMs?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {}
}

/** A messaging service chooses the number by itself. */
const isService = (sender: string): boolean => sender.startsWith('MG')

function toQuery({ to, from }: SmsSought): string {
  return new URLSearchParams({
    To: to,
    // The list knows no filter by service: what has one says so.
    ...(from === null || isService(from) ? {} : { From: from }),
    // Not by `DateSent`: what still waits in Twilio's queue has none, and would be sent once more.
    PageSize: String(PAGE_SIZE),
  }).toString()
}

type Listing = { ask: (url: URL) => Promise<JsonAnswer>; since: number }

/** Null when a part of the list cannot be had: what is not in the rest may be in it. */
async function findSince(first: URL, { ask, since }: Listing): Promise<KnownSms[] | null> {
  const found: KnownSms[] = []
  let url = first
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    // Each page says where the next one is.
    // oxlint-disable-next-line no-await-in-loop
    const { status, json } = await ask(url)
    const answer = page.safeParse(json)
    if (status !== 200 || !answer.success) return null
    const { messages, next_page_uri: next } = answer.data
    found.push(...messages.map(toKnown))
    const isOver = messages.some(({ date_created: at }) => at < since)
    if (!next || isOver) return found.filter(({ createdAt }) => createdAt >= since)
    url = new URL(next, first)
    if (url.origin !== first.origin) return null
  }
  return null
}

function toKnown(one: z.output<typeof message>): KnownSms {
  const { sid, to, body, status, num_segments: segments, date_created: createdAt } = one
  const from = one.messaging_service_sid ?? one.from ?? ''
  return { providerId: sid, to, from, body: body ?? '', status, segments, createdAt }
}
