import { sql } from 'drizzle-orm'
import type { MessageRow, MessageSettingsRow, SettingsRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { exceededLimit } from '../plans/plan-limit.ts'
import { FIRST_COUNTING_VERSION } from '../plans/read-usage.ts'
import { hasFeature } from '../plans/require-feature.ts'
import { countSegments, toSmsText } from './count-segments.ts'
import { hashPhone } from './hash-phone.ts'
import { judgeNumber } from './judge-number.ts'
import {
  countParts,
  countUp,
  dayOf,
  NUMBER_CAP,
  PREFIX_CAP,
  refusalOf,
  selectFull,
  type SmsCount,
} from './sms-caps.ts'
import type { SmsRefusal } from './sms-refusals.ts'

export type SmsRequest = {
  message: Pick<MessageRow, 'id' | 'kind' | 'recipient' | 'segments'>
  body: string
  settings: MessageSettingsRow
  studio: Pick<SettingsRow, 'contactPhone'>
}

/** `from` and `body` are what is handed to the vendor. */
export type SmsAdmission = { ok: true; from: string; body: string } | { ok: false; reason: SmsRefusal }

/**
 * Says whether a text message may go out, right before it is sent, and counts it. Asked again for the same message (after
 * an attempt that the vendor refused for now) it judges anew and does not count again: `messages.segments` says that it was
 * counted. Of two senders at the cap one is let through.
 *
 * One round trip for what is refused, up to three for what is let through.
 *
 * @throws DatabaseError, also for a registry that does not answer: nothing is to be sent then.
 */
export async function admitSms(ctx: TenantContext, asked: SmsRequest): Promise<SmsAdmission> {
  const { message, settings } = asked
  const { smsSender: from, smsState } = settings
  if (!hasFeature(ctx, 'sms')) return { ok: false, reason: 'sms_not_in_plan' }
  if (from === null || smsState !== 'approved') return { ok: false, reason: 'sms_no_sender' }
  const counts = await countsOf(ctx, asked)
  const reason =
    (await judgeNumber(message.recipient, asked)) ?? (await judgeMatter(ctx, { message, counts }))
  if (reason) return { ok: false, reason }
  const body = toSmsText(asked.body)
  const refusal =
    message.segments === null ? await countWithinPlan(ctx, { message, counts, body }) : undefined
  return refusal ? { ok: false, reason: refusal } : { ok: true, from, body }
}

async function countsOf(ctx: TenantContext, { message, settings }: SmsRequest): Promise<SmsCount[]> {
  const { recipient } = message
  return [
    { scope: 'studio', key: '', cap: settings.smsDayCap },
    { scope: 'number', key: await hashPhone(ctx.keys, ctx.tenant.id, recipient), cap: NUMBER_CAP },
    { scope: 'prefix', key: recipient.slice(0, -4), cap: PREFIX_CAP },
  ]
}

type Facts = {
  /** Null: it is about no client's booking. */
  clientId: string | null
  isAgreed: number | null
  isStopped: number
  isTheirs: number
}
type Counted = { message: SmsRequest['message']; counts: SmsCount[] }

/** By what is agreed to and counted as of now. */
async function judgeMatter(
  { db, now }: TenantContext,
  { message, counts }: Counted,
): Promise<SmsRefusal | undefined> {
  const { id, recipient, segments } = message
  const [[facts], full] = await db.read([
    db.orm.all<Facts>(sql`SELECT client.id AS clientId,
        (SELECT is_given AND phone = ${recipient} FROM consents WHERE client_id = client.id AND kind = 'sms'
          ORDER BY at DESC, rowid DESC LIMIT 1) AS isAgreed,
        EXISTS (SELECT 1 FROM sms_stops WHERE phone = ${recipient}) AS isStopped,
        client.phone IS ${recipient}
          AND (client.user_id IS NOT NULL
            OR coalesce(booking.contact_phone, entry.contact_phone, client.phone) = ${recipient}) AS isTheirs
      FROM messages AS message
      LEFT JOIN bookings AS booking ON booking.id = message.booking_id
      LEFT JOIN waitlist_entries AS entry ON entry.id = message.waitlist_entry_id
      LEFT JOIN clients AS client ON client.id = coalesce(booking.client_id, entry.client_id)
      WHERE message.id = ${id}`),
    db.orm.all<{ scope: keyof typeof refusalOf }>(selectFull(counts, dayOf(now()))),
  ])
  if (facts?.isStopped) return 'sms_stopped'
  // What staff send themselves to try a text asks nobody else.
  if (facts?.clientId !== null || message.kind !== 'template_test') {
    if (!facts?.isAgreed) return 'sms_no_consent'
    // Whoever booked under an address that is not theirs learns nothing by text message.
    if (!facts.isTheirs) return 'sms_other_number'
  }
  const [first] = segments === null ? full : []
  return first && refusalOf[first.scope]
}

/** The month's number, of parts as they are paid, is decided by the triggers on what is counted here: all of a text or nothing. */
async function countWithinPlan(
  ctx: TenantContext,
  counted: Counted & { body: string },
): Promise<SmsRefusal | undefined> {
  try {
    return await count(ctx, counted)
  } catch (error) {
    if (exceededLimit(error) === 'sms_per_month') return 'sms_plan_limit'
    throw error
  }
}

/** Counts it with all studios, then here: in one transaction with the mark that it was counted. */
async function count(
  ctx: TenantContext,
  { message, counts, body }: Counted & { body: string },
): Promise<SmsRefusal | undefined> {
  if (!(await ctx.smsNumbers.claim(message.recipient))) return 'sms_number_cap'
  const { db, now } = ctx
  const dayOn = dayOf(now())
  const segments = await countSegments(body)
  const full = selectFull(counts, dayOn)
  const isByParts = segments > 1 && ctx.schemaVersion >= FIRST_COUNTING_VERSION
  const [found] = await db.write([
    db.orm.all<{ scope: keyof typeof refusalOf }>(full),
    db.orm.run(
      sql`UPDATE messages SET segments = ${segments} WHERE id = ${message.id} AND segments IS NULL AND NOT EXISTS (${full})`,
    ),
    db.orm.run(countUp(counts, { dayOn, where: sql`changes() > 0` })),
    ...(isByParts ? [db.orm.run(countParts(segments, dayOn))] : []),
    db.orm.run(sql`DELETE FROM sms_counts WHERE day_on < ${dayOf(now() - days(2))}`),
  ])
  return found[0] && refusalOf[found[0].scope]
}
