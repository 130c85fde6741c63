import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import { FIRST_HOLIDAY_YEAR, holidayData, LAST_HOLIDAY_YEAR } from './holiday-data.ts'

export { FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR } from './holiday-data.ts'

/** A date that is a public holiday; when it is for more than one reason, all their names. */
export type NationalHoliday = { on: string; names: LocalizedText[] }

/**
 * The public holidays of a country (`BG`) or a region (`DE-BY`) in a year that is known, in order. Undefined for a place
 * that is not known; a country that tells no regions apart has the same everywhere.
 */
export function findHolidays(region: string, year: number): NationalHoliday[] | undefined {
  const [country = '', part] = region.split('-')
  const [states, ...lines] = holidayData[country]?.split('\n') ?? []
  if (states === undefined) return undefined
  const known = states === '' ? [] : states.split(',')
  if (part !== undefined && known.length > 0 && !known.includes(part)) return undefined
  const place = part === undefined || known.length === 0 ? '-' : part

  const byDate = new Map<string, LocalizedText[]>()
  for (const line of lines) {
    const [words = '', places = '', dates = ''] = line.split('|')
    if (places !== '*' && !places.split(',').includes(place)) continue
    const [en = '', bg] = words.split('~')
    for (const date of dates.split(' ')) {
      const on = toDateIn(year, date)
      if (on) byDate.set(on, [...(byDate.get(on) ?? []), bg === undefined ? { en } : { en, bg }])
    }
  }
  return [...byDate].map(([on, names]) => ({ on, names })).toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

export function isHolidayYear(year: number): boolean {
  return FIRST_HOLIDAY_YEAR <= year && year <= LAST_HOLIDAY_YEAR
}

/** `0303` is on the third of March every year, `70430` on the 30th of April of the year that ends in 7. */
function toDateIn(year: number, date: string): string | undefined {
  if (date.length === 5 && Number(date.slice(0, 1)) !== year % 10) return undefined
  const day = date.slice(-4)
  return `${year}-${day.slice(0, 2)}-${day.slice(2)}`
}
