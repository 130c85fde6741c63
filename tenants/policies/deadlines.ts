import type { Deadline, PolicyRules } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, toInstant } from '../availability/local-time.ts'
import { minutes } from '../durations.ts'

type QuietHours = PolicyRules['quietHours']
type Start = { startsAt: number; timeZone: string; quietHours: QuietHours }

/**
 * The last instant (ms) at which something is still free, never later than the start.
 *
 * Minutes before the start are elapsed time, whatever the clocks do, without those that fall into the quiet hours: three
 * hours before 8:00, with 23:00 to 7:00 not counting, is 21:00 the evening before. "By 18:00 the day before" is wall time
 * of the place, the day counted on its calendar.
 */
export function deadlineOf(deadline: Deadline, { startsAt, timeZone, quietHours }: Start): number {
  if ('minutesBefore' in deadline) {
    return goBack(minutes(deadline.minutesBefore), { startsAt, timeZone, quietHours })
  }
  const on = addDays(localDateAt(timeZone, startsAt), -deadline.daysBefore)
  return Math.min(startsAt, toInstant(timeZone, { on, minuteOfDay: deadline.atMinute }))
}

/** The latest instant with `countedMs` between it and the start that do not fall into the quiet hours. */
function goBack(countedMs: number, { startsAt, timeZone, quietHours }: Start): number {
  if (quietHours === null || quietHours.fromMinute === quietHours.untilMinute) return startsAt - countedMs
  let at = startsAt
  let left = countedMs
  for (let on = localDateAt(timeZone, startsAt); ; on = addDays(on, -1)) {
    const quiet = quietInterval(on, { timeZone, quietHours })
    if (quiet.from >= Math.min(at, quiet.until)) continue
    const counted = Math.max(0, at - quiet.until)
    if (counted >= left) return at - left
    left -= counted
    at = quiet.from
  }
}

/** The quiet hours that begin on a local date. Empty where the clocks skip them. */
function quietInterval(
  on: string,
  { timeZone, quietHours }: { timeZone: string; quietHours: NonNullable<QuietHours> },
): { from: number; until: number } {
  const { fromMinute, untilMinute } = quietHours
  const untilOn = untilMinute > fromMinute ? on : addDays(on, 1)
  return {
    from: toInstant(timeZone, { on, minuteOfDay: fromMinute }),
    until: toInstant(timeZone, { on: untilOn, minuteOfDay: untilMinute }),
  }
}
