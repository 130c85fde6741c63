import { toInstant } from '../availability/local-time.ts'
import { minutes } from '../durations.ts'

type LocalSession = { on: string; startMinute: number; durationMinutes: number }

/**
 * When a session is: its local start is kept whatever the clocks do, and it lasts its elapsed minutes from there. A start
 * that is skipped moves later by the gap, one that happens twice is the earlier one.
 */
export function toSessionTime(
  timeZone: string,
  { on, startMinute, durationMinutes }: LocalSession,
): { startsAt: number; endsAt: number } {
  const startsAt = toInstant(timeZone, { on, minuteOfDay: startMinute })
  return { startsAt, endsAt: startsAt + minutes(durationMinutes) }
}
