import { asc } from 'drizzle-orm'
import {
  webhookDeliveries,
  webhookEndpoints,
  webhookEvents,
  type WebhookEndpointRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { sendDueWebhooks } from '../../tenants/webhooks/send-due-webhooks.ts'
import type { WebhookPort } from '../../tenants/webhooks/webhook-port.ts'
import { toWebhookData } from '../../worker/api/webhook-json.ts'
import { makeWebhookSender } from '../../worker/providers/webhook-sender.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../fakes/webhook-receiver.ts'
import { makeEndpoint } from './make-endpoint.ts'
import { makeTenant, type TenantOptions } from './make-tenant.ts'

/** A studio on a developer's machine with a program that hears of everything; sent as the product does. */
export async function makeWebhooks({
  receiver,
  endpoint = {},
  ...options
}: TenantOptions & { receiver: WebhookReceiver; endpoint?: Partial<WebhookEndpointRow> }) {
  const studio = await makeTenant(options)
  const makeContext = (changes: Partial<TenantContext> = {}) => {
    const ctx = studio.makeContext({ actor: { kind: 'system' }, ...changes })
    return { ...ctx, domains: { ...ctx.domains, isLocal: true } }
  }
  const ctx = makeContext()
  const { orm, read, write } = ctx.db
  const made = await makeEndpoint(ctx, { id: 'whk_1', url: receiver.url, ...endpoint })
  return {
    ...studio,
    ctx,
    makeContext,
    endpoint: made,
    send: (port: WebhookPort = makeWebhookSender()) =>
      sendDueWebhooks(makeContext(), { port, describe: async (subject) => toWebhookData(subject) }),
    /** Something happened to a booking that nobody knows any more. */
    emit: async (...ids: string[]) => {
      const rows = ids.map((id) => ({
        id,
        type: 'booking.created',
        subjectId: 'bkg_gone',
        at: studio.clock.now(),
      }))
      await write([orm.insert(webhookEvents).values(rows)])
    },
    readDeliveries: async () =>
      (await read([orm.select().from(webhookDeliveries).orderBy(asc(webhookDeliveries.eventId))]))[0],
    readEndpoint: async () => (await read([orm.select().from(webhookEndpoints)]))[0][0],
  }
}

/** A receiver that ends with its test. */
export async function openReceiver(): Promise<WebhookReceiver & AsyncDisposable> {
  const receiver = await startWebhookReceiver()
  return { ...receiver, [Symbol.asyncDispose]: receiver.close }
}
