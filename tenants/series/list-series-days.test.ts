import { expect, test } from 'vitest'
import { toLocalTime } from '../availability/local-time.ts'
import { listSeriesDays, toStoredWish } from './list-series-days.ts'

const SOFIA = 'Europe/Sofia'
const wish = { weekday: 2, startMinute: 18 * 60, everyNWeeks: 1, fromOn: '2027-03-16', count: 4 }

test('Tuesdays at 18:00 stay at 18:00 when the clocks change', () => {
  const days = listSeriesDays(wish, SOFIA)
  expect(days.map(({ on }) => on)).toEqual(['2027-03-16', '2027-03-23', '2027-03-30', '2027-04-06'])
  expect(days.map(({ startsAt }) => new Date(startsAt).toISOString().slice(11, 16))).toEqual([
    '16:00',
    '16:00',
    '15:00',
    '15:00',
  ])
  expect(new Set(days.map(({ startsAt }) => toLocalTime(SOFIA, startsAt).minuteOfDay))).toEqual(
    new Set([1080]),
  )
})

test('an hour that is skipped moves later by the gap, one that comes twice is the first', () => {
  const at = (fromOn: string) =>
    listSeriesDays({ ...wish, fromOn, startMinute: 3 * 60 + 30, count: 1 }, SOFIA)
  expect(at('2027-03-28').map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
    '2027-03-28T01:30:00.000Z',
  ])
  expect(at('2027-10-31').map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
    '2027-10-31T00:30:00.000Z',
  ])
})

test('every other week leaves one out, also over the end of a year', () => {
  const days = listSeriesDays({ ...wish, fromOn: '2026-12-22', everyNWeeks: 2, count: 3 }, SOFIA)
  expect(days.map(({ on }) => on)).toEqual(['2026-12-22', '2027-01-05', '2027-01-19'])
})

test('a wish is kept on the clocks of the place', () => {
  const asked = { startsAt: Date.UTC(2027, 0, 4, 22, 30), everyNWeeks: 1, count: 4 }
  // 00:30 on Tuesday in Sofia, 14:30 on Monday in Los Angeles.
  expect(toStoredWish(asked, SOFIA)).toMatchObject({ weekday: 2, startMinute: 30, fromOn: '2027-01-05' })
  expect(toStoredWish(asked, 'America/Los_Angeles')).toMatchObject({
    weekday: 1,
    startMinute: 870,
    fromOn: '2027-01-04',
  })
})
