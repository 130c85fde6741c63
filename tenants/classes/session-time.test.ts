import { expect, test } from 'vitest'
import { toLocalTime } from '../availability/local-time.ts'
import { hours } from '../durations.ts'
import { listDates } from './recurrence.ts'
import { toSessionTime } from './session-time.ts'

/** Weeks around clock changes of 2027 (tz 2025c), with the starts a class at that local time has in UTC. */
test.each([
  // Skipped: it moves later by the gap.
  ['Europe/Sofia', '2027-03-21', 3.5 * 60, ['03-21T01:30', '03-28T01:30', '04-04T00:30']],
  ['America/New_York', '2027-03-07', 2 * 60, ['03-07T07:00', '03-14T07:00', '03-21T06:00']],
  ['Australia/Lord_Howe', '2027-09-26', 2 * 60 + 15, ['09-25T15:45', '10-02T15:45', '10-09T15:15']],
  ['America/Havana', '2027-03-07', 30, ['03-07T05:30', '03-14T05:30', '03-21T04:30']],
  ['Africa/Cairo', '2027-04-23', 30, ['04-22T22:30', '04-29T22:30', '05-06T21:30']],
  // Twice: it is the earlier one.
  ['Europe/Sofia', '2027-10-24', 3.5 * 60, ['10-24T00:30', '10-31T00:30', '11-07T01:30']],
  ['America/New_York', '2027-10-31', 1.5 * 60, ['10-31T05:30', '11-07T05:30', '11-14T06:30']],
  ['Australia/Lord_Howe', '2027-03-28', 1 * 60 + 45, ['03-27T14:45', '04-03T14:45', '04-10T15:15']],
  ['Africa/Cairo', '2027-10-21', 23.5 * 60, ['10-21T20:30', '10-28T20:30', '11-04T21:30']],
  // Not touched by it: 18:00 stays 18:00.
  ['Europe/Sofia', '2027-03-23', 18 * 60, ['03-23T16:00', '03-30T15:00', '04-06T15:00']],
  ['Asia/Kathmandu', '2027-03-23', 18 * 60, ['03-23T12:15', '03-30T12:15', '04-06T12:15']],
])(
  'a weekly class in %s from %s at minute %d keeps its local start',
  (timeZone, fromOn, startMinute, starts) => {
    const weekday = toLocalTime('UTC', Date.parse(`${fromOn}T12:00Z`)).weekday
    const rule = { weekdays: [weekday], everyNWeeks: 1, fromOn, untilOn: null, count: 3, exceptOn: [] }
    const sessions = listDates(rule, { fromOn, toOn: '2027-12-31' }).map((on) =>
      toSessionTime(timeZone, { on, startMinute, durationMinutes: 90 }),
    )

    expect(sessions.map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual(
      starts.map((start) => `2027-${start}:00.000Z`),
    )
    expect(sessions.every(({ startsAt, endsAt }) => endsAt - startsAt === hours(1.5))).toBe(true)
  },
)
