import { vendorOf, type GatedVendor } from '../vendors/vendors.ts'
import type { ClaimedMessage } from './claim-messages.ts'
import type { Settlement } from './settle-messages.ts'

/** What became of one run's messages of one vendor. `failed`: given up, or nobody knows; `retried`: tried, and to be tried again. */
export type Tally = { vendor: GatedVendor; sent: number; failed: number; retried: number; skipped: number }

type Count = Exclude<keyof Tally, 'vendor'>

/** By vendor, only those with something to tell. What was given back untried counts nowhere. */
export function tallySettlements(
  claimed: readonly ClaimedMessage[],
  settlements: readonly Settlement[],
): Tally[] {
  const channels = new Map(claimed.map(({ message }) => [message.id, message.channel]))
  const tallies = new Map<GatedVendor, Tally>()
  for (const settlement of settlements) {
    const channel = channels.get(settlement.id)
    const count = countOf(settlement)
    if (!channel || !count) continue
    const vendor = vendorOf[channel]
    const tally = tallies.get(vendor) ?? { vendor, sent: 0, failed: 0, retried: 0, skipped: 0 }
    tally[count] += 1
    tallies.set(vendor, tally)
  }
  return [...tallies.values()]
}

function countOf({ state, attempts, claimedAttempts }: Settlement): Count | undefined {
  if (state === 'planned') return attempts === claimedAttempts ? 'retried' : undefined
  return state === 'unknown' ? 'failed' : state
}
