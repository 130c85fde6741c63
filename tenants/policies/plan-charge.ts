import type { BookingRow, ChargeRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import { days } from '../durations.ts'

/** What a booking not kept would cost by its policy, before it is known whether something waives it. */
export type PlannedCharge = {
  bookingId: string
  kind: ChargeRow['kind']
  amountMinor: number
  losesCredit: boolean
  /** Whether it waits for somebody else to take the place before the start. */
  canBeRefilled: boolean
  /** So many offences within `graceMs` cost nothing. */
  graceCount: number
  graceMs: number
}

/** Nothing where the rules ask for nothing, or there are none. A share of the price is rounded to the nearest minor unit. */
export function planCharge(
  { id, priceMinor }: Pick<BookingRow, 'id' | 'priceMinor'>,
  { rules, kind }: { rules: PolicyRules | null; kind: ChargeRow['kind'] },
): PlannedCharge | null {
  if (rules === null) return null
  const isLate = kind === 'late_cancel'
  const effect = isLate ? rules.lateCancel : rules.noShow
  if (effect.kind === 'none') return null
  const fee = effect.feeMinor ?? Math.round((priceMinor * (effect.feePercent ?? 0)) / 100)
  return {
    bookingId: id,
    kind,
    amountMinor: effect.kind === 'lose_credit' ? 0 : fee,
    losesCredit: effect.kind !== 'fee',
    canBeRefilled: isLate && rules.isWaivedWhenRefilled,
    graceCount: rules.grace?.count ?? 0,
    graceMs: days(rules.grace?.days ?? 0),
  }
}
