import type { WebhookPort } from '../../tenants/webhooks/webhook-port.ts'
import type { WebhookSending } from '../../tenants/webhooks/send-due-webhooks.ts'
import type { Env } from '../env.ts'
import { keepWebhook } from '../providers/dev-mailbox.ts'
import { makeWebhookSender } from '../providers/webhook-sender.ts'

/** How webhooks leave: from a developer's machine to that machine alone, and always into the development mailbox, too. */
export function makeWebhookSending({ DEV_MAILBOX: mailbox }: Env): WebhookSending {
  const sender = makeWebhookSender()
  return {
    port: mailbox ? keepEach(mailbox, sender) : sender,
    // The API's schemas are not made before something is to be said in their words.
    describe: async (subject) => (await import('../api/webhook-json.ts')).toWebhookData(subject),
  }
}

function keepEach(mailbox: KVNamespace, { send }: WebhookPort): WebhookPort {
  return {
    async send(request) {
      const { url, headers, body } = request
      const { id, type: event } = JSON.parse(body) as { id: string; type: string }
      await keepWebhook(mailbox, { id, event, to: url.href, sentAt: Date.now(), headers, body })
      return url.hostname === '127.0.0.1' ? send(request) : { status: 200, reason: null }
    },
  }
}
