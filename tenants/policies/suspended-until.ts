import type { PolicyRules } from '../../db/tenant/schema/index.ts'
import { days } from '../durations.ts'

/**
 * Until when (ms) a client may not book online by themselves, after offences at these instants; nothing when there were
 * never enough of them close together. Blocked from the last of any `count` that lie within `days` of each other.
 */
export function suspendedUntil(
  offences: readonly number[],
  { count, days: within, blockDays }: NonNullable<PolicyRules['suspension']>,
): number | null {
  const inOrder = offences.toSorted((a, b) => a - b)
  const last = inOrder.findLast((at, index) => {
    const first = inOrder[index - count + 1]
    return first !== undefined && at - first <= days(within)
  })
  return last === undefined ? null : last + days(blockDays)
}
