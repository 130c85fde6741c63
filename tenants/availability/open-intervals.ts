import { DAY_MS, MINUTE_MS, toDayNumber, weekdayOfDayNumber } from './local-time.ts'
import { assertOpeningRules } from './slot-input.ts'
import type { Interval, LocalWindow, OpeningRules, WeeklyRule } from './slot-input.ts'
import { zoneOffsets } from './zone-offsets.ts'

/** A stretch of opening hours without a gap, and the windows it is made of, sorted by start. */
export type Opening = Interval & { windows: Interval[] }

/**
 * When it is open between two instants: opening hours without time off, merged, sorted, clipped to `[from, to)`.
 * Bookings do not matter here. RangeError for rules that cannot be meant.
 */
export function openIntervals(rules: OpeningRules, range: { from: number; to: number }): Interval[] {
  assertOpeningRules(rules, range)
  const timeOff = [...rules.timeOff].sort((a, b) => a.startsAt - b.startsAt)
  const open: Interval[] = []
  const addClipped = (startsAt: number, endsAt: number) => {
    const clipped = { startsAt: Math.max(startsAt, range.from), endsAt: Math.min(endsAt, range.to) }
    if (clipped.startsAt < clipped.endsAt) open.push(clipped)
  }
  for (const opening of listOpenings(rules, range)) {
    let openFrom = opening.startsAt
    for (const off of timeOff) {
      if (off.endsAt <= openFrom || off.startsAt === off.endsAt) continue
      if (off.startsAt >= opening.endsAt) break
      addClipped(openFrom, off.startsAt)
      openFrom = off.endsAt
    }
    addClipped(openFrom, opening.endsAt)
  }
  return open
}

/**
 * The openings that meet `[from, to)`, sorted, time off left in. Complete between the two instants: an opening that
 * goes on for days may be cut short more than a day outside them. Windows keep their own start, as grids hang on it.
 */
export function listOpenings(rules: OpeningRules, { from, to }: { from: number; to: number }): Opening[] {
  const openings: Opening[] = []
  let last: Opening | undefined
  for (const window of listWindows(rules, { from, to })) {
    if (last && window.startsAt <= last.endsAt) {
      last.windows.push(window)
      last.endsAt = Math.max(last.endsAt, window.endsAt)
    } else {
      last = { startsAt: window.startsAt, endsAt: window.endsAt, windows: [window] }
      openings.push(last)
    }
  }
  return openings.filter((opening) => opening.endsAt > from && opening.startsAt < to)
}

function listWindows(rules: OpeningRules, { from, to }: { from: number; to: number }): Interval[] {
  const zone = zoneOffsets(rules.timeZone)
  const windowsOn = indexWindows(rules)
  const windows: Interval[] = []
  let isSorted = true
  // A window reaches into the next day, and a zone that skips a date moves its end one more (Samoa, 2011).
  const firstDay = Math.floor((from + zone.offsetAt(from)) / DAY_MS) - 2
  // Clocks put back from just after midnight make the next date begin before the date of `to` is over.
  const lastDay = Math.floor((to + zone.offsetAt(to)) / DAY_MS) + 1
  for (let day = firstDay; day <= lastDay; day++) {
    for (const { startMinute, endMinute } of windowsOn(day)) {
      const startsAt = zone.toInstant(day * DAY_MS + startMinute * MINUTE_MS)
      const endsAt = zone.toInstant(day * DAY_MS + endMinute * MINUTE_MS)
      if (endsAt <= startsAt) continue
      isSorted &&= startsAt >= (windows.at(-1)?.startsAt ?? startsAt)
      windows.push({ startsAt, endsAt })
    }
  }
  return isSorted ? windows : windows.sort((a, b) => a.startsAt - b.startsAt)
}

/** A function from day number to that day's windows: the override's if there is one, else those of the weekday. */
function indexWindows(rules: OpeningRules): (day: number) => readonly LocalWindow[] {
  const byWeekday: WeeklyRule[][] = [[], [], [], [], [], [], [], []]
  for (const rule of rules.weekly) byWeekday[rule.weekday]?.push(rule)
  const overridden = new Map<number, readonly LocalWindow[]>()
  for (const { on, windows } of rules.overrides) {
    const day = toDayNumber(on)
    overridden.set(day, [...(overridden.get(day) ?? []), ...windows])
  }
  const validity = new Map(
    rules.weekly
      .filter((rule) => rule.validFromOn || rule.validToOn)
      .map((rule) => [
        rule,
        {
          first: rule.validFromOn ? toDayNumber(rule.validFromOn) : -Infinity,
          last: rule.validToOn ? toDayNumber(rule.validToOn) : Infinity,
        },
      ]),
  )
  return (day) => {
    const override = overridden.get(day)
    if (override) return override
    const rulesOfDay = byWeekday[weekdayOfDayNumber(day)] ?? []
    if (validity.size === 0) return rulesOfDay
    return rulesOfDay.filter((rule) => {
      const valid = validity.get(rule)
      return !valid || (valid.first <= day && day <= valid.last)
    })
  }
}
