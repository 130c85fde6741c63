import { createECDH, randomBytes, type ECDH } from 'node:crypto'
import { decrypt } from 'http_ece'
import { importJWK, jwtVerify } from 'jose'
import type { PushAddress } from '../../tenants/messages/push-port.ts'

/** What arrived at a device, as its worker reads it. */
export type Delivered = {
  endpoint: string
  text: string
  ttl: number
  topic: string | null
  urgency: string | null
}

/**
 * Stands in for a browser and its push service: RFC 8030 (TTL, topic, urgency, statuses), RFC 8292 (whose key signed it)
 * and RFC 8291, decrypted by Mozilla's own library. Speaks through `fetch`.
 */
export type PushServer = {
  fetch: (url: string, request: RequestInit) => Promise<Response>
  /** A device that lets this key write to it. */
  subscribe: (publicKey: string) => PushAddress
  /** A device that lets nobody write to it any more. */
  end: (endpoint: string) => void
  /** All that was accepted, in order. */
  ledger: Delivered[]
  /** Every address that was called. */
  asked: string[]
  /** The next requests meet these, one each; `accept and hang` takes the notice and never says so. */
  plan: (...troubles: (Response | 'hang' | 'accept and hang')[]) => void
}

type Device = { keys: ECDH; auth: Buffer; publicKey: string; isOver: boolean }

const ORIGIN = 'https://fcm.googleapis.com'
const MOST_BYTES = 4_096
const LONGEST_JWT_S = 86_400

export function makePushServer({ now = Date.now }: { now?: () => number } = {}): PushServer {
  const devices = new Map<string, Device>()
  const ledger: Delivered[] = []
  const asked: string[] = []
  const troubles: (Response | 'hang' | 'accept and hang')[] = []

  async function answer(url: string, request: RequestInit): Promise<Response> {
    const device = devices.get(url)
    if (!device) return new Response(null, { status: 404 })
    if (device.isOver) return new Response(null, { status: 410 })
    const headers = new Headers(request.headers)
    const fault = (await faultOfKey(headers, { url, device, now })) ?? faultOfRequest(headers, request)
    if (fault) return new Response(fault.why, { status: fault.status })
    const body = Buffer.from(await new Response(request.body ?? null).arrayBuffer())
    if (body.length > MOST_BYTES) return new Response(null, { status: 413 })
    ledger.push({
      endpoint: url,
      text: decrypt(body, {
        version: 'aes128gcm',
        privateKey: device.keys,
        authSecret: device.auth,
      }).toString(),
      ttl: Number(headers.get('ttl')),
      topic: headers.get('topic'),
      urgency: headers.get('urgency'),
    })
    return new Response(null, { status: 201, headers: { location: `${ORIGIN}/message/${ledger.length}` } })
  }

  return {
    ledger,
    asked,
    plan: (...more) => void troubles.push(...more),
    async fetch(url, request) {
      asked.push(url)
      const trouble = troubles.shift()
      if (trouble instanceof Response) return trouble
      const said = trouble === 'hang' ? undefined : await answer(url, request)
      if (trouble === undefined && said) return said
      return new Promise((_, reject) => {
        const { signal } = request
        const giveUp = () => reject(new DOMException('late', 'TimeoutError'))
        if (signal?.aborted) giveUp()
        else signal?.addEventListener('abort', giveUp)
      })
    },
    subscribe(publicKey) {
      const keys = createECDH('prime256v1')
      const endpoint = `${ORIGIN}/fcm/send/${randomBytes(24).toString('base64url')}`
      const auth = randomBytes(16)
      devices.set(endpoint, { keys, auth, publicKey, isOver: false })
      return { endpoint, p256dh: keys.generateKeys('base64url'), auth: auth.toString('base64url') }
    },
    end(endpoint) {
      const device = devices.get(endpoint)
      if (device) device.isOver = true
    },
  }
}

type Fault = { status: number; why: string } | undefined

/** Whoever subscribed said whose key may write: `vapid t=<JWT>, k=<key>`, for this service, for a day at most. */
async function faultOfKey(
  headers: Headers,
  { url, device, now }: { url: string; device: Device; now: () => number },
): Promise<Fault> {
  const [, token = '', key = ''] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.get('authorization') ?? '') ?? []
  if (!token) return { status: 401, why: 'no key' }
  if (key !== device.publicKey) return { status: 403, why: 'another key' }
  const point = Buffer.from(key, 'base64url')
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url')
  try {
    const publicKey = await importJWK({ kty: 'EC', crv: 'P-256', x: part(1), y: part(33) }, 'ES256')
    const { payload } = await jwtVerify(token, publicKey, {
      audience: new URL(url).origin,
      algorithms: ['ES256'],
    })
    const isNear = (payload.exp ?? Infinity) - now() / 1_000 <= LONGEST_JWT_S
    return isNear && /^(mailto:|https:)/.test(payload.sub ?? '')
      ? undefined
      : { status: 403, why: 'bad claims' }
  } catch (error) {
    return { status: 403, why: String(error) }
  }
}

function faultOfRequest(headers: Headers, { method }: RequestInit): Fault {
  if (method?.toUpperCase() !== 'POST') return { status: 405, why: 'not a POST' }
  if (!/^\d{1,10}$/.test(headers.get('ttl') ?? '')) return { status: 400, why: 'no TTL' }
  if (!/^[\w-]{1,32}$/.test(headers.get('topic') ?? 'none')) return { status: 400, why: 'bad topic' }
  if (!/^(very-low|low|normal|high)$/.test(headers.get('urgency') ?? 'normal'))
    return { status: 400, why: 'bad urgency' }
  if (headers.get('content-encoding') !== 'aes128gcm') return { status: 415, why: 'not encrypted' }
  return undefined
}
