import { afterAll, expect, test, vi } from 'vitest'
import {
  findHolidays,
  FIRST_HOLIDAY_YEAR,
  LAST_HOLIDAY_YEAR,
} from '../tenants/schedules/national-holidays.ts'
import { listFromLibrary } from './generate-holidays.ts'

vi.stubEnv('TZ', 'UTC')
afterAll(() => vi.unstubAllEnvs())

test.each(['BG', 'DE-BY', 'GB-SCT', 'US', 'TR', 'IL', 'GR', 'RO'])(
  'what the Worker knows of %s is what the library says, in every year',
  (region) => {
    const [country = '', state] = region.split('-')
    const known = Array.from({ length: LAST_HOLIDAY_YEAR - FIRST_HOLIDAY_YEAR + 1 }, (_, index) =>
      findHolidays(region, FIRST_HOLIDAY_YEAR + index),
    )
    const dates = known.flatMap((year) => year ?? []).map(({ on }) => on)
    const said = new Set(listFromLibrary(country, state).map(({ on }) => on))

    expect(dates).toEqual([...said].filter((on) => Number(on.slice(0, 4)) <= LAST_HOLIDAY_YEAR).toSorted())
  },
)
