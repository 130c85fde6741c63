import { periodBounds } from '../limits/list-limit-checks.ts'
import { MINUTE_MS } from './local-time.ts'
import type { Cap, SlotInput } from './slot-input.ts'

/** Starts in `[from, until)`. */
type Period = { from: number; until: number }

/** The local days or weeks, of those that meet the range, in which one more slot would be one too many. */
export function capsReached(cap: Cap, input: SlotInput, range: { from: number; to: number }): Period[] {
  const calendar = { timeZone: input.timeZone, weekStartsOn: input.weekStartsOn ?? 1, now: input.now }
  const counted = cap.counted.toSorted((a, b) => a.startsAt - b.startsAt)
  const reached: Period[] = []
  let index = 0
  for (let at = range.from; at < range.to;) {
    const period = periodBounds(cap.period, at, calendar)
    let bookings = 1
    let lengthMs = input.durationMinutes * MINUTE_MS
    for (; (counted[index]?.startsAt ?? Infinity) < period.until; index++) {
      const { startsAt = -Infinity, endsAt = startsAt } = counted[index] ?? {}
      if (startsAt < period.from) continue
      bookings += 1
      lengthMs += endsAt - startsAt
    }
    if (bookings > (cap.maxBookings ?? Infinity) || lengthMs > (cap.maxMinutes ?? Infinity) * MINUTE_MS) {
      reached.push(period)
    }
    at = period.until
  }
  return reached
}
