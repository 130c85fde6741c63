import { DAY_MS, formatTimeOfDay, MINUTE_MS } from './local-time.ts'

/** Dates by day number and times by minute of day, as they were written last. Lists of slots repeat them a lot. */
const dates = new Map<number, string>()
const times: string[] = []

/** A few years of dates, then it starts over. */
const MAX_DATES = 1000

/**
 * RFC 3339 in UTC with whole seconds, '2027-01-05T09:00:00Z', for each epoch millisecond; a fraction of a second is
 * shown only where there is one. Made for lists of thousands of slots.
 */
export function formatInstants(instants: readonly number[]): string[] {
  return instants.map((instant) => {
    const day = Math.floor(instant / DAY_MS)
    const minuteOfDay = (instant - day * DAY_MS) / MINUTE_MS
    if (!Number.isInteger(minuteOfDay)) return new Date(instant).toISOString().replace('.000Z', 'Z')
    const time = (times[minuteOfDay] ??= `T${formatTimeOfDay(minuteOfDay)}:00Z`)
    return (dates.get(day) ?? rememberDate(day)) + time
  })
}

function rememberDate(day: number): string {
  const [date = ''] = new Date(day * DAY_MS).toISOString().split('T')
  if (dates.size >= MAX_DATES) dates.clear()
  dates.set(day, date)
  return date
}
