import { eq } from 'drizzle-orm'
import { holds, type HoldRow } from '../../db/tenant/schema/index.ts'
import { explainOutcome } from '../bookings/refuse-booking.ts'
import { toTrainerTime, type Claim } from '../bookings/claim.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getHoldRow, type HeldPlace } from './get-hold.ts'
import { HOLD_LIFE_MS, HOLD_MS, toHoldView, type HoldView } from './hold-view.ts'

/**
 * Keeps a place another five minutes from now, at most a quarter of an hour from the first time on.
 *
 * @throws AppError `not_found`; `conflict` (`hold_released`, `hold_consumed`, `hold_expired`): it is kept no longer;
 * `unavailable`, `outcome_unknown`; DatabaseError.
 */
export async function renewHold(ctx: TenantContext, held: HeldPlace): Promise<HoldView> {
  return keepOn(ctx, await getHoldRow(ctx, held))
}

/** As `renewHold`, for a row that is the asker's own. */
export async function keepOn(ctx: TenantContext, before: HoldRow): Promise<HoldView> {
  const now = ctx.now()
  refuseGone(before, now)
  const expiresAt = Math.max(before.expiresAt, Math.min(now + HOLD_MS, before.createdAt + HOLD_LIFE_MS))
  const row: HoldRow = { ...before, statusAt: now, expiresAt }
  const claim = claimAgain(row, now)
  const outcome = await ctx.calendar.book({ kind: 'hold', id: row.id, lineId: row.trainerId, row, claim })
  if (outcome.ok) return toHoldView(outcome.hold ?? row, now)
  // Given up meanwhile, in another tab or on leaving.
  const [[after]] = await ctx.db.read([ctx.db.orm.select().from(holds).where(eq(holds.id, row.id))])
  if (after) refuseGone(after, now)
  throw await explainOutcome(ctx, await getCatalogue(ctx), { code: outcome.code, claim })
}

/** Throws `conflict` when nothing is kept under this row any more: what was given up never comes back. */
export function refuseGone(row: HoldRow, now: number): void {
  const { status } = toHoldView(row, now)
  if (status === 'active') return
  throw new AppError('conflict', 'This place is kept for you no longer.', { reason: `hold_${status}` })
}

/** What it takes is its own already: a time nobody else can have got; places in a session, whoever waits for one. */
function claimAgain(row: HoldRow, now: number): Claim {
  return {
    times: row.sessionId === null ? [toTrainerTime(row)] : [],
    takes: [],
    places: [],
    limits: [],
    person: null,
    holder: null,
    ignore: [row.id],
    isForced: false,
    now,
  }
}
