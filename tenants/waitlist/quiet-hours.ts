import { addDays, localDateAt, toInstant } from '../availability/local-time.ts'

/** The studio's quiet hours: local minutes of the day in this zone, past midnight too. The same minute twice: none. */
export type QuietHours = { quietFromMinute: number; quietUntilMinute: number; timeZone: string }

/** The first instant (ms) from `at` on that is not within the quiet hours. */
export function endOfQuiet(at: number, quiet: QuietHours): number {
  return addAwakeTime(at, { lengthMs: 0, quiet })
}

/** The instant (ms) by which so much time outside the quiet hours has passed since `at`. */
export function addAwakeTime(
  at: number,
  { lengthMs, quiet }: { lengthMs: number; quiet: QuietHours },
): number {
  if (quiet.quietFromMinute === quiet.quietUntilMinute) return at + lengthMs
  let reached = at
  let left = lengthMs
  // Last night's may still be going on.
  for (let on = addDays(localDateAt(quiet.timeZone, at), -1); ; on = addDays(on, 1)) {
    const night = quietTimeFrom(on, quiet)
    if (night.until <= reached || night.until <= night.from) continue
    const awake = night.from - reached
    if (awake > left || (awake === left && left > 0)) return reached + left
    left -= Math.max(0, awake)
    reached = night.until
  }
}

/** The quiet hours that begin on a local date; empty where the clocks skip them. */
function quietTimeFrom(on: string, { quietFromMinute, quietUntilMinute, timeZone }: QuietHours) {
  const untilOn = quietUntilMinute > quietFromMinute ? on : addDays(on, 1)
  return {
    from: toInstant(timeZone, { on, minuteOfDay: quietFromMinute }),
    until: toInstant(timeZone, { on: untilOn, minuteOfDay: quietUntilMinute }),
  }
}
