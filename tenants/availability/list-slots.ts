import { BlockedStarts } from './blocked-starts.ts'
import { MINUTE_MS } from './local-time.ts'
import { listOpenings } from './open-intervals.ts'
import { assertSlotInput } from './slot-input.ts'
import type { SlotInput } from './slot-input.ts'
import { listGridParts } from './start-grid.ts'

/**
 * The instants (epoch milliseconds, ascending) at which the service can be booked. `s` is one of them when
 * - `from <= s < to` and `s` is at least the notice after `now`
 * - `[s, s + duration)` is open and meets nothing closed (time off, closed dates, breaks); buffers may stick out into
 *   either, or, with `buffersInsideHours`, must be within opening hours as well
 * - no booking is in the way, buffers of both sides counted (see `BlockedStarts`)
 * - each pool has a resource with the units all the time, the resource's buffers counted
 * - one more starts that day and week is within the caps
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
  const { beforeMs, afterMs } = marginsInside(input)
  for (const opening of listOpenings(input, { from: from - beforeMs, to: input.to + durationMs + afterMs })) {
    const firstStart = Math.max(opening.startsAt + beforeMs, from)
    const lastStart = Math.min(opening.endsAt - durationMs - afterMs, input.to - 1)
    const parts = listGridParts(input, opening)
    const firstSlot = slots.length
    for (const part of parts) {
      const until = Math.min(part.endsAt, lastStart + 1)
      let start = part.nextStart(Math.max(part.startsAt, firstStart))
      while (start < until) {
        const free = blocked.nextFree(start)
        if (free === start) slots.push(start)
        // It may never be free again.
        if (free >= until) break
        start = part.nextStart(free === start ? start + 1 : free)
      }
    }
    if (parts.length > 1) sortUnique(slots, firstSlot)
  }
  return slots
}

/** What has to be open around a slot. */
export function marginsInside(input: SlotInput): { beforeMs: number; afterMs: number } {
  if (!input.buffersInsideHours) return { beforeMs: 0, afterMs: 0 }
  return { beforeMs: input.bufferBeforeMinutes * MINUTE_MS, afterMs: input.bufferAfterMinutes * MINUTE_MS }
}

/** Sorts `numbers` from `index` on and drops those that are there twice. */
function sortUnique(numbers: number[], index: number): void {
  const sorted = new Set(numbers.splice(index).sort((a, b) => a - b))
  for (const number of sorted) numbers.push(number)
}
