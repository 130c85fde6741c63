import type { WebhookPort, WebhookRequest, WebhookResult } from '../../tenants/webhooks/webhook-port.ts'

const TIMEOUT_MS = 10_000
const GONE = 410

type Options = { fetch?: typeof fetch; timeoutMs?: number }

/**
 * Sends webhooks to addresses that studios gave; whether something may be sent there is asked before
 * (`tenants/webhooks/check-target.ts`). Redirects are not followed and of the answer nothing but its status is read: what
 * a studio cannot reach itself, it learns nothing about here.
 */
export function makeWebhookSender(options: Options = {}): WebhookPort {
  const ask = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args))
  return {
    async send({ url, headers, body }: WebhookRequest): Promise<WebhookResult> {
      const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
      try {
        const response = await ask(url, {
          method: 'POST',
          headers: { ...headers, 'user-agent': 'TrainerHub-Webhooks/1' },
          body,
          redirect: 'manual',
          signal,
        })
        void response.body?.cancel().catch(() => {})
        return { status: response.status, reason: toFailure(response.status) }
      } catch {
        return { status: null, reason: signal.aborted ? 'time_out' : 'unreachable' }
      }
    },
  }
}

function toFailure(status: number): WebhookResult['reason'] {
  if (status >= 200 && status < 300) return null
  if (status === GONE) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'refused'
}
