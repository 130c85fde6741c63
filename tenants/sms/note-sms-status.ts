import { sql } from 'drizzle-orm'
import { messageSettings, type DeliveryState } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { noteDelivery } from '../messages/note-delivery.ts'
import { stopNumber } from './stop-number.ts'

export type SmsStatus = {
  messageId: string
  /** The vendor's id of the message. */
  providerId: string
  /** Such as `delivered`: the vendor's word. */
  status: string
  errorCode: number | null
  /** E.164. */
  to: string
}

const deliveries: Record<string, DeliveryState> = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'refused',
  failed: 'refused',
  canceled: 'refused',
}

/** What the vendor's codes say (twilio.com/docs/api/errors), for the studio's log. */
const REASONS: Record<number, string> = {
  21610: 'the recipient opted out',
  30003: 'the phone cannot be reached',
  30004: 'the phone or its network blocks it',
  30005: 'there is no such number any more',
  30006: 'a landline, or a network that takes no text messages',
  30007: 'filtered by the network',
  30008: 'the network does not say why',
  30034: 'the sender is not registered with the networks',
  30035: 'the registration of the sender is not finished',
}
const OPTED_OUT = 21610
const UNREGISTERED = new Set([30034, 30035])

/**
 * Writes down what became of a text message, as the vendor tells it: without an order or a clock, so that the gravest word
 * stays. Who opted out with the vendor is written to no more; a sender that the networks do not take sends no more until
 * its registration is seen to.
 *
 * @throws DatabaseError; the vendor is to try again.
 */
export async function noteSmsStatus(ctx: TenantContext, news: SmsStatus): Promise<void> {
  const { messageId, providerId, status, errorCode, to } = news
  const words = errorCode === null ? null : `${errorCode} ${REASONS[errorCode] ?? ''}`.trim()
  const isNew = await noteDelivery(ctx, {
    vendor: 'twilio',
    eventId: `${providerId}/${status}`,
    messageId,
    providerId,
    at: ctx.now(),
    delivery: deliveries[status] ?? null,
    reason: words,
  })
  if (!isNew || errorCode === null) return
  const { orm, write } = ctx.db
  if (errorCode === OPTED_OUT) await write([stopNumber(ctx, to)])
  if (UNREGISTERED.has(errorCode)) {
    await write([
      orm
        .update(messageSettings)
        .set({ smsState: 'rejected', smsStateReason: words })
        .where(sql`sms_state = 'approved'`),
    ])
  }
}
