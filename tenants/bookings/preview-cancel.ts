import { sql } from 'drizzle-orm'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { isOffence, offenceAt, offenceGroup } from '../policies/offences.ts'
import { planCharge, type PlannedCharge } from '../policies/plan-charge.ts'
import { requireCancellable } from './cancellable.ts'
import { findManaged, requireForParty, type ManagedRef } from './find-managed.ts'

/** What cancelling now would mean, by the terms agreed to. Instants in ms, money in minor units of `currency`. */
export type CancelPreview = {
  kind: 'free' | 'late'
  freeCancelUntil: number
  /** How many people would be cancelled. */
  heads: number
  currency: string
  owedMinor: number
  losesCredit: boolean
  /** Nothing would be owed this time: so many the policy forgives. */
  isWithinGrace: boolean
  /** Nothing would be owed if somebody else takes the place before the start. */
  isWaivedWhenRefilled: boolean
}

/**
 * What cancelling this booking (or, with `isWholeParty`, all who were booked together) would cost, for whoever holds its
 * manage link, or staff. Changes nothing.
 *
 * @throws AppError `not_found`; `not_allowed` (its status, or `whole_party`); `already_started`; DatabaseError.
 */
export async function previewCancel(
  ctx: TenantContext,
  { bookingId, manageToken = null, isWholeParty = false }: ManagedRef & { isWholeParty?: boolean },
): Promise<CancelPreview> {
  const managed = await findManaged(ctx, { bookingId, manageToken }, 'bookings:view')
  if (isWholeParty) requireForParty(managed)
  const { row, rules, party } = managed
  const now = ctx.now()
  requireCancellable(row, now)
  const rows = isWholeParty
    ? party.filter(({ status }) => status === 'pending' || status === 'confirmed')
    : [row]
  const late = rows.filter(({ status, freeCancelUntil }) => status !== 'pending' && freeCancelUntil < now)
  const planned = late.flatMap((one) => planCharge(one, { rules, kind: 'late_cancel' }) ?? [])
  const [charge] = planned
  const isWithinGrace = charge !== undefined && (await hasGrace(ctx, row, charge))
  return {
    kind: late.length === 0 ? 'free' : 'late',
    freeCancelUntil: row.freeCancelUntil,
    heads: rows.length,
    currency: row.currency,
    owedMinor: isWithinGrace ? 0 : planned.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    losesCredit: !isWithinGrace && planned.some(({ losesCredit }) => losesCredit),
    isWithinGrace,
    isWaivedWhenRefilled: !isWithinGrace && planned.some(({ canBeRefilled }) => canBeRefilled),
  }
}

/** The question of `insert-charges.ts`, before it has happened. */
async function hasGrace(
  { db, now }: TenantContext,
  row: BookingRow,
  charge: PlannedCharge,
): Promise<boolean> {
  if (charge.graceCount === 0) return false
  const [[offences]] = await db.read([
    db.orm.all<{ count: number }>(
      sql`SELECT count(DISTINCT ${offenceGroup('other')}) AS count FROM bookings AS other
        WHERE other.client_id = ${row.clientId} AND other.policy_id = ${row.policyId} AND ${isOffence('other')}
          AND ${offenceGroup('other')} <> ${row.partyId ?? row.id}
          AND ${offenceAt('other')} > ${now() - charge.graceMs}`,
    ),
  ])
  return (offences?.count ?? 0) < charge.graceCount
}
