import { listClosures } from './closures.ts'
import { DAY_MS, MINUTE_MS, toDayNumber } from './local-time.ts'
import { assertOpeningRules } from './slot-input.ts'
import type { DateOverride, Interval, LocalWindow, OpeningRules } from './slot-input.ts'
import { indexWeekly } from './weekly-rules.ts'
import { zoneOffsets } from './zone-offsets.ts'

/**
 * What wins over what, on a local date:
 * 1. closed: time off, closures of the place, the trainer's own closures, breaks. Nothing opens what one of them closes.
 * 2. `replace`: its windows and no others; the trainer's beats that of the place.
 * 3. `open`: its windows besides the weekly ones.
 * 4. the weekly rules that hold on it.
 *
 * A window belongs to the date on which it starts. A date that is closed for whole has no windows, not even past its
 * midnight, and nothing takes place on it, not even in windows of the day before.
 */

/** A stretch of opening hours without a gap, and the windows it is made of, sorted by start. */
export type Opening = Interval & { windows: Interval[] }

/**
 * When it is open between two instants: opening hours without what is closed, merged, sorted, clipped to `[from, to)`.
 * Bookings do not matter here. RangeError for rules that cannot be meant.
 */
export function openIntervals(rules: OpeningRules, range: { from: number; to: number }): Interval[] {
  assertOpeningRules(rules, range)
  const closures = listClosures(rules, range).sort((a, b) => a.startsAt - b.startsAt)
  const open: Interval[] = []
  const addClipped = (startsAt: number, endsAt: number) => {
    const clipped = { startsAt: Math.max(startsAt, range.from), endsAt: Math.min(endsAt, range.to) }
    if (clipped.startsAt < clipped.endsAt) open.push(clipped)
  }
  for (const opening of listOpenings(rules, range)) {
    let openFrom = opening.startsAt
    for (const closed of closures) {
      if (closed.endsAt <= openFrom) continue
      if (closed.startsAt >= opening.endsAt) break
      addClipped(openFrom, closed.startsAt)
      openFrom = closed.endsAt
    }
    addClipped(openFrom, opening.endsAt)
  }
  return open
}

/**
 * The openings that meet `[from, to)`, sorted, with what is closed within them left in (`closures.ts`). Complete between
 * the two instants: an opening that goes on for days may be cut short more than a day outside them. Windows keep their
 * own start, as grids hang on it.
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
  const windows: Interval[] = []
  let isSorted = true
  // A window reaches into the next day, and a zone that skips a date moves its end one more (Samoa, 2011).
  const firstDay = Math.floor((from + zone.offsetAt(from)) / DAY_MS) - 2
  // Clocks put back from just after midnight make the next date begin before the date of `to` is over.
  const lastDay = Math.floor((to + zone.offsetAt(to)) / DAY_MS) + 1
  const windowsOn = indexWindows(rules, { firstDay, lastDay })
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

type Windows = readonly LocalWindow[]
type Exception = { isClosed?: true; replaced?: Windows; replacedOfPlace?: Windows; added?: Windows }

/** A function from day number to that day's windows. */
function indexWindows(
  rules: OpeningRules,
  days: { firstDay: number; lastDay: number },
): (day: number) => Windows {
  const weeklyOn = indexWeekly(rules.weekly.filter(({ kind }) => kind !== 'break'))
  const exceptions = new Map<number, Exception>()
  for (const override of rules.overrides) {
    const last = Math.min(toDayNumber(override.toOn), days.lastDay)
    for (let day = Math.max(toDayNumber(override.fromOn), days.firstDay); day <= last; day++) {
      exceptions.set(day, addException(exceptions.get(day) ?? {}, override))
    }
  }
  return (day) => {
    const exception = exceptions.get(day)
    if (!exception) return weeklyOn(day)
    if (exception.isClosed) return []
    const replaced = exception.replaced ?? exception.replacedOfPlace
    if (replaced) return replaced
    return exception.added ? [...weeklyOn(day), ...exception.added] : weeklyOn(day)
  }
}

function addException(exception: Exception, { kind, windows, isOfPlace }: DateOverride): Exception {
  if (kind === 'closed') return windows.length === 0 ? { ...exception, isClosed: true } : exception
  const field = kind === 'open' ? 'added' : isOfPlace ? 'replacedOfPlace' : 'replaced'
  return { ...exception, [field]: [...(exception[field] ?? []), ...windows] }
}
