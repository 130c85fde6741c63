import type { PushMessage, VapidKeys } from '@block65/webcrypto-web-push'
import { encodeBase64Url } from '../../tenants/access/base64url.ts'
import type { PushNotice, PushPort, PushResult } from '../../tenants/messages/push-port.ts'

/** As in every push service's own documentation: a mail address or a site of whoever answers for what is sent. */
type WebPushOptions = VapidKeys & {
  now?: () => number
  timeoutMs?: number
  fetch?: (url: string, request: RequestInit) => Promise<Response>
}

const TIMEOUT_MS = 10_000
/** What push services keep for longer they may refuse (FCM: four weeks). */
const LONGEST_KEPT_S = 28 * 86_400
/** What fits beside title, link and tag into the 3,993 bytes of one record. */
const MOST_BODY_LENGTH = 400

/** These speak of our keys or our pace, not of the notice: it was not accepted, and may be later. */
const FOR_NOW = new Set([401, 403, 429, 503])

/**
 * Sends notices through the browsers' push services (RFC 8030): encrypted for the device (RFC 8291), signed with our key
 * (RFC 8292). The library is loaded with the first of them. There is no idempotency key: whatever may have been accepted
 * is `rejected`, for a notice that is lost is better than one that comes twice.
 */
export function makeWebPush(options: WebPushOptions): PushPort {
  const { subject, publicKey, privateKey, now = Date.now, timeoutMs = TIMEOUT_MS } = options
  const call = options.fetch ?? ((url, request) => fetch(url, request))
  return {
    async send({ endpoint, p256dh, auth }, notice, expiresAt) {
      const ttl = Math.min(Math.floor((expiresAt - now()) / 1_000), LONGEST_KEPT_S)
      if (ttl <= 0) return { ok: false, kind: 'rejected', reason: 'too_late' }
      try {
        const { buildPushPayload } = await import('@block65/webcrypto-web-push')
        const message: PushMessage = {
          data: toData(notice),
          options: { ttl, topic: await topicOf(notice), urgency: 'high' },
        }
        const { headers, ...request } = await buildPushPayload(
          message,
          { endpoint, expirationTime: null, keys: { p256dh, auth } },
          { subject, publicKey, privateKey },
        )
        const signal = AbortSignal.timeout(timeoutMs)
        // Elsewhere nobody is to be shown what is for this device, nor asked on our behalf.
        return await toResult(await call(endpoint, { ...request, headers, signal, redirect: 'manual' }))
      } catch (error) {
        return { ok: false, kind: 'rejected', reason: String(error).slice(0, 200) }
      }
    },
  }
}

function toData({ body, ...notice }: PushNotice): PushNotice {
  return { ...notice, body: body.slice(0, MOST_BODY_LENGTH) }
}

/** What waits at the push service under the same name is replaced: at most 32 letters of base64url. */
async function topicOf({ tag }: PushNotice): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(tag))
  return encodeBase64Url(new Uint8Array(digest, 0, 24))
}

async function toResult(answer: Response): Promise<PushResult> {
  const { ok, status, headers } = answer
  await answer.body?.cancel()
  if (ok) return { ok: true }
  const reason = `status ${status}`
  if (status === 404 || status === 410) return { ok: false, kind: 'gone', reason }
  if (!FOR_NOW.has(status)) return { ok: false, kind: 'rejected', reason }
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return { ok: false, kind: 'retry', reason, ...(seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {}) }
}
