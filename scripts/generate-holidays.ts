// Writes what the Worker knows of national holidays, out of a library that is too large for it:
//   node scripts/generate-holidays.ts
import { writeFileSync } from 'node:fs'
import Holidays from 'date-holidays'
import { DAY_MS, toDayNumber, toLocalDate } from '../tenants/availability/local-time.ts'

const FIRST_YEAR = 2026
const LAST_YEAR = 2035
const YEARS = LAST_YEAR - FIRST_YEAR + 1

/** What the library does not know, or has as a mere observance. */
const missing: Record<string, [rule: string, name: Record<string, string>][]> = {
  // Labour Code, article 154.
  BG: [
    ['orthodox -1', { en: 'Holy Saturday', bg: 'Велика събота' }],
    ['12-26', { en: 'Second day of Christmas', bg: 'Втори ден на Коледа' }],
  ],
}

type Holiday = { on: string; name: string }

/** The public holidays of a country, or of one of its regions, date by date; `name` is `English~Bulgarian`. */
export function listFromLibrary(country: string, region?: string): Holiday[] {
  const library = region === undefined ? new Holidays(country) : new Holidays(country, region)
  for (const [rule, name] of missing[country] ?? []) library.setHoliday(rule, { name, type: 'public' })
  const years = Array.from({ length: YEARS }, (_, index) => FIRST_YEAR + index)
  return years.flatMap((year) => {
    const bulgarian = library.getHolidays(year, 'bg')
    return library.getHolidays(year, 'en').flatMap((holiday, index) => {
      if (holiday.type !== 'public') return []
      const firstDay = toDayNumber(holiday.date.slice(0, 10))
      // Some begin at sunset or at noon.
      const days = Math.max(1, Math.ceil((holiday.end.getTime() - holiday.start.getTime()) / DAY_MS - 0.01))
      const local = bulgarian[index]?.name ?? ''
      // In a language the library does not have it answers in another one.
      const name = /[а-я]/i.test(local) && local !== holiday.name ? `${holiday.name}~${local}` : holiday.name
      return Array.from({ length: days }, (_, day) => ({ on: toLocalDate(firstDay + day), name }))
    })
  })
}

/** As `tenants/schedules/national-holidays.ts` reads it. */
function describeCountry(country: string): string {
  const states = Object.keys(new Holidays().getStates(country) ?? {})
  const regions = ['-', ...states]
  /** name → date → regions */
  const found = new Map<string, Map<string, string[]>>()
  for (const region of regions) {
    for (const { on, name } of listFromLibrary(country, region === '-' ? undefined : region)) {
      const dates = found.get(name) ?? new Map<string, string[]>()
      dates.set(on, [...new Set([...(dates.get(on) ?? []), region])])
      found.set(name, dates)
    }
  }
  const lines = [...found].flatMap(([name, dates]) => {
    const where = (list: string[]) => (list.length === regions.length ? '*' : list.join(','))
    return [...Map.groupBy(dates, ([, list]) => where(list))].map(
      ([places, own]) => `${name}|${places}|${shorten(own.map(([on]) => on))}`,
    )
  })
  return [states.join(','), ...lines].join('\n')
}

/** Days of every year as `MMDD`, others with the last digit of their year before that. */
function shorten(dates: readonly string[]): string {
  const dayOf = (on: string) => on.slice(5).replace('-', '')
  const days = Map.groupBy(dates, dayOf)
  const isYearly = (day: string) => days.get(day)?.length === YEARS
  const others = dates.filter((on) => !isYearly(dayOf(on)))
  return [...[...days.keys()].filter(isYearly), ...others.map((on) => on.slice(3, 4) + dayOf(on))].join(' ')
}

if (import.meta.main) {
  // The library reckons some of them in the zone it runs in.
  process.env['TZ'] = 'UTC'
  const countries = Object.keys(new Holidays().getCountries()).toSorted()
  const entries = countries.map((country) => `  ${country}: ${JSON.stringify(describeCountry(country))},`)
  const text = `// Written by scripts/generate-holidays.ts from the data of github.com/commenthol/date-holidays, like which it is
// available under CC BY-SA 3.0 (creativecommons.org/licenses/by-sa/3.0).

/** The years it knows; ten, as dates have the last digit of theirs. */
export const FIRST_HOLIDAY_YEAR = ${FIRST_YEAR}
export const LAST_HOLIDAY_YEAR = ${LAST_YEAR}

/** By country: its regions, then a line for each holiday: names, regions ('-' the country's own, '*' all), dates. */
export const holidayData: Record<string, string> = {
${entries.join('\n')}
}
`
  writeFileSync('tenants/schedules/holiday-data.ts', text)
}
