import { sql } from 'drizzle-orm'
import { locations, messages, services, settings, trainers } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { selectAccounts, type AccountMatter, type AccountMessage } from './account-matter.ts'
import type { BookingMessage, Matter } from './message-matter.ts'
import { nextDueAt } from './next-due-at.ts'
import { selectMatters, toClaimed } from './read-matters.ts'
import type { StudioNames } from './studio-names.ts'

/** A message that is ours until its lease runs out, and what it is about as that is now. */
export type ClaimedMessage = ClaimedNotice | ClaimedAccountMail
export type ClaimedNotice = { message: BookingMessage; matter: Matter }
export type ClaimedAccountMail = { message: AccountMessage; matter: AccountMatter }

export function isAboutAccount(claimed: ClaimedMessage): claimed is ClaimedAccountMail {
  return claimed.matter.about === 'account'
}

export type Claim = { claimed: ClaimedMessage[]; catalogue: StudioNames; nextDueAt: number | null }

/**
 * Takes up to `limit` due messages, longest due first, and reads what is needed to write them: one round trip, one
 * transaction. Whoever runs at the same time finds them taken. A message whose taker never came back is due again when
 * the lease is over. `attempts` counts the takings, so that a taker who is late can be told from the one after it.
 *
 * @throws DatabaseError; AppError `unavailable` for a studio without settings.
 */
export async function claimMessages(
  { db, now }: TenantContext,
  { limit, leaseMs }: { limit: number; leaseMs: number },
): Promise<Claim> {
  const at = now()
  const isOurs = sql`state IN ('planned', 'claimed') AND planned_at <= ${at} AND claimed_until = ${at + leaseMs}`
  const [taken, studios, places, people, offers, [next], ...found] = await db.write([
    db.orm
      .update(messages)
      .set({ state: 'claimed', claimedUntil: at + leaseMs, attempts: sql`attempts + 1` })
      .where(
        // The words of the index `messages_due_idx`, so that only the open rows are looked at.
        sql`id IN (SELECT id FROM ${messages}
          WHERE state IN ('planned', 'claimed') AND planned_at <= ${at}
            AND (state = 'planned' OR claimed_until <= ${at})
          ORDER BY planned_at, id LIMIT ${limit})`,
      )
      .returning(),
    db.orm.select().from(settings),
    db.orm.select().from(locations),
    db.orm.select({ id: trainers.id, name: trainers.name }).from(trainers),
    db.orm
      .select({ id: services.id, name: services.name, waitlistMode: services.waitlistMode })
      .from(services),
    db.orm.all<{ at: number | null }>(nextDueAt(at)),
    ...selectMatters(db, isOurs),
    ...selectAccounts(db, isOurs),
  ])
  const [studio] = studios
  if (!studio) throw new AppError('unavailable', 'This studio is not set up yet.')
  const catalogue: StudioNames = { studio, locations: places, trainers: people, services: offers }
  const [bookings, sessions, events, charges, policies, entries, choices, tokens, logins] = found
  const rows = { bookings, sessions, events, charges, policies, entries, choices, tokens, logins }
  const claimed = taken
    .toSorted((a, b) => a.plannedAt - b.plannedAt || (a.id < b.id ? -1 : 1))
    .flatMap((message) => toClaimed(message, rows, catalogue) ?? [])
  return { claimed, catalogue, nextDueAt: next?.at ?? null }
}
