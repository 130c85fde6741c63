import { sql, type SQL } from 'drizzle-orm'
import type { Results } from '../../db/open-database.ts'
import {
  locations,
  messages,
  messageSettings,
  messageTemplates,
  services,
  settings,
  trainers,
  type MessageRow,
  type MessageSettingsRow,
  type MessageTemplateRow,
  type SettingsRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { selectAccounts, type AccountMatter, type AccountMessage } from './account-matter.ts'
import type { BookingMessage, Matter } from './message-matter.ts'
import { nextDueAt, nothingDue, sendableOf, type NextDue } from './next-due-at.ts'
import { selectMatters, toClaimed } from './read-matters.ts'
import type { StudioNames } from './studio-names.ts'

/** A message that is ours until its lease runs out, and what it is about as that is now. */
export type ClaimedMessage = ClaimedNotice | ClaimedAccountMail
export type ClaimedNotice = { message: BookingMessage; matter: Matter }
export type ClaimedAccountMail = { message: AccountMessage; matter: AccountMatter }

export function isAboutAccount(claimed: ClaimedMessage): claimed is ClaimedAccountMail {
  return claimed.matter.about === 'account'
}

/** What is needed to write and send messages, besides what each is about. */
export type Desk = {
  catalogue: StudioNames & { studio: SettingsRow }
  settings: MessageSettingsRow
  templates: MessageTemplateRow[]
}

export type Claim = Desk & {
  claimed: ClaimedMessage[]
  /** From then on (ms) they may be somebody else's. */
  leaseUntil: number
  next: NextDue
}

/**
 * Takes up to `limit` due messages that the studio sends, longest due first, and reads what is needed to write them: one round trip, one
 * transaction. Whoever runs at the same time finds them taken. A mail whose taker never came back is due again when the
 * lease is over; a text message that was let through may have gone out and becomes `unknown`; a push is given up, as twice
 * is worse than never. `attempts` counts the takings, so that a taker who is late can be told from the one after it.
 *
 * @throws DatabaseError; AppError `unavailable` for a studio without settings.
 */
export async function claimMessages(
  { db, now, tenant }: TenantContext,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<Claim> {
  const at = now()
  const leaseUntil = at + leaseMs
  const isOurs = sql`state IN ('planned', 'claimed') AND planned_at <= ${at} AND claimed_until = ${leaseUntil}`
  const [, taken, [next], ...found] = await db.write([
    db.orm.run(loseTrack(at)),
    db.orm
      .update(messages)
      .set({ state: 'claimed', claimedUntil: leaseUntil, attempts: sql`attempts + 1` })
      .where(
        // The words of the index `messages_due_idx`, so that only the open rows are looked at.
        sql`id IN (SELECT id FROM ${messages}
          WHERE state IN ('planned', 'claimed') AND planned_at <= ${at}
            AND (state = 'planned' OR claimed_until <= ${at}) ${sendableOf(tenant)}
          ORDER BY planned_at, id LIMIT ${limit})`,
      )
      .returning(),
    db.orm.all<NextDue>(nextDueAt(at, tenant)),
    ...selectDesk(db, isOurs),
  ])
  return { ...layOut(taken, found), leaseUntil, next: next ?? nothingDue }
}

/** Stands for the vendor's id of a push that is being sent; there will be none. */
export const ON_ITS_WAY = 'on its way'

/**
 * What was on its way when its taker died, and cannot be sent again under one key. A text message without `segments` was
 * not yet let through (`tenants/sms/admit-sms.ts`), nor a push without a mark: they are as they were. The lease says when
 * it was on its way, however long ago.
 */
function loseTrack(at: number): SQL {
  return sql`UPDATE messages SET state = CASE channel WHEN 'sms' THEN 'unknown' ELSE 'failed' END,
      reason = 'unknown', settled_at = claimed_until, claimed_until = NULL,
      planned_at = CASE channel WHEN 'sms' THEN ${at} ELSE planned_at END
    WHERE state IN ('planned', 'claimed') AND planned_at <= ${at} AND state = 'claimed' AND claimed_until <= ${at}
      AND (channel = 'push' AND provider_id = ${ON_ITS_WAY} OR channel = 'sms' AND segments IS NOT NULL)`
}

/** Statements that read all that is needed to write messages; `isOurs` is a condition on the table `messages`. */
export function selectDesk(db: TenantContext['db'], isOurs: SQL) {
  const { orm } = db
  return [
    orm.select().from(settings),
    orm.select().from(locations),
    orm.select({ id: trainers.id, name: trainers.name }).from(trainers),
    orm.select({ id: services.id, name: services.name, waitlistMode: services.waitlistMode }).from(services),
    orm.select().from(messageSettings),
    orm.select().from(messageTemplates),
    ...selectMatters(db, isOurs),
    ...selectAccounts(db, isOurs),
  ] as const
}

/** The messages with what they are about, longest due first, and what they are written with. */
export function layOut(
  taken: readonly MessageRow[],
  found: Results<ReturnType<typeof selectDesk>>,
): Desk & { claimed: ClaimedMessage[] } {
  const [[studio], places, people, offers, [own], templates, ...matters] = found
  if (!studio || !own) throw new AppError('unavailable', 'This studio is not set up yet.')
  const catalogue = { studio, locations: places, trainers: people, services: offers }
  const [bookings, sessions, events, charges, policies, entries, choices, tokens, logins] = matters
  const rows = { bookings, sessions, events, charges, policies, entries, choices, tokens, logins }
  const claimed = taken
    .toSorted((a, b) => a.plannedAt - b.plannedAt || (a.id < b.id ? -1 : 1))
    .flatMap((message) => toClaimed(message, rows, catalogue) ?? [])
  return { claimed, catalogue, settings: own, templates }
}
