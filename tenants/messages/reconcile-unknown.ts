import { and, eq, max, sql } from 'drizzle-orm'
import { auditLog, messages } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { toSmsText } from '../sms/count-segments.ts'
import { layOut, selectDesk, type ClaimedMessage, type Desk } from './claim-messages.ts'
import { composeLetter } from './compose-letter.ts'
import { ASKED_FOR_MS, nextDueAt, nothingDue, type NextDue } from './next-due-at.ts'
import type { SmsPort, KnownSms } from './sms-port.ts'
import { FIRST_ASK_MS } from './to-settlement.ts'

const MOST_AT_ONCE = 10

/** The vendor's clock and ours may be so far apart; and so long before it became unknown it may have been handed over. */
const SLACK_MS = minutes(10)

type Asking = { sms?: SmsPort | null; mailFrom: string }

/**
 * Asks the vendor about text messages of which nobody knows whether they went out, and says when something is due next.
 *
 * - The vendor has it, from our sender and in these very words, and no other message of ours is that one: it was sent.
 * - The vendor has nothing from our sender to this number of that time that is not another message's: it is planned again.
 * - No answer, or something there that cannot be told apart from it: it stays `unknown`, for people to see, and is asked
 *   about again after as long as it has been by now.
 *
 * Runs at the same time ask about different ones. Throws DatabaseError.
 */
export async function reconcileUnknown(ctx: TenantContext, asking: Asking): Promise<NextDue> {
  const { db } = ctx
  const at = ctx.now()
  // Nobody else's: it was put off a moment ago.
  const isOurs = sql`state = 'unknown' AND claimed_until = ${at}`
  const [asked, [changed], ...found] = await db.write([
    db.orm
      .update(messages)
      .set({
        claimedUntil: at,
        plannedAt: sql`${at} + max(${FIRST_ASK_MS}, ${at} - settled_at)`,
      })
      .where(
        sql`id IN (SELECT id FROM messages WHERE state = 'unknown' AND settled_at > ${at - ASKED_FOR_MS}
          AND planned_at <= ${at} ORDER BY settled_at LIMIT ${MOST_AT_ONCE})`,
      )
      .returning(),
    selectSenderChange(db),
    ...selectDesk(db, isOurs),
  ])
  const { claimed, ...desk } = layOut(asked, found)
  const answers: Answer[] = []
  // In the order in which they went out: of two that say the same, the vendor's first is our first.
  const inOrder = claimed.toSorted((a, b) => (a.message.settledAt ?? 0) - (b.message.settledAt ?? 0))
  for (const one of inOrder) {
    const asked = { claimed: one, desk, ...asking, taken: answers, senderSince: changed?.at ?? 0 }
    answers.push(...(await ask(ctx, asked)))
  }
  return writeAnswers(ctx, answers)
}

type Answer = { id: string; attempts: number; found: Pick<KnownSms, 'providerId' | 'segments'> | null }
type Asked = Asking & {
  claimed: ClaimedMessage
  desk: Desk
  taken: readonly Answer[]
  /** From when on (ms) texts have come from the sender of now. */
  senderSince: number
}

/** When the studio last chose another sender. */
function selectSenderChange({ orm }: TenantContext['db']) {
  const { subjectId, action, after, at } = auditLog
  return orm
    .select({ at: max(at) })
    .from(auditLog)
    .where(
      and(
        eq(subjectId, 'sms'),
        eq(action, 'sms.changed'),
        sql`json_type(${after}, '$.smsSender') IS NOT NULL`,
      ),
    )
}

/** What the vendor says of one message; nothing when that is not sure. */
async function ask(
  ctx: TenantContext,
  { claimed, desk, taken, senderSince, sms, mailFrom }: Asked,
): Promise<Answer[]> {
  const { id, recipient, attempts, settledAt } = claimed.message
  const since = (settledAt ?? 0) - SLACK_MS
  // It may have come from the sender before this one: then whatever is there may be it.
  const from = senderSince < since ? desk.settings.smsSender : null
  const known = await sms?.find({ to: recipient, from, since })
  if (!known) return []
  const ofThen = known.filter(
    (one) => one.to === recipient && one.from === (from ?? one.from) && one.createdAt >= since,
  )
  const others = await listKnown(ctx, ofThen)
  const ours = new Set([...others, ...taken.flatMap(({ found }) => found?.providerId ?? [])])
  const left = ofThen.filter(({ providerId }) => !ours.has(providerId))
  if (left.length === 0) return [{ id, attempts, found: null }]
  const body = await bodyOf(ctx, { claimed, desk, mailFrom })
  const found = left.findLast((one) => one.body === body)
  return found ? [{ id, attempts, found }] : []
}

/** Those of the vendor's that are some message of ours by now. */
async function listKnown({ db }: TenantContext, known: readonly KnownSms[]): Promise<string[]> {
  if (known.length === 0) return []
  const ids = JSON.stringify(known.map(({ providerId }) => providerId))
  const [rows] = await db.read([
    db.orm.all<{ id: string }>(
      sql`SELECT provider_id AS id FROM messages WHERE provider_id IN (SELECT value FROM json_each(${ids}))`,
    ),
  ])
  return rows.map(({ id }) => id)
}

async function bodyOf(
  ctx: TenantContext,
  writing: { claimed: ClaimedMessage; desk: Desk; mailFrom: string },
): Promise<string | null> {
  try {
    const letter = await composeLetter(ctx, writing.claimed, writing)
    return letter.channel === 'sms' ? toSmsText(letter.sms.body) : null
  } catch {
    return null
  }
}

/** `delivery` may have come meanwhile: whoever is not unknown any more is left alone. */
async function writeAnswers(
  { db, now, tenant }: TenantContext,
  answers: readonly Answer[],
): Promise<NextDue> {
  const at = now()
  const rows = answers.map(({ id, attempts, found }) => ({ id, attempts, ...found }))
  const [, [next]] = await db.write([
    db.orm.run(sql`UPDATE messages SET
        state = iif(answer.value ->> '$.providerId' IS NULL, 'planned', 'sent'),
        provider_id = answer.value ->> '$.providerId',
        segments = coalesce(answer.value ->> '$.segments', segments),
        -- What it was is known now: it went, or it did not.
        reason = NULL,
        planned_at = iif(answer.value ->> '$.providerId' IS NULL, ${at}, planned_at),
        claimed_until = NULL,
        settled_at = iif(answer.value ->> '$.providerId' IS NULL, NULL, settled_at)
      FROM json_each(${JSON.stringify(rows)}) AS answer
      WHERE messages.id = answer.value ->> '$.id' AND messages.state = 'unknown'
        AND messages.attempts = answer.value ->> '$.attempts'`),
    db.orm.all<NextDue>(nextDueAt(at, tenant)),
  ])
  return next ?? nothingDue
}
