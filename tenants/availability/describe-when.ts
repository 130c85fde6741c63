import { localDateAt, localDayBounds } from './local-time.ts'
import type { Interval } from './slot-input.ts'

/** 'Monday 11 January at 08:00', on the clocks of the zone. */
export function describeInstant(timeZone: string, instant: number): string {
  return `${format({ timeZone, weekday: 'long', ...DAY }, instant)} at ${format({ timeZone, ...TIME }, instant)}`
}

/** 'from 17:00 to 18:10'; over several days with their dates; for whole days only those. */
export function describeInterval(timeZone: string, { startsAt, endsAt }: Interval): string {
  const day = (instant: number) => format({ timeZone, ...DAY }, instant)
  const time = (instant: number) => format({ timeZone, ...TIME }, instant)
  const isOneDay = localDateAt(timeZone, startsAt) === localDateAt(timeZone, endsAt - 1)
  if (isDayStart(timeZone, startsAt) && isDayStart(timeZone, endsAt)) {
    return isOneDay ? `on ${day(startsAt)}` : `from ${day(startsAt)} to ${day(endsAt - 1)}`
  }
  if (isOneDay) return `from ${time(startsAt)} to ${time(endsAt)}`
  return `from ${day(startsAt)} at ${time(startsAt)} to ${day(endsAt)} at ${time(endsAt)}`
}

/** 'until 14 March' when the whole of that day still belongs to it; else 'until 14 March at 12:00'. */
export function describeEnd(timeZone: string, endsAt: number): string {
  if (isDayStart(timeZone, endsAt)) return `until ${format({ timeZone, ...DAY }, endsAt - 1)}`
  return `until ${format({ timeZone, ...DAY }, endsAt)} at ${format({ timeZone, ...TIME }, endsAt)}`
}

const DAY = { day: 'numeric', month: 'long' } as const
const TIME = { hour: '2-digit', minute: '2-digit' } as const

function format(options: Intl.DateTimeFormatOptions, instant: number): string {
  return new Intl.DateTimeFormat('en-GB', options).format(instant)
}

function isDayStart(timeZone: string, instant: number): boolean {
  return localDayBounds(timeZone, localDateAt(timeZone, instant)).startsAt === instant
}
