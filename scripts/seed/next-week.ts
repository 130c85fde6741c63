import { addDays, localDateAt, toInstant, weekdayOf } from '../../tenants/availability/local-time.ts'
import { parseTime, type DemoTrainer, type LocalMoment } from './demo-studio.ts'

/** When a trainer is away in the week that begins with the next Monday, as instants. */
export function nextWeekTimeOff(
  { timeOff }: DemoTrainer,
  timeZone: string,
  now: number,
): { startsAt: number; endsAt: number; reason: string } | undefined {
  if (timeOff === undefined) return undefined
  const today = localDateAt(timeZone, now)
  const monday = addDays(today, 8 - weekdayOf(today))
  const toNextWeek = ({ weekday, time }: LocalMoment) =>
    toInstant(timeZone, { on: addDays(monday, weekday - 1), minuteOfDay: parseTime(time) })
  return { startsAt: toNextWeek(timeOff.from), endsAt: toNextWeek(timeOff.until), reason: timeOff.reason }
}
