import { expect, test } from 'vitest'
import { parseTimeOfDay, toInstant } from '../availability/local-time.ts'
import { minutes } from '../durations.ts'
import { addAwakeTime, endOfQuiet } from './quiet-hours.ts'

const night = { quietFromMinute: 22 * 60, quietUntilMinute: 8 * 60, timeZone: 'Europe/Sofia' }
const noon = { ...night, quietFromMinute: 12 * 60, quietUntilMinute: 14 * 60 }
const never = { ...night, quietUntilMinute: night.quietFromMinute }

const at = (text: string) => {
  const [on = '', time = ''] = text.split(' ')
  return toInstant('Europe/Sofia', { on, minuteOfDay: parseTimeOfDay(time) ?? NaN })
}

test.each([
  ['in the evening', '2027-01-04 21:59', '2027-01-04 21:59'],
  ['as they begin', '2027-01-04 22:00', '2027-01-05 08:00'],
  ['before midnight', '2027-01-04 23:30', '2027-01-05 08:00'],
  ['after midnight', '2027-01-05 03:00', '2027-01-05 08:00'],
  ['as they end', '2027-01-05 08:00', '2027-01-05 08:00'],
])('quiet hours asked about %s end when they should', (_when, from, until) => {
  expect(endOfQuiet(at(from), night)).toBe(at(until))
})

test.each([
  ['well before them', night, '2027-01-04 12:00', 30, '2027-01-04 12:30'],
  ['up to them', night, '2027-01-04 21:30', 30, '2027-01-04 22:00'],
  ['into them', night, '2027-01-04 21:50', 30, '2027-01-05 08:20'],
  ['from within them', night, '2027-01-05 02:00', 30, '2027-01-05 08:30'],
  ['over two nights', night, '2027-01-04 21:00', 60 * 16, '2027-01-06 09:00'],
  ['over a quiet noon', noon, '2027-01-04 11:30', 60, '2027-01-04 14:30'],
  ['where there are none', never, '2027-01-04 21:50', 30, '2027-01-04 22:20'],
  // The night of the clock change is an hour shorter; what counts lies outside it.
  ['over the change of clocks', night, '2027-03-27 21:50', 30, '2027-03-28 08:20'],
])('time %s counts only outside the quiet hours', (_where, quiet, from, length, until) => {
  expect(addAwakeTime(at(from), { lengthMs: minutes(length), quiet })).toBe(at(until))
})
