import { BlockedStarts } from './blocked-starts.ts'
import { MINUTE_MS } from './local-time.ts'
import { listOpenings } from './open-intervals.ts'
import { assertSlotInput } from './slot-input.ts'
import type { SlotInput } from './slot-input.ts'
import { listGridParts } from './start-grid.ts'

/**
 * The instants (epoch milliseconds, ascending) at which the service can be booked. `s` is one of them when
 * - `from <= s < to` and `s` is at least the notice after `now`
 * - `[s, s + duration)` is open and meets no time off; buffers may stick out of opening hours and into time off
 * - no booking is in the way, buffers of both sides counted (see `BlockedStarts`)
 * - `s` is on the grid
 *
 * Pure. RangeError for an input that cannot be meant. `explainSlot` says why an instant is not in the list.
 */
export function listSlots(input: SlotInput): number[] {
  assertSlotInput(input)
  const durationMs = input.durationMinutes * MINUTE_MS
  const from = Math.max(input.from, input.now + input.minNoticeMinutes * MINUTE_MS)
  const slots: number[] = []
  if (from >= input.to) return slots

  const blocked = new BlockedStarts(input, { from, to: input.to })
  for (const opening of listOpenings(input, { from, to: input.to + durationMs })) {
    const lastStart = Math.min(opening.endsAt - durationMs, input.to - 1)
    const parts = listGridParts(input, opening)
    const firstSlot = slots.length
    for (const part of parts) {
      const until = Math.min(part.endsAt, lastStart + 1)
      let start = part.nextStart(Math.max(part.startsAt, from))
      while (start < until) {
        const free = blocked.nextFree(start)
        if (free === start) slots.push(start)
        start = part.nextStart(free === start ? start + 1 : free)
      }
    }
    if (parts.length > 1) sortUnique(slots, firstSlot)
  }
  return slots
}

/** Sorts `numbers` from `index` on and drops those that are there twice. */
function sortUnique(numbers: number[], index: number): void {
  const sorted = new Set(numbers.splice(index).sort((a, b) => a - b))
  for (const number of sorted) numbers.push(number)
}
