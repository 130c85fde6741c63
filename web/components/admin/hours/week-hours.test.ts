import { expect, test } from 'vitest'
import { formatDayHours, parseDayHours } from './day-hours.ts'
import {
  addHours,
  addSomewhere,
  isTaken,
  movedHours,
  putHours,
  removeHours,
  stretchedHours,
  type WeekHours,
} from './week-hours.ts'

/** The first days of a week as somebody would type them. */
function weekOf(...days: string[]): WeekHours {
  return Array.from({ length: 7 }, (_, day) => {
    const read = parseDayHours(days[day] ?? '')
    return 'hours' in read ? read.hours : []
  })
}
const typed = (week: WeekHours) => week.map(formatDayHours).filter((day) => day !== '')
const hours = (text: string) => weekOf(text)[0]?.[0] ?? { startMinute: 0, endMinute: 0 }

test('hours are added, and become one with what they overlap, not with what they touch', () => {
  const { week, spot } = addHours(weekOf('9-12, 14-18'), 0, hours('11-15'))
  expect(typed(week)).toEqual(['09:00–18:00'])
  expect(spot).toEqual({ day: 0, index: 0 })
  expect(typed(addHours(weekOf('9-12'), 0, hours('12-14')).week)).toEqual(['09:00–12:00, 12:00–14:00'])
})

test('an hour is put where there is room', () => {
  expect(typed(addSomewhere(weekOf(), 2)?.week ?? [])).toEqual(['09:00–10:00'])
  expect(typed(addSomewhere(weekOf('9-12'), 0)?.week ?? [])).toEqual(['09:00–12:00, 12:00–13:00'])
  expect(typed(addSomewhere(weekOf('9-24'), 0)?.week ?? [])).toEqual(['08:00–09:00, 09:00–24:00'])
  expect(addSomewhere(weekOf('0-24'), 0)).toBeUndefined()
})

test('hours are moved within a day, to another, and away', () => {
  const week = weekOf('9-12, 14-18', '10-11')
  const spot = { day: 0, index: 0 }
  const to = { day: 1, hours: movedHours(hours('9-12'), 15) }
  expect(typed(putHours(week, spot, to).week)).toEqual(['14:00–18:00', '09:15–12:15'])
  expect(isTaken(week, spot, to)).toBe(true)
  expect(isTaken(week, spot, { ...to, day: 2 })).toBe(false)
  expect(typed(removeHours(week, { day: 1, index: 0 }))).toEqual(['09:00–12:00, 14:00–18:00'])
})

test.each([
  ['9-12', -600, '00:00–03:00'],
  ['9-12', 900, '21:00–24:00'],
  ['22-2', 600, '23:45–03:45'],
])('%s moved by %i minutes are %s', (text, by, moved) => {
  expect(formatDayHours([movedHours(hours(text), by)])).toBe(moved)
})

test.each([
  ['9-12', 'end', -900, '09:00–09:15'],
  ['9-12', 'start', 900, '11:45–12:00'],
  ['9-12', 'start', -900, '00:00–12:00'],
  ['20-24', 'end', 120, '20:00–02:00'],
] as const)('%s stretched at its %s by %i are %s', (text, side, by, stretched) => {
  expect(formatDayHours([stretchedHours(hours(text), side, by)])).toBe(stretched)
})
