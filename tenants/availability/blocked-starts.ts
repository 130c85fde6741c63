import { capsReached } from './caps.ts'
import { listClosures } from './closures.ts'
import { MINUTE_MS } from './local-time.ts'
import { mergeBlocked, type Blocked } from './merge-blocked.ts'
import { poolShortages } from './pool-shortages.ts'
import type { BusyInterval, SlotInput } from './slot-input.ts'

/** Which starts are taken or closed, as intervals of starts, so that a slot is one comparison. */
export class BlockedStarts {
  readonly #blocked: Blocked[]
  #index = 0

  constructor(input: SlotInput, range: { from: number; to: number }) {
    const { from, to } = range
    const durationMs = input.durationMinutes * MINUTE_MS
    const blocked: Blocked[] = []
    const add = ({ after, until }: Blocked) => {
      if (until > from && after < to) blocked.push({ after, until })
    }
    for (const busy of input.busy) add(blockedBy(busy, input))
    for (const { startsAt, endsAt } of listClosures(input, { from, to: to + durationMs })) {
      add({ after: startsAt - durationMs, until: endsAt })
    }
    for (const pool of input.pools ?? []) poolShortages(pool, input.durationMinutes).forEach(add)
    for (const cap of input.caps ?? []) {
      for (const { from: first, until } of capsReached(cap, input, range)) add({ after: first - 1, until })
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

/**
 * The starts that a booking refuses: exactly those the database would refuse to write (`occupancies_no_overlap`). Between
 * two bookings the wider of the buffers is kept free, or both when one of them asks for that.
 */
function blockedBy(busy: BusyInterval, input: SlotInput): Blocked {
  const { startsAt, endsAt, occupiedFrom = startsAt, occupiedUntil = endsAt } = busy
  const durationMs = input.durationMinutes * MINUTE_MS
  const beforeMs = input.bufferBeforeMinutes * MINUTE_MS
  const afterMs = input.bufferAfterMinutes * MINUTE_MS
  if (input.gapRule === 'sum' || busy.gapRule === 'sum') {
    return { after: occupiedFrom - afterMs - durationMs, until: occupiedUntil + beforeMs }
  }
  // The slot with its buffers meets the booking, or the slot meets the booking with its own: both block starts around
  // [startsAt - duration, endsAt], so together they block one interval.
  return {
    after: Math.min(startsAt - afterMs, occupiedFrom) - durationMs,
    until: Math.max(endsAt + beforeMs, occupiedUntil),
  }
}
