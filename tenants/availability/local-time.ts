/**
 * Local dates and wall-clock times, and the way between them and instants.
 *
 * - an instant is UTC epoch milliseconds; names end in `At`
 * - a local date is 'YYYY-MM-DD', years 0000 to 9999; names end in `On`
 * - a minute of day is minutes of wall-clock time since 00:00, whatever the clocks did that day; 1440 is 24:00
 * - a weekday is ISO: 1 is Monday, 7 is Sunday
 * - a time zone is an IANA name such as 'Europe/Sofia'; an unknown one is a RangeError (check with `isTimeZone`)
 *
 * A wall-clock time that is skipped moves later by the gap; one that happens twice is the earlier instant
 * (Temporal's "compatible").
 */
import { zoneOffsets } from './zone-offsets.ts'

export const MINUTE_MS = 60_000
export const MINUTES_PER_DAY = 1440
export const DAY_MS = 86_400_000

/** What a clock and a calendar on the wall show. */
export type LocalTime = { on: string; minuteOfDay: number; weekday: number }

/** Whether `name` is a time zone this runtime knows by name ('Europe/Sofia', 'UTC'); a bare offset '+02:00' is not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    zoneOffsets(name)
    return true
  } catch {
    return false
  }
}

/** Whether `text` is 'YYYY-MM-DD' and a day of the calendar: '2027-02-29' is not. */
export function isLocalDate(text: string): boolean {
  return parseLocalDate(text) !== undefined
}

/** The instant at which the clocks of `timeZone` show `minuteOfDay` on `on`; 1440 and more run into the days after. */
export function toInstant(
  timeZone: string,
  { on, minuteOfDay }: { on: string; minuteOfDay: number },
): number {
  return zoneOffsets(timeZone).toInstant(toDayNumber(on) * DAY_MS + minuteOfDay * MINUTE_MS)
}

/** What the clocks of `timeZone` show at `instant`; the minute is rounded down. */
export function toLocalTime(timeZone: string, instant: number): LocalTime {
  const wallClockMs = instant + zoneOffsets(timeZone).offsetAt(instant)
  const dayNumber = Math.floor(wallClockMs / DAY_MS)
  return {
    on: toLocalDate(dayNumber),
    minuteOfDay: Math.floor((wallClockMs - dayNumber * DAY_MS) / MINUTE_MS),
    weekday: weekdayOfDayNumber(dayNumber),
  }
}

/** The local date in `timeZone` at `instant`. */
export function localDateAt(timeZone: string, instant: number): string {
  return toLocalDate(Math.floor((instant + zoneOffsets(timeZone).offsetAt(instant)) / DAY_MS))
}

/**
 * The first instant of a local date and the first of the next one: 23, 24, 25 hours apart, or 23.5 or 24.5 on
 * Lord Howe. Where midnight is skipped the day starts when the gap ends.
 */
export function localDayBounds(timeZone: string, on: string): { startsAt: number; endsAt: number } {
  return {
    startsAt: toInstant(timeZone, { on, minuteOfDay: 0 }),
    endsAt: toInstant(timeZone, { on, minuteOfDay: MINUTES_PER_DAY }),
  }
}

/** The local date `days` (may be negative) after `on`. */
export function addDays(on: string, days: number): string {
  return toLocalDate(toDayNumber(on) + days)
}

/** How many days after `fromOn` the date `toOn` is; negative when it is before. */
export function daysBetween(fromOn: string, toOn: string): number {
  return toDayNumber(toOn) - toDayNumber(fromOn)
}

/** ISO weekday of a local date: 1 is Monday, 7 is Sunday. */
export function weekdayOf(on: string): number {
  return weekdayOfDayNumber(toDayNumber(on))
}

/** Days from 1970-01-01 to `on`: dates as integers, for code that does arithmetic on many. RangeError when not a date. */
export function toDayNumber(on: string): number {
  const dayNumber = parseLocalDate(on)
  if (dayNumber === undefined) throw new RangeError(`not a local date: ${on}`)
  return dayNumber
}

/** The local date of a day number; RangeError outside the years 0000 to 9999. */
export function toLocalDate(dayNumber: number): string {
  const text = new Date(dayNumber * DAY_MS).toISOString()
  if (text.length !== 24) throw new RangeError(`not a day of the years 0000 to 9999: ${dayNumber}`)
  return text.slice(0, 10)
}

/** ISO weekday of a day number. */
export function weekdayOfDayNumber(dayNumber: number): number {
  // 1970-01-01 was a Thursday; the double remainder keeps days before it positive.
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1
}

/** Minutes of 'HH:MM', '00:00' to '24:00'; undefined for anything else. */
export function parseTimeOfDay(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined) return undefined
  const minuteOfDay = Number(hours) * 60 + Number(minutes)
  return minuteOfDay <= MINUTES_PER_DAY ? minuteOfDay : undefined
}

/** 'HH:MM' of a minute of day; minutes past midnight are shown as the next day's clock does, except 1440: '24:00'. */
export function formatTimeOfDay(minuteOfDay: number): string {
  const shown = minuteOfDay > MINUTES_PER_DAY ? minuteOfDay % MINUTES_PER_DAY : minuteOfDay
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`
}

function parseLocalDate(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const midnightMs = Date.parse(`${text}T00:00:00Z`)
  // Date.parse takes 02-30 for 03-02 in some engines, so the date has to survive the way back.
  if (Number.isNaN(midnightMs) || new Date(midnightMs).toISOString().slice(0, 10) !== text) return undefined
  return midnightMs / DAY_MS
}
