import { expect, test } from 'vitest'
import { formatDayHours, parseDayHours } from './day-hours.ts'

test.each([
  ['9-13', '09:00–13:00'],
  ['9:00–13', '09:00–13:00'],
  ['09.00 - 13.00', '09:00–13:00'],
  ['0900-1330', '09:00–13:30'],
  ['9h - 13h30', '09:00–13:30'],
  ['9 to 13', '09:00–13:00'],
  ['9 до 13 и 14 до 18', '09:00–13:00, 14:00–18:00'],
  ['9am-1pm and 2 p.m. – 6 p.m.', '09:00–13:00, 14:00–18:00'],
  ['12am-12pm', '00:00–12:00'],
  ['14-18;9-13', '09:00–13:00, 14:00–18:00'],
  ['9-13\n14-18,', '09:00–13:00, 14:00–18:00'],
  ['22-2', '22:00–02:00'],
  ['18:30 — 24', '18:30–24:00'],
  ['18-0', '18:00–24:00'],
  ['0-24', '00:00–24:00'],
  ['  ', ''],
])('%j are %s', (typed, meant) => {
  const read = parseDayHours(typed)

  expect('hours' in read && formatDayHours(read.hours)).toBe(meant)
})

test.each([
  ['9', 'not_hours', '9'],
  ['9 to', 'not_hours', '9 to'],
  ['9-13-15', 'not_hours', '9-13-15'],
  ['morning', 'not_hours', 'morning'],
  ['9-13, 14', 'not_hours', '14'],
  ['9-25', 'not_a_time', '25'],
  ['9:60-13', 'not_a_time', '9:60'],
  ['24-2', 'not_a_time', '24'],
  ['13pm-14', 'not_a_time', '13pm'],
  ['-5-9', 'not_hours', '-5-9'],
  ['9-9', 'no_length', '9-9'],
])('%j is refused as %s, at %j', (typed, code, part) => {
  expect(parseDayHours(typed)).toEqual({ fault: { code, part } })
})

test('what is written is read again, past midnight too', () => {
  for (const hours of [
    [{ startMinute: 545, endMinute: 785 }],
    [
      { startMinute: 0, endMinute: 15 },
      { startMinute: 1425, endMinute: 2865 - 15 },
    ],
    [{ startMinute: 600, endMinute: 1440 }],
  ]) {
    expect(parseDayHours(formatDayHours(hours))).toEqual({ hours })
  }
})
