import { MINUTE_MS } from './local-time.ts'
import type { SlotInput } from './slot-input.ts'

/** No slot can start strictly between the two instants; it can at either. */
type Blocked = { after: number; until: number }

/**
 * Which starts are taken by bookings and time off, as intervals of starts, so that a slot is one comparison.
 *
 * A booking b refuses a slot exactly when the database would refuse to write it (`bookings_no_overlap`): the slot with
 * its buffers meets b, or the slot meets b with its buffers. Between two bookings the wider of the buffers is kept free.
 */
export class BlockedStarts {
  readonly #blocked: Blocked[]
  #index = 0

  constructor(input: SlotInput, { from, to }: { from: number; to: number }) {
    const durationMs = input.durationMinutes * MINUTE_MS
    const beforeMs = input.bufferBeforeMinutes * MINUTE_MS
    const afterMs = input.bufferAfterMinutes * MINUTE_MS
    const blocked: Blocked[] = []
    const add = (after: number, until: number) => {
      if (until > from && after < to) blocked.push({ after, until })
    }
    for (const { startsAt, endsAt, occupiedFrom = startsAt, occupiedUntil = endsAt } of input.busy) {
      // Both conditions block starts around [startsAt - duration, endsAt], so together they block one interval.
      add(Math.min(startsAt - afterMs, occupiedFrom) - durationMs, Math.max(endsAt + beforeMs, occupiedUntil))
    }
    for (const { startsAt, endsAt } of input.timeOff) {
      if (startsAt < endsAt) add(startsAt - durationMs, endsAt)
    }
    this.#blocked = mergeBlocked(blocked)
  }

  /** `start` itself when a slot can start there, else the first instant after it at which one can. */
  nextFree(start: number): number {
    // Questions come mostly in ascending order, so the answer is at the last place or a step after it.
    while (this.#index > 0 && (this.#blocked[this.#index - 1]?.until ?? -Infinity) > start) this.#index--
    let blocked = this.#blocked[this.#index]
    while (blocked && blocked.until <= start) blocked = this.#blocked[++this.#index]
    return blocked && blocked.after < start ? blocked.until : start
  }
}

/** Sorted, without overlaps. Two that only touch stay apart: a slot can start between them. */
function mergeBlocked(blocked: Blocked[]): Blocked[] {
  blocked.sort((a, b) => a.after - b.after)
  const merged: Blocked[] = []
  let last: Blocked | undefined
  for (const next of blocked) {
    if (last && next.after < last.until) last.until = Math.max(last.until, next.until)
    else merged.push((last = next))
  }
  return merged
}
