import { DAY_MS, MINUTE_MS, MINUTES_PER_DAY, toDayNumber } from './local-time.ts'
import type { Interval, LocalWindow, OpeningRules } from './slot-input.ts'
import { indexWeekly } from './weekly-rules.ts'
import { zoneOffsets } from './zone-offsets.ts'

/** Closed whatever the hours say. Bookings may touch it; their buffers may run into it. */
export type Closure = Interval & {
  reason: 'time_off' | 'closed' | 'break'
  /** What the studio wrote about it. */
  note: string | null
  /** Everybody there is kept out, not this trainer alone. */
  isOfPlace: boolean
}

/**
 * What is closed between two instants, unsorted: time off, dates and hours that are closed, breaks. Complete for
 * `[from, to)`; it may hold more.
 */
export function listClosures(rules: OpeningRules, { from, to }: { from: number; to: number }): Closure[] {
  const closures: Closure[] = []
  for (const { startsAt, endsAt, reason: note = null } of rules.timeOff) {
    if (startsAt < endsAt) closures.push({ startsAt, endsAt, reason: 'time_off', note, isOfPlace: false })
  }
  const closed = rules.overrides.filter(({ kind }) => kind === 'closed')
  const breaks = rules.weekly.filter(({ kind }) => kind === 'break')
  if (closed.length === 0 && breaks.length === 0) return closures

  const zone = zoneOffsets(rules.timeZone)
  // As many days on either side as a window can reach, see `open-intervals.ts`.
  const firstDay = Math.floor((from + zone.offsetAt(from)) / DAY_MS) - 2
  const lastDay = Math.floor((to + zone.offsetAt(to)) / DAY_MS) + 1
  const add = (day: number, { startMinute, endMinute }: LocalWindow, why: Omit<Closure, keyof Interval>) => {
    const startsAt = zone.toInstant(day * DAY_MS + startMinute * MINUTE_MS)
    const endsAt = zone.toInstant(day * DAY_MS + endMinute * MINUTE_MS)
    if (startsAt < endsAt) closures.push({ startsAt, endsAt, ...why })
  }
  for (const override of closed) {
    const first = Math.max(toDayNumber(override.fromOn), firstDay)
    const last = Math.min(toDayNumber(override.toOn), lastDay)
    const { windows, reason: note = null, isOfPlace = false } = override
    const why = { reason: 'closed', note, isOfPlace } as const
    if (windows.length === 0) {
      add(first, { startMinute: 0, endMinute: (last + 1 - first) * MINUTES_PER_DAY }, why)
      continue
    }
    for (let day = first; day <= last; day++) for (const window of windows) add(day, window, why)
  }
  const breaksOn = indexWeekly(breaks)
  for (let day = firstDay; day <= lastDay; day++) {
    for (const window of breaksOn(day)) add(day, window, { reason: 'break', note: null, isOfPlace: false })
  }
  return closures
}
