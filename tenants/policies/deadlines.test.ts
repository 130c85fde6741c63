import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toInstant, toLocalTime } from '../availability/local-time.ts'
import { minutes } from '../durations.ts'
import { deadlineOf } from './deadlines.ts'

const timeZone = 'Europe/Sofia'
const NIGHT = { fromMinute: 23 * 60, untilMinute: 7 * 60 }

/** Wall time in Sofia: '2027-03-27 18:00'. */
function at(text: string): number {
  const [on = '', time = ''] = text.split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return toInstant(timeZone, { on, minuteOfDay: hour * 60 + minute })
}

const startOf = (text: string, quietHours: typeof NIGHT | null = null) => ({
  startsAt: at(text),
  timeZone,
  quietHours,
})

test.each([
  // The clocks go from 3:00 to 4:00 on 28 March, and from 4:00 back to 3:00 on 31 October.
  ['on an ordinary day', '2027-01-06 18:00', 24, '2027-01-05 18:00'],
  ['over the lost hour', '2027-03-28 18:00', 24, '2027-03-27 17:00'],
  ['over the doubled hour', '2027-10-31 18:00', 24, '2027-10-30 19:00'],
])('hours before the start are elapsed time, %s', (_when, start, notice, expected) => {
  expect(deadlineOf({ minutesBefore: notice * 60 }, startOf(start))).toBe(at(expected))
})

test.each([
  ['on an ordinary day', '2027-01-06 08:00', '2027-01-05 18:00'],
  ['over the lost hour', '2027-03-28 08:00', '2027-03-27 18:00'],
  ['over the doubled hour', '2027-10-31 08:00', '2027-10-30 18:00'],
  ['just after midnight', '2027-01-06 00:15', '2027-01-05 18:00'],
])('"by 18:00 the day before" is wall time, %s', (_when, start, expected) => {
  expect(deadlineOf({ daysBefore: 1, atMinute: 18 * 60 }, startOf(start))).toBe(at(expected))
})

test('a time of the same day after the start is the start', () => {
  expect(deadlineOf({ daysBefore: 0, atMinute: 12 * 60 }, startOf('2027-01-06 08:00'))).toBe(
    at('2027-01-06 08:00'),
  )
})

test.each([
  ['reach into the evening before', 3, '2027-01-06 08:00', '2027-01-05 21:00'],
  ['end where the night ends', 1, '2027-01-06 08:00', '2027-01-06 07:00'],
  ['stay within the day', 3, '2027-01-06 18:00', '2027-01-06 15:00'],
  ['start in the night', 1, '2027-01-06 06:00', '2027-01-05 22:00'],
  ['span two nights', 24, '2027-01-06 18:00', '2027-01-05 10:00'],
  ['are none', 0, '2027-01-06 06:00', '2027-01-06 06:00'],
  ['pass the lost hour, which is quiet anyway', 3, '2027-03-28 08:00', '2027-03-27 21:00'],
])('quiet hours do not count when the hours before %s', (_how, notice, start, expected) => {
  expect(deadlineOf({ minutesBefore: notice * 60 }, startOf(start, NIGHT))).toBe(at(expected))
})

test('quiet hours within one day do not count either', () => {
  const noon = { fromMinute: 12 * 60, untilMinute: 14 * 60 }

  expect(deadlineOf({ minutesBefore: 120 }, startOf('2027-01-06 15:00', noon))).toBe(at('2027-01-06 11:00'))
})

test('between deadline and start lie as many minutes that are not quiet as were asked for, whatever the clocks do', () => {
  const anyStart = fc.record({
    // The boundaries keep clear of the hours in which clocks change, so that wall time says which minute is quiet.
    fromMinute: fc.integer({ min: 19 * 60, max: 23 * 60 }),
    untilMinute: fc.integer({ min: 5 * 60, max: 9 * 60 }),
    minutesBefore: fc.integer({ min: 1, max: 3_000 }),
    zone: fc.constantFrom('Europe/Sofia', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
    startsAt: fc.integer({ min: Date.UTC(2027, 2, 10) / 60_000, max: Date.UTC(2027, 10, 10) / 60_000 }),
  })
  fc.assert(
    fc.property(anyStart, ({ fromMinute, untilMinute, minutesBefore, zone, ...start }) => {
      const startsAt = minutes(start.startsAt)
      const quietHours = { fromMinute, untilMinute }
      const deadline = deadlineOf({ minutesBefore }, { startsAt, timeZone: zone, quietHours })
      let counted = 0
      for (let instant = deadline; instant < startsAt; instant += minutes(1)) {
        const { minuteOfDay } = toLocalTime(zone, instant)
        if (minuteOfDay < fromMinute && minuteOfDay >= untilMinute) counted += 1
      }
      expect(counted).toBe(minutesBefore)
      // Nothing of the deadline itself is quiet: it is the latest such instant.
      const { minuteOfDay } = toLocalTime(zone, deadline)
      expect(minuteOfDay < fromMinute && minuteOfDay >= untilMinute).toBe(true)
    }),
    { numRuns: 300 },
  )
})
