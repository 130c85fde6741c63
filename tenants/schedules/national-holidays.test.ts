import { describe, expect, test } from 'vitest'
import { findHolidays, FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR } from './national-holidays.ts'

const datesOf = (region: string, year: number) => findHolidays(region, year)?.map(({ on }) => on)
const nameOn = (region: string, on: string) =>
  findHolidays(region, Number(on.slice(0, 4)))?.find((one) => one.on === on)?.names

describe('national holidays', () => {
  test('Bulgaria’s are those of the Labour Code, with the Orthodox Easter', () => {
    expect(datesOf('BG', 2027)).toEqual([
      '2027-01-01',
      '2027-03-03',
      '2027-04-30',
      '2027-05-01',
      '2027-05-02',
      '2027-05-03',
      '2027-05-06',
      '2027-05-24',
      '2027-09-06',
      '2027-09-22',
      '2027-12-24',
      '2027-12-25',
      '2027-12-26',
    ])
    expect(nameOn('BG', '2027-12-25')).toEqual([{ en: 'Christmas Day', bg: 'Коледа' }])
  })

  test('a date that is a holiday for two reasons is there once, with both names', () => {
    expect(nameOn('BG', '2027-05-01')?.map(({ en }) => en)).toEqual(['Holy Saturday', 'Labour Day'])
  })

  test('a region has the country’s, and its own', () => {
    expect(datesOf('DE', 2027)).not.toContain('2027-05-27')
    expect(datesOf('DE-BY', 2027)).toEqual(expect.arrayContaining(['2027-05-27', '2027-10-03']))
    expect(nameOn('DE-BY', '2027-05-27')).toEqual([{ en: 'Corpus Christi' }])
    expect(datesOf('GB-SCT', 2027)).not.toContain('2027-03-29')
    expect(datesOf('GB', 2027)).toContain('2027-03-29')
  })

  test('those that move are on the dates of their year, in the first one and in the last', () => {
    expect(datesOf('US', FIRST_HOLIDAY_YEAR)).toContain('2026-11-26')
    expect(datesOf('US', LAST_HOLIDAY_YEAR)).toContain('2035-11-22')
  })

  test('a feast of several days is there with each', () => {
    expect(datesOf('TR', 2027)?.filter((on) => on.startsWith('2027-05-1'))).toEqual([
      '2027-05-16',
      '2027-05-17',
      '2027-05-18',
      '2027-05-19',
    ])
  })

  test('a country without regions has the same everywhere, one with them knows its own', () => {
    expect(findHolidays('BG-22', 2027)).toEqual(findHolidays('BG', 2027))
    expect(findHolidays('DE-XX', 2027)).toBeUndefined()
    expect(findHolidays('ZZ', 2027)).toBeUndefined()
    expect(findHolidays('', 2027)).toBeUndefined()
  })
})
