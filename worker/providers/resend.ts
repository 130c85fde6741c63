import type { ErrorResponse, Resend } from 'resend'
import type { Mail, MailPort, MailResult } from '../../tenants/messages/mail-port.ts'

type ResendOptions = { apiKey: string; baseUrl?: string; timeoutMs?: number }

/** Below a 25th of the lease on claimed messages (`tenants/messages/send-due-messages.ts`). */
const TIMEOUT_MS = 10_000

/** Statuses that speak of our account, set-up or pace, and not of the mail: nothing was accepted, later it may be. */
const FOR_NOW = new Set([401, 403, 404, 405, 408, 429])

/** Sends mail through Resend. The SDK is loaded with the first mail, not when the Worker starts. */
export function makeResendMail({ apiKey, baseUrl, timeoutMs = TIMEOUT_MS }: ResendOptions): MailPort {
  let loading: Promise<Resend> | undefined
  const load = async () => {
    const { Resend } = await import('resend')
    return new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl })
  }
  return {
    async send(mail) {
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const { emails } = await (loading ??= load())
        // Handed on to `fetch`: elsewhere nobody is to be shown the key.
        const options = { idempotencyKey: mail.idempotencyKey, signal, redirect: 'manual' as const }
        const { data, error, headers } = await emails.send(toRequest(mail), options)
        if (data?.id) return { ok: true, providerId: data.id }
        if (signal.aborted) return unknown('time-out')
        return error ? toFailure(error, retryAfterMs(headers)) : unknown('an answer without an id')
      } catch (error) {
        return unknown(String(error))
      }
    },
  }
}

function toRequest({ idempotencyKey: _key, attachments, tags, ...letter }: Mail) {
  return {
    ...letter,
    attachments: attachments.map(({ content, ...file }) => ({
      ...file,
      // Bytes: the SDK takes a string for base64 already.
      content: new TextEncoder().encode(content),
    })),
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
  }
}

/**
 * What Resend's documented errors mean for a mail (resend.com/docs/api-reference/errors and …/idempotency-keys). The SDK
 * says `application_error` without a status when no answer came, and with one when the answer was not JSON.
 */
function toFailure({ name, statusCode, message }: ErrorResponse, retryAfter: number | undefined): MailResult {
  const reason = `${name}: ${message}`.slice(0, 200)
  // Our keys are one message's own: Resend has accepted it before, when the studio's texts were others.
  if (name === 'invalid_idempotent_request') return { ok: true, providerId: null }
  if (name === 'concurrent_idempotent_requests' || statusCode === null) return unknown(reason)
  if (FOR_NOW.has(statusCode) || name === 'invalid_from_address') {
    return {
      ok: false,
      kind: 'retry',
      reason,
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
      ...(isAboutSender(name, message) ? { isSenderRefused: true } : {}),
    }
  }
  const isRefusal = statusCode >= 400 && statusCode < 500
  return isRefusal ? { ok: false, kind: 'rejected', reason } : unknown(reason)
}

/** As they say it of a domain that nobody added, or whose records are gone: they have no name of its own for that. */
function isAboutSender(name: string, message: string): boolean {
  return name === 'invalid_from_address' || /domain is not verified/i.test(message)
}

/** `retry-after`, which Resend gives in seconds. */
function retryAfterMs(headers: Record<string, string> | null): number | undefined {
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN)
  return seconds >= 0 ? seconds * 1_000 : undefined
}

function unknown(reason: string): MailResult {
  return { ok: false, kind: 'unknown', reason }
}
