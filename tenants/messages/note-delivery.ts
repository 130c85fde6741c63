import { and, eq, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import { clients, messages, vendorEvents, type DeliveryState } from '../../db/tenant/schema/index.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { cleanLine } from './clean-text.ts'

/** What a vendor says became of a message, once its signature is believed. */
export type DeliveryNews = {
  vendor: 'resend' | 'twilio'
  /** The vendor's id of this piece of news: the same twice is heard once. */
  eventId: string
  /** Ours, as the message carried it; null: it is known by the vendor's alone. */
  messageId: string | null
  /** The vendor's id of the message. */
  providerId: string
  /** By the vendor's clock (ms). */
  at: number
  /** Null: the vendor has it, and that is all there is to say. */
  delivery: DeliveryState | null
  /** The vendor's words. */
  reason?: string | null
  /** The address itself is no good, or its owner wants nothing more: no mail goes there any more. */
  refusal?: 'bounced' | 'complained' | null
}

/** Vendors try again for a day and a half at most. */
const REMEMBERED_MS = days(7)
const MAX_REASON = 200

/** What is said last: a mail that came back was delivered to somebody before, and never the other way round. */
const rank = (
  delivery: SQL,
) => sql`CASE ${delivery} WHEN 'delayed' THEN 1 WHEN 'delivered' THEN 2 WHEN 'refused' THEN 3
  WHEN 'bounced' THEN 4 WHEN 'complained' THEN 5 ELSE 0 END`

/**
 * Writes down what became of a message, in one batch with the news' id. In whatever order news arrive, and however often,
 * the outcome is the same: the gravest word stays, and of equal ones the last by the vendor's clock. A message of which
 * nobody knew whether it went out is sent from then on. What bounces, the trigger `messages_fall_back` tells by text
 * message instead, to whoever agreed to that.
 *
 * @returns false for what was heard before; news of a message that is not there change nothing.
 * @throws DatabaseError; the vendor is to try again.
 */
export async function noteDelivery(ctx: TenantContext, news: DeliveryNews): Promise<boolean> {
  const { orm } = ctx.db
  const now = ctx.now()
  // Their clock may be ahead of ours, but nothing has happened yet that has not happened.
  const at = Math.min(news.at, now)
  const isIt = ofMessage(news)
  const isNew = await writeIfChanged(ctx.db, [
    orm
      .insert(vendorEvents)
      .values({ id: `${news.vendor}:${news.eventId}`, vendor: news.vendor, at: now })
      .onConflictDoNothing(),
    orm.delete(vendorEvents).where(lt(vendorEvents.at, now - REMEMBERED_MS)),
    orm
      .update(messages)
      .set({ state: 'sent', settledAt: now, reason: null })
      .where(and(isIt, eq(messages.state, 'unknown'))),
    orm
      .update(messages)
      .set({ providerId: news.providerId })
      .where(and(isIt, isNull(messages.providerId), ne(messages.recipient, ''))),
    ...(news.delivery === null ? [] : [setDelivery(ctx, { ...news, at, delivery: news.delivery })]),
    ...(news.refusal
      ? [
          orm
            .update(clients)
            .set({ mailRefusedAt: at, mailRefusal: news.refusal })
            .where(
              sql`${clients.email} IN (SELECT recipient FROM ${messages} WHERE ${isIt} AND channel = 'email')
                AND (mail_refusal IS NULL OR (mail_refusal = 'bounced' AND ${news.refusal} = 'complained'))`,
            ),
        ]
      : []),
  ])
  // A text message may be due in its place.
  if (isNew && news.delivery === 'bounced') await ctx.announce(now)
  return isNew
}

function ofMessage({ messageId, providerId }: DeliveryNews) {
  const isTheirs = eq(messages.providerId, providerId)
  // One that was sent once more is known by another id, and old news are not about that.
  return messageId === null
    ? isTheirs
    : and(eq(messages.id, messageId), or(isNull(messages.providerId), isTheirs))
}

function setDelivery({ db }: TenantContext, news: DeliveryNews & { delivery: DeliveryState }) {
  const { delivery, at } = news
  const reason = cleanLine(news.reason ?? '').slice(0, MAX_REASON) || null
  const [before, after] = [rank(sql`delivery`), rank(sql`${delivery}`)]
  return (
    db.orm
      .update(messages)
      // What a vendor says may repeat an address: of whoever was forgotten nothing of the kind is kept.
      .set({ delivery, deliveryAt: at, deliveryReason: sql`CASE WHEN recipient <> '' THEN ${reason} END` })
      .where(
        and(ofMessage(news), sql`(${after} > ${before} OR (${after} = ${before} AND ${at} > delivery_at))`),
      )
  )
}
