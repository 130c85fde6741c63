import { DAY_MS, MINUTE_MS } from './local-time.ts'
import type { Opening } from './open-intervals.ts'
import type { Interval, SlotInput } from './slot-input.ts'
import { zoneOffsets } from './zone-offsets.ts'

/** Part of an opening with one grid: starts are in `[startsAt, endsAt)`. */
export type GridPart = Interval & {
  /** The first start on the grid at or after an instant that is not before the part; it may lie past its end. */
  nextStart: (instant: number) => number
}

/** The grids by which slots can start in an opening; the parts may overlap when its windows do. */
export function listGridParts(input: SlotInput, opening: Opening): GridPart[] {
  const intervalMs = input.intervalMinutes * MINUTE_MS
  const offsetMs = (input.offsetMinutes ?? 0) * MINUTE_MS
  if (input.grid === 'clock') {
    const { startsAt, endsAt } = opening
    const zone = zoneOffsets(input.timeZone)
    const nextStart = (instant: number) => {
      for (let at = instant; ;) {
        const span = zone.spanAt(at)
        const start = nextOnClock(at + span.offsetMs, { intervalMs, offsetMs }) - span.offsetMs
        if (start < span.until) return start
        // The clocks change before that: look again from the change, by the new offset.
        at = span.until
      }
    }
    return [{ startsAt, endsAt, nextStart }]
  }
  return opening.windows.map(({ startsAt, endsAt }) => {
    const first = startsAt + offsetMs
    const nextStart = (instant: number) =>
      instant <= first ? first : first + Math.ceil((instant - first) / intervalMs) * intervalMs
    return { startsAt, endsAt, nextStart }
  })
}

/** The next wall-clock time at or after `wallClockMs` that is a multiple of the interval after some midnight. */
function nextOnClock(
  wallClockMs: number,
  { intervalMs, offsetMs }: { intervalMs: number; offsetMs: number },
): number {
  const midnight = Math.floor(wallClockMs / DAY_MS) * DAY_MS
  const steps = Math.max(0, Math.ceil((wallClockMs - midnight - offsetMs) / intervalMs))
  const start = offsetMs + steps * intervalMs
  return start < DAY_MS ? midnight + start : midnight + DAY_MS + offsetMs
}
