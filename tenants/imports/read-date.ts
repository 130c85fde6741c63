import type { dateOrders } from '../../db/tenant/schema/imports.ts'

export type DateOrder = (typeof dateOrders)[number]

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NUMBERS = /^(\d{1,4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,4})\s*(?:г\.?)?(?:[\sT,].*)?$/
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4})\b/i
const MONTH_FIRST = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i

/**
 * A date as people and systems write it, as YYYY-MM-DD; a time after it is passed over. `order` says which number is which
 * where the year is not first; a year of two digits is one of the last hundred. Null for what is no date, or has no year.
 */
export function readDate(text: string, order: DateOrder, thisYear: number): string | null {
  const [year, month, day] = findParts(text.trim(), order) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const whole = year < 100 ? lastCentury(year, thisYear) : year
  const at = new Date(Date.UTC(whole, month - 1, day))
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isReal && whole >= 1900 && whole <= 9999 ? at.toISOString().slice(0, 10) : null
}

type Parts = [year: number, month: number, day: number]

function findParts(text: string, order: DateOrder): Parts | null {
  const [, first, second, third] = NUMBERS.exec(text) ?? []
  if (first && second && third) {
    const [a, b, c] = [Number(first), Number(second), Number(third)]
    if (first.length > 2) return [a, b, c]
    if (order === 'ymd' && third.length <= 2) return [a, b, c]
    return order === 'mdy' ? [c, a, b] : [c, b, a]
  }
  const [, day, dayMonth, dayYear] = DAY_FIRST.exec(text) ?? []
  if (day && dayMonth && dayYear) return [Number(dayYear), monthOf(dayMonth), Number(day)]
  const [, month, monthDay, monthYear] = MONTH_FIRST.exec(text) ?? []
  if (month && monthDay && monthYear) return [Number(monthYear), monthOf(month), Number(monthDay)]
  return null
}

const monthOf = (name: string): number => MONTHS.indexOf(name.toLowerCase()) + 1

function lastCentury(year: number, thisYear: number): number {
  const century = Math.floor(thisYear / 100) * 100
  return century + year > thisYear ? century - 100 + year : century + year
}

/** The order these dates are written in: by those that only one order fits; `usual` when all fit any. */
export function guessDateOrder(dates: readonly string[], usual: DateOrder): DateOrder {
  const numbers = dates.flatMap((date) => {
    const [, first, second] = NUMBERS.exec(date.trim()) ?? []
    return first && second ? [{ first, second }] : []
  })
  if (numbers.some(({ first }) => first.length > 2)) return 'ymd'
  if (numbers.some(({ first }) => Number(first) > 12)) return 'dmy'
  return numbers.some(({ second }) => Number(second) > 12) ? 'mdy' : usual
}
