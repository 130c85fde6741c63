import { DAY_MS } from './local-time.ts'
import type { Schedule } from './read-schedules.ts'
import { zoneOffsets } from './zone-offsets.ts'

/**
 * How busy trainers are: `load(schedule, instant)` is what is booked, in milliseconds, on the local day of the instant.
 * Each schedule is added up once.
 */
export function makeDailyLoad(): (schedule: Schedule, instant: number) => number {
  const known = new Map<Schedule, Map<number, number>>()
  return (schedule, instant) => {
    let perDay = known.get(schedule)
    if (!perDay) known.set(schedule, (perDay = addUp(schedule)))
    return perDay.get(localDay(schedule.timeZone, instant)) ?? 0
  }
}

function addUp({ busy, timeZone }: Schedule): Map<number, number> {
  const perDay = new Map<number, number>()
  for (const { startsAt, endsAt } of busy) {
    const day = localDay(timeZone, startsAt)
    perDay.set(day, (perDay.get(day) ?? 0) + endsAt - startsAt)
  }
  return perDay
}

/** The number of a local day, which is faster to make than its date. */
function localDay(timeZone: string, instant: number): number {
  return Math.floor((instant + zoneOffsets(timeZone).offsetAt(instant)) / DAY_MS)
}
