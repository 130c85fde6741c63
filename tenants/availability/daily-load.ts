import { localDateAt } from './local-time.ts'
import type { Schedule } from './read-schedules.ts'

/**
 * How busy trainers are: `load(schedule, instant)` is what is booked, in milliseconds, on the local day of the instant.
 * Each schedule is added up once.
 */
export function makeDailyLoad(): (schedule: Schedule, instant: number) => number {
  const known = new Map<Schedule, Map<string, number>>()
  return (schedule, instant) => {
    const perDay = known.get(schedule) ?? addUp(schedule)
    known.set(schedule, perDay)
    return perDay.get(localDateAt(schedule.timeZone, instant)) ?? 0
  }
}

function addUp({ busy, timeZone }: Schedule): Map<string, number> {
  const perDay = new Map<string, number>()
  for (const { startsAt, endsAt } of busy) {
    const on = localDateAt(timeZone, startsAt)
    perDay.set(on, (perDay.get(on) ?? 0) + endsAt - startsAt)
  }
  return perDay
}
