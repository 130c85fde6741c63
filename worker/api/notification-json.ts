import { z } from '@hono/zod-openapi'
import type { NotificationRecord } from '../../tenants/messages/get-notification.ts'
import {
  deliveryStates,
  messageChannels,
  messageKinds,
  messageStates,
  type Notification,
} from '../../tenants/messages/notification.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import { toInstant } from './instant.ts'

const orNull = z.string().nullable()
const instantOrNull = z.iso.datetime().nullable()

export const notificationSchema = z
  .object({
    id: z.string().openapi({ example: 'msg_4t1h' }),
    kind: z.enum(messageKinds),
    channel: z.enum(messageChannels),
    recipient: z.string().openapi({
      description: 'An address, a number, or of a push the client’s id. Empty once they were forgotten.',
    }),
    locale: z.enum(locales),
    lead_minutes: z.int().openapi({ description: 'Of a reminder: how long before the start. Else 0.' }),
    planned_at: z.iso.datetime().openapi({ description: 'Not before then; later after a failed attempt.' }),
    state: z.enum(messageStates).openapi({
      description: '`unknown`: it may have gone out; it is not sent again before the vendor said so.',
    }),
    reason: orNull.openapi({ description: 'Why it was skipped, or what the last attempt met.' }),
    settled_at: instantOrNull,
    attempts: z.int(),
    delivery: z.enum(deliveryStates).nullable().openapi({ description: 'What the vendor said came of it.' }),
    delivery_at: instantOrNull,
    delivery_reason: orNull,
    vendor_id: orNull.openapi({ description: 'What the vendor knows it by.' }),
    segments: z.int().nullable().openapi({ description: 'Of a text message: how many it was paid as.' }),
    copy: z.int().openapi({ description: '0, or the how manieth time staff sent it by hand.' }),
    client_id: orNull,
    name: z.string().openapi({ description: 'Whom it tells, as the booking or the login has it.' }),
    booking_id: orNull,
    waitlist_entry_id: orNull,
  })
  .openapi('Notification')

export function toNotificationJson(message: Notification): z.output<typeof notificationSchema> {
  const { id, kind, channel, recipient, locale, state, reason, attempts, delivery, segments, copy, name } =
    message
  return {
    id,
    kind,
    channel,
    recipient,
    locale,
    state,
    reason,
    attempts,
    delivery,
    segments,
    copy,
    name,
    lead_minutes: message.leadMinutes,
    planned_at: toInstant(message.plannedAt),
    settled_at: instantOr(message.settledAt),
    delivery_at: instantOr(message.deliveryAt),
    delivery_reason: message.deliveryReason,
    vendor_id: message.providerId,
    client_id: message.clientId,
    booking_id: message.bookingId,
    waitlist_entry_id: message.waitlistEntryId,
  }
}

export const recordSchema = notificationSchema
  .extend({
    says: z
      .object({ subject: z.string(), text: z.string(), html: orNull.openapi({ description: 'Of a mail.' }) })
      .nullable()
      .openapi({
        description: 'As it would be written now, its links without what opens them. Null: it cannot be.',
      }),
    copies: z.int().openapi({ description: 'How often staff sent it by hand.' }),
    resend_refusal: orNull.openapi({ description: 'Why it cannot be sent once more; null: it can.' }),
  })
  .openapi('NotificationRecord')

export function toRecordJson(record: NotificationRecord): z.output<typeof recordSchema> {
  const { notification, says, copies, refusal } = record
  return { ...toNotificationJson(notification), says, copies, resend_refusal: refusal }
}

const instantOr = (at: number | null) => (at === null ? null : toInstant(at))
