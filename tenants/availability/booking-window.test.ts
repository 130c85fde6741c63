import { describe, expect, test } from 'vitest'
import { hours } from '../durations.ts'
import { bookingWindow, chooseWindow, isWindowOpen, opensAt, type WindowRules } from './booking-window.ts'
import { toInstant } from './local-time.ts'

const SOFIA = 'Europe/Sofia'
const rules = (changes: Partial<WindowRules>): WindowRules => ({
  windowKind: 'calendar_days',
  windowDays: 7,
  opensAtMinute: 0,
  windowFromOn: null,
  windowToOn: null,
  ...changes,
})

/** The instant of '2027-01-11 08:00' in Sofia. */
function at(text: string, timeZone = SOFIA): number {
  const [on = '', hour, minute] = text.split(/[ :]/)
  return toInstant(timeZone, { on, minuteOfDay: Number(hour) * 60 + Number(minute) })
}

type Asked = { from: string; startsAt: string; timeZone?: string }
const isOpen = (given: WindowRules, { from, startsAt, timeZone = SOFIA }: Asked) =>
  isWindowOpen(given, { timeZone, now: at(from, timeZone), startsAt: at(startsAt, timeZone) })

describe('so many calendar days', () => {
  test('open each day from its midnight, whatever the hour is now', () => {
    const week = rules({ windowDays: 7 })

    expect(isOpen(week, { from: '2027-01-04 00:00', startsAt: '2027-01-11 23:59' })).toBe(true)
    expect(isOpen(week, { from: '2027-01-04 23:59', startsAt: '2027-01-11 23:59' })).toBe(true)
    expect(isOpen(week, { from: '2027-01-04 23:59', startsAt: '2027-01-12 00:00' })).toBe(false)
    expect(isOpen(rules({ windowDays: 0 }), { from: '2027-01-04 10:00', startsAt: '2027-01-05 00:00' })).toBe(
      false,
    )
  })
})

describe('so many times 24 hours', () => {
  test('are elapsed time, also when clocks change in between', () => {
    const day = rules({ windowKind: 'rolling', windowDays: 1 })

    // Clocks go forward on 28 March: 24 hours after 10:00 it is 11:00.
    expect(isOpen(day, { from: '2027-03-27 10:00', startsAt: '2027-03-28 11:00' })).toBe(true)
    expect(isOpen(day, { from: '2027-03-27 10:00', startsAt: '2027-03-28 11:01' })).toBe(false)
  })
})

describe('seven days ahead at 08:00', () => {
  const release = rules({ windowKind: 'release', windowDays: 7, opensAtMinute: 8 * 60 })

  test('the whole day opens at eight, not a minute before', () => {
    expect(isOpen(release, { from: '2027-01-04 07:59', startsAt: '2027-01-11 06:00' })).toBe(false)
    expect(isOpen(release, { from: '2027-01-04 08:00', startsAt: '2027-01-11 06:00' })).toBe(true)
    expect(isOpen(release, { from: '2027-01-04 08:00', startsAt: '2027-01-11 22:00' })).toBe(true)
    expect(isOpen(release, { from: '2027-01-04 23:59', startsAt: '2027-01-12 00:00' })).toBe(false)
    expect(isOpen(release, { from: '2027-01-04 00:00', startsAt: '2027-01-10 22:00' })).toBe(true)
  })

  test('says when it opens, by the clocks of that day', () => {
    expect(opensAt(release, SOFIA, at('2027-01-11 18:00'))).toBe(at('2027-01-04 08:00'))
    // Clocks change in between: it is eight all the same.
    expect(opensAt(release, SOFIA, at('2027-03-30 18:00'))).toBe(at('2027-03-23 08:00'))
  })

  test('a release in a gap of the clocks is after it', () => {
    const early = rules({ windowKind: 'release', windowDays: 1, opensAtMinute: 3 * 60 + 30 })

    expect(opensAt(early, SOFIA, at('2027-03-29 10:00'))).toBe(at('2027-03-28 04:30'))
    expect(isOpen(early, { from: '2027-03-28 04:29', startsAt: '2027-03-29 10:00' })).toBe(false)
    expect(isOpen(early, { from: '2027-03-28 04:30', startsAt: '2027-03-29 10:00' })).toBe(true)
  })
})

describe('a range of dates', () => {
  test('is open on them whenever one asks, and has no time at which it opens', () => {
    const summer = rules({ windowKind: 'range', windowFromOn: '2027-06-01', windowToOn: '2027-08-31' })

    expect(isOpen(summer, { from: '2027-01-04 10:00', startsAt: '2027-06-01 00:00' })).toBe(true)
    expect(isOpen(summer, { from: '2027-01-04 10:00', startsAt: '2027-08-31 23:59' })).toBe(true)
    expect(isOpen(summer, { from: '2027-01-04 10:00', startsAt: '2027-05-31 23:59' })).toBe(false)
    expect(isOpen(summer, { from: '2027-01-04 10:00', startsAt: '2027-09-01 00:00' })).toBe(false)
    expect(opensAt(summer, SOFIA, at('2027-09-01 00:00'))).toBeNull()
    expect(bookingWindow(rules({ windowKind: 'range' }), SOFIA, 0)).toEqual({
      from: -Infinity,
      until: Infinity,
    })
  })
})

test.each(['Australia/Lord_Howe', 'America/Havana', 'Africa/Cairo', 'America/Santiago', 'Asia/Kathmandu'])(
  'a time is open from when it is said to open, and not a millisecond before: %s',
  (timeZone) => {
    for (const windowKind of ['calendar_days', 'rolling', 'release'] as const) {
      for (let day = 0; day < 366; day += 1) {
        const startsAt = Date.UTC(2027, 0, 10 + day, 9)
        const given = rules({ windowKind, opensAtMinute: 30 })
        const opens = opensAt(given, timeZone, startsAt) ?? NaN

        expect(isWindowOpen(given, { timeZone, now: opens, startsAt })).toBe(true)
        expect(isWindowOpen(given, { timeZone, now: opens - 1, startsAt })).toBe(false)
        expect(startsAt - opens).toBeGreaterThan(hours(24 * 6))
      }
    }
  },
)

test('a group’s window for the service comes before its window for all, and both before the service’s', () => {
  const service = { id: 'svc_1', ...rules({ windowDays: 4 }) }
  const group = (id: string, serviceId: string | null, windowDays: number) => {
    return { id, clientGroupId: 'grp_1', serviceId, ...rules({ windowDays }) }
  }
  const all = group('grw_1', null, 1)
  const own = group('grw_2', 'svc_1', 2)

  expect(chooseWindow({ groupWindows: [all, own] }, service, 'grp_1').windowDays).toBe(2)
  expect(chooseWindow({ groupWindows: [all] }, service, 'grp_1').windowDays).toBe(1)
  expect(chooseWindow({ groupWindows: [all, own] }, service, 'grp_2').windowDays).toBe(4)
  expect(chooseWindow({ groupWindows: [all, own] }, service, null).windowDays).toBe(4)
})
