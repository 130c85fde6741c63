/**
 * The yardstick of the slot engine: what one writes on a good day when nobody asks for more than the window grid of
 * tests/corpus/README.md. Days are integers and zones are converted as the engine does (cached offsets); openings and
 * bookings are sorted and walked side by side, and every grid point is tried. No validation, no explanations, no
 * buffers of bookings, no clock grid, no validity of rules.
 */
import { DAY_MS, MINUTE_MS, toDayNumber, weekdayOfDayNumber } from '../tenants/availability/local-time.ts'
import type { Interval, SlotInput } from '../tenants/availability/slot-input.ts'
import { zoneOffsets } from '../tenants/availability/zone-offsets.ts'

const byStart = (a: Interval, b: Interval) => a.startsAt - b.startsAt

export function listSlotsSimply(input: SlotInput): number[] {
  const { to } = input
  const durationMs = input.durationMinutes * MINUTE_MS
  const intervalMs = input.intervalMinutes * MINUTE_MS
  const beforeMs = input.bufferBeforeMinutes * MINUTE_MS
  const afterMs = input.bufferAfterMinutes * MINUTE_MS
  const from = Math.max(input.from, input.now + input.minNoticeMinutes * MINUTE_MS)

  const zone = zoneOffsets(input.timeZone)
  const overrides = new Map(input.overrides.map(({ fromOn, windows }) => [toDayNumber(fromOn), windows]))
  const windows: Interval[] = []
  const lastDay = Math.floor((to + durationMs + zone.offsetAt(to)) / DAY_MS) + 1
  for (let day = Math.floor((from + zone.offsetAt(from)) / DAY_MS) - 2; day <= lastDay; day++) {
    const weekday = weekdayOfDayNumber(day)
    for (const hours of overrides.get(day) ?? input.weekly.filter((rule) => rule.weekday === weekday)) {
      const startsAt = zone.toInstant(day * DAY_MS + hours.startMinute * MINUTE_MS)
      const endsAt = zone.toInstant(day * DAY_MS + hours.endMinute * MINUTE_MS)
      if (startsAt < endsAt) windows.push({ startsAt, endsAt })
    }
  }
  windows.sort(byStart)

  // Until when it is open from a window's start on, and what is taken, each in order.
  const busy = [...input.busy].sort(byStart)
  const timeOff = [...input.timeOff].sort(byStart)
  const slots = new Set<number>()
  let firstBusy = 0
  let firstOff = 0
  for (const [index, window] of windows.entries()) {
    let openUntil = window.endsAt
    for (let next = index + 1; (windows[next]?.startsAt ?? Infinity) <= openUntil; next++) {
      openUntil = Math.max(openUntil, windows[next]?.endsAt ?? 0)
    }
    while ((busy[firstBusy]?.endsAt ?? Infinity) + beforeMs <= window.startsAt) firstBusy++
    while ((timeOff[firstOff]?.endsAt ?? Infinity) <= window.startsAt) firstOff++
    for (let start = window.startsAt; start < window.endsAt; start += intervalMs) {
      const end = start + durationMs
      if (start < from || start >= to || end > openUntil) continue
      if (meetsAny(busy, firstBusy, { startsAt: start - beforeMs, endsAt: end + afterMs })) continue
      if (meetsAny(timeOff, firstOff, { startsAt: start, endsAt: end })) continue
      slots.add(start)
    }
  }
  return [...slots].sort((a, b) => a - b)
}

/** Whether one of the intervals from `first` on, sorted by start, meets the span. */
function meetsAny(sorted: Interval[], first: number, span: Interval): boolean {
  for (let index = first; index < sorted.length; index++) {
    const interval = sorted[index]
    if (!interval || interval.startsAt >= span.endsAt) return false
    if (interval.endsAt > span.startsAt) return true
  }
  return false
}
