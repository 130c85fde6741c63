/** A stretch of a day in minutes since its midnight; beyond 1440 it ends in the next morning. */
export type Hours = { startMinute: number; endMinute: number }

/** What cannot be read as hours: the part of the text, and what is wrong with it. */
export type HoursFault = { code: 'not_hours' | 'not_a_time' | 'no_length'; part: string }

const DAY = 1440
/** A sign that tells "9-13" from "9 13", or a word of the languages the admin speaks. */
const BETWEEN = /\s*(?:[-‐‑‒–—―−~→]|\b(?:to|until|till)\b|(?<=\s)(?:до)(?=\s))\s*/iu
const AMONG = /\s*(?:[,;\n]|(?<=\s)(?:and|и)(?=\s))\s*/iu
const TIME = /^(\d{1,2})(?:\s*[:.hч]\s*(\d{2})?|(\d{2}))?\s*(?:(a|p)\.?\s*m\.?)?$/iu

/**
 * Hours of a day as people type them: "9-13", "9:00–13, 14:00–18:00", "09.00 - 13.00; 2pm to 6pm". An end at or before its
 * start is in the next morning ("22-2"), midnight is 0:00 or 24:00. In the order in which they begin; nothing is none.
 */
export function parseDayHours(text: string): { hours: Hours[] } | { fault: HoursFault } {
  const hours: Hours[] = []
  for (const part of text.trim().split(AMONG)) {
    if (part === '') continue
    const [from = '', to, ...more] = part.trim().split(BETWEEN)
    if (!from || !to || more.length > 0) return { fault: { code: 'not_hours', part } }
    const [start, end] = [parseTime(from), parseTime(to)]
    if (start === undefined || end === undefined || start === DAY) {
      return { fault: { code: 'not_a_time', part: start === undefined || start === DAY ? from : to } }
    }
    if (end === start) return { fault: { code: 'no_length', part } }
    hours.push({ startMinute: start, endMinute: end > start ? end : end + DAY })
  }
  return { hours: hours.toSorted((a, b) => a.startMinute - b.startMinute) }
}

/** "09:00–13:00, 22:00–02:00", which `parseDayHours` reads as the same. */
export function formatDayHours(hours: readonly Hours[]): string {
  return hours
    .map(
      ({ startMinute, endMinute }) =>
        `${clock(startMinute)}–${endMinute === DAY ? '24:00' : clock(endMinute)}`,
    )
    .join(', ')
}

const clock = (minute: number): string =>
  `${String(Math.floor((minute % DAY) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Minutes since midnight, up to 1440; undefined for what is no time of day. */
function parseTime(text: string): number | undefined {
  const [, hourText, sixtieths, joined, half] = TIME.exec(text.trim()) ?? []
  if (hourText === undefined) return undefined
  const minute = Number(sixtieths ?? joined ?? 0)
  let hour = Number(hourText)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const at = hour * 60 + minute
  return minute < 60 && at <= DAY ? at : undefined
}
