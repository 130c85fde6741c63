import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SegmentedMessage } from 'sms-segments-calculator'
import { staySilent } from './impatient-fetch.ts'
import { signAsTwilio } from './sign-as-twilio.ts'
import { refuseSms, twilioErrors, type TwilioErrorCode } from './twilio-errors.ts'

/** One message, as Twilio's list has it. */
export type TwilioMessage = {
  sid: string
  to: string
  from: string | null
  messaging_service_sid: string | null
  body: string
  status: string
  num_segments: string
  error_code: number | null
  error_message: string | null
  date_created: string
}

/** What one request meets instead of the usual answer; `accept…` takes the message before it goes wrong. */
export type TwilioTrouble =
  | { code: TwilioErrorCode; retryAfterSeconds?: number }
  | { status: number; body: string }
  | 'hang'
  | 'cut'
  | 'accept and hang'
  | 'accept and cut'
  | 'accept and answer 500'
  | 'accept and answer garbage'

export type TwilioServer = {
  url: string
  accountSid: string
  authToken: string
  /** Every message that was accepted, oldest first. */
  ledger: (TwilioMessage & { callback: string | undefined })[]
  requests: () => number
  /** The next requests meet these, one each. */
  plan: (...troubles: TwilioTrouble[]) => void
  /** Numbers that opted out with Twilio (21610). */
  optedOut: Set<string>
  /** A status callback about a message, signed: to be given to the webhook. The message is in that state from then on. */
  callback: (sid: string, status: string, errorCode?: number) => Request
  /** A text message that somebody writes, signed, to the address given. */
  inbound: (webhook: string, form: Record<string, string>) => Request
  close: () => Promise<void>
}

type Options = { accountSid?: string; authToken?: string; now?: () => number; perSecond?: number }
type Answer = { status: number; body: unknown; headers?: Record<string, string> }

/**
 * Stands in for Twilio's messaging API as it is documented: Basic auth, form-encoded `POST …/Messages.json` with its checks
 * and codes, no idempotency, a limit per second, the list with its pages, callbacks with signatures.
 */
export async function startTwilioServer(options: Options = {}): Promise<TwilioServer> {
  const { accountSid = `AC${'0'.repeat(32)}`, authToken = 'twilio_test', now = Date.now } = options
  const { perSecond = Infinity } = options
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`
  const ledger: TwilioServer['ledger'] = []
  const troubles: TwilioTrouble[] = []
  const optedOut = new Set<string>()
  const seconds = new Map<number, number>()
  let requests = 0

  function accept(form: URLSearchParams): Answer {
    const refused = refuseSms(form, optedOut)
    if (refused) return refusal(refused)
    const created = {
      sid: `SM${String(ledger.length + 1).padStart(32, '0')}`,
      to: form.get('To') ?? '',
      from: form.get('From'),
      messaging_service_sid: form.get('MessagingServiceSid'),
      body: form.get('Body') ?? '',
      status: form.has('MessagingServiceSid') ? 'accepted' : 'queued',
      num_segments: String(new SegmentedMessage(form.get('Body') ?? '').segmentsCount),
      error_code: null,
      error_message: null,
      date_created: new Date(now()).toUTCString().replace('GMT', '+0000'),
    }
    ledger.push({ ...created, callback: form.get('StatusCallback') ?? undefined })
    return { status: 201, body: toJson(created, accountSid) }
  }

  function answer(request: IncomingMessage, body: string): Answer {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://twilio.test')
    const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
    if (request.headers.authorization !== expected) return refusal(20003)
    if (pathname !== path) return refusal(20404)
    const second = Math.floor(now() / 1_000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
    if ((seconds.get(second) ?? 0) > perSecond) return refusal(20429)
    return request.method === 'POST'
      ? accept(new URLSearchParams(body))
      : listMessages(searchParams, { ledger, path, accountSid })
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    requests += 1
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const trouble = troubles.shift()
    if (trouble === 'hang') return staySilent(request, response)
    if (trouble === 'cut') return void request.socket.destroy()
    if (typeof trouble === 'object') return send(response, toAnswer(trouble))
    const usual = answer(request, Buffer.concat(chunks).toString())
    if (trouble === 'accept and hang') return staySilent(request, response)
    if (trouble === 'accept and cut') return void request.socket.destroy()
    if (trouble === 'accept and answer 500') return send(response, refusal(20500))
    send(response, trouble === undefined ? usual : { ...usual, body: '<html>' })
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    accountSid,
    authToken,
    ledger,
    optedOut,
    requests: () => requests,
    plan: (...more) => void troubles.push(...more),
    ...makeVoice({ ledger, accountSid, authToken }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Voice = Pick<TwilioServer, 'ledger' | 'accountSid' | 'authToken'>

/** What Twilio says by itself. */
function makeVoice({ ledger, accountSid, authToken }: Voice): Pick<TwilioServer, 'callback' | 'inbound'> {
  let inbounds = 0
  return {
    callback(sid, status, errorCode) {
      const sent = ledger.find((one) => one.sid === sid)
      if (!sent?.callback) throw new Error(`${sid} asked for no callbacks`)
      Object.assign(sent, { status, error_code: errorCode ?? null })
      const form = {
        MessageSid: sid,
        SmsSid: sid,
        MessageStatus: status,
        SmsStatus: status,
        AccountSid: accountSid,
        To: sent.to,
        From: sent.from ?? '',
        ApiVersion: '2010-04-01',
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
      }
      return signAsTwilio(sent.callback, { form, authToken })
    },
    inbound(webhook, said) {
      inbounds += 1
      const sid = `SM${String(inbounds).padStart(32, 'f')}`
      const form = {
        MessageSid: sid,
        SmsSid: sid,
        SmsMessageSid: sid,
        AccountSid: accountSid,
        NumMedia: '0',
        ...said,
      }
      return signAsTwilio(webhook, { form, authToken })
    },
  }
}

const waiting = new Set(['accepted', 'scheduled', 'queued', 'sending'])

type Listed = { ledger: TwilioServer['ledger']; path: string; accountSid: string }

function listMessages(query: URLSearchParams, { ledger, path, accountSid }: Listed): Answer {
  const size = Math.min(Number(query.get('PageSize') ?? 50), 1_000)
  const index = Number(query.get('Page') ?? 0)
  const all = ledger
    .filter(({ to }) => !query.has('To') || to === query.get('To'))
    .filter(({ from }) => !query.has('From') || from === query.get('From'))
    // Whole days, and nothing that was not sent yet.
    .filter(({ status, date_created: at }) => {
      const after = query.get('DateSent>')
      return after === null || (!waiting.has(status) && Date.parse(at) >= Date.parse(after))
    })
    .toReversed()
  const next = new URLSearchParams(query)
  next.set('Page', String(index + 1))
  return {
    status: 200,
    body: {
      messages: all.slice(index * size, (index + 1) * size).map((one) => toJson(one, accountSid)),
      page: index,
      page_size: size,
      next_page_uri: all.length > (index + 1) * size ? `${path}?${next.toString()}` : null,
    },
  }
}

function toJson({ callback: _callback, ...one }: TwilioMessage & { callback?: unknown }, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${one.sid}.json`
  return {
    ...one,
    account_sid: accountSid,
    api_version: '2010-04-01',
    direction: 'outbound-api',
    uri,
    num_media: '0',
    price: null,
    price_unit: 'USD',
    date_sent: null,
    date_updated: one.date_created,
  }
}

function refusal(code: TwilioErrorCode): Answer {
  const { status, message } = twilioErrors[code]
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  }
}

function toAnswer(trouble: Extract<TwilioTrouble, object>): Answer {
  if ('body' in trouble) return trouble
  const { code, retryAfterSeconds: seconds } = trouble
  return { ...refusal(code), headers: seconds === undefined ? {} : { 'retry-after': String(seconds) } }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
