import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { clockChanges } from '../../tests/support/clock-changes.ts'
import {
  addDays,
  daysBetween,
  formatTimeOfDay,
  isLocalDate,
  isTimeZone,
  localDateAt,
  localDayBounds,
  parseTimeOfDay,
  toInstant,
  toLocalTime,
  weekdayOf,
} from './local-time.ts'

const HOUR_MS = 3_600_000

describe('local dates', () => {
  test.each([
    ['2027-01-31', 1, '2027-02-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-01-01', -1, '2026-12-31'],
    ['1969-12-31', 1, '1970-01-01'],
    ['2027-06-15', 0, '2027-06-15'],
  ])('%s plus %i days is %s', (on, days, expected) => {
    expect(addDays(on, days)).toBe(expected)
    expect(daysBetween(on, expected)).toBe(days)
  })

  test('weekdays run from Monday 1 to Sunday 7, before 1970 too', () => {
    expect(['2026-11-16', '2026-11-21', '2026-11-22', '1969-12-29'].map(weekdayOf)).toEqual([1, 6, 7, 1])
  })

  test.each(['2027-02-29', '2027-13-01', '2027-1-1', '2027-01-01T00:00', '+002027-01-01', '', '2027-04-31'])(
    '%j is not a local date',
    (text) => {
      expect(isLocalDate(text)).toBe(false)
      expect(() => addDays(text, 1)).toThrow(RangeError)
    },
  )

  test('the calendar ends with the year 9999', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('0000-01-01', -1)).toThrow(RangeError)
  })
})

describe('times of day', () => {
  test.each([
    ['00:00', 0],
    ['09:05', 545],
    ['24:00', 1440],
  ])('%s is minute %i', (text, minuteOfDay) => {
    expect(parseTimeOfDay(text)).toBe(minuteOfDay)
    expect(formatTimeOfDay(minuteOfDay)).toBe(text)
  })

  test.each(['9:00', '24:01', '12:60', '12:00:00', ' 12:00', '', '-1:00'])(
    '%j is not a time of day',
    (text) => {
      expect(parseTimeOfDay(text)).toBeUndefined()
    },
  )

  test('a minute past midnight shows the next day’s clock', () => {
    expect(formatTimeOfDay(1500)).toBe('01:00')
  })
})

describe('time zones', () => {
  test.each(['Europe/Sofia', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Europe/Kyiv'])(
    '%s is a time zone',
    (name) => expect(isTimeZone(name)).toBe(true),
  )

  test.each(['', '+02:00', '-03', 'Europe/Atlantis', 'Europe/Sofia ', '../etc/passwd'])(
    '%j is not',
    (name) => {
      expect(isTimeZone(name)).toBe(false)
    },
  )

  test('asking for the date in a zone nobody knows is a RangeError', () => {
    expect(() => localDateAt('Europe/Atlantis', 0)).toThrow(RangeError)
  })

  test('an instant has the date, minute and weekday of its zone', () => {
    const instant = Date.UTC(2026, 10, 22, 23, 30, 59)

    expect(toLocalTime('Europe/Sofia', instant)).toEqual({ on: '2026-11-23', minuteOfDay: 90, weekday: 1 })
    expect(toLocalTime('Pacific/Pago_Pago', instant)).toEqual({
      on: '2026-11-22',
      minuteOfDay: 750,
      weekday: 7,
    })
    expect(localDateAt('Pacific/Kiritimati', instant)).toBe('2026-11-23')
  })

  test('a skipped time moves later by the gap, a repeated one is the earlier', () => {
    const gap = toInstant('Europe/Sofia', { on: '2027-03-28', minuteOfDay: 210 })
    const fold = toInstant('Europe/Sofia', { on: '2027-10-31', minuteOfDay: 210 })

    expect(new Date(gap).toISOString()).toBe('2027-03-28T01:30:00.000Z')
    expect(toLocalTime('Europe/Sofia', gap).minuteOfDay).toBe(270)
    expect(new Date(fold).toISOString()).toBe('2027-10-31T00:30:00.000Z')
  })

  test('minutes past 24:00 are wall-clock times of the next day', () => {
    const sunday = toInstant('Europe/Sofia', { on: '2027-03-27', minuteOfDay: 1440 + 300 })

    expect(sunday).toBe(toInstant('Europe/Sofia', { on: '2027-03-28', minuteOfDay: 300 }))
  })

  test('the date that Samoa skipped is empty and its hours belong to the day after', () => {
    const skipped = localDayBounds('Pacific/Apia', '2011-12-30')

    expect(skipped.startsAt).toBe(skipped.endsAt)
    expect(
      toLocalTime('Pacific/Apia', toInstant('Pacific/Apia', { on: '2011-12-30', minuteOfDay: 540 })),
    ).toEqual({
      on: '2011-12-31',
      minuteOfDay: 540,
      weekday: 6,
    })
  })

  test('summer time that lasted a week is not overlooked', () => {
    const during = toLocalTime('America/Recife', Date.UTC(2000, 9, 10, 12))
    const after = toLocalTime('America/Recife', Date.UTC(2000, 9, 16, 12))

    expect([during.minuteOfDay, after.minuteOfDay]).toEqual([600, 540])
  })

  test.each([
    ['Europe/Sofia', '2027-03-28', 23],
    ['Europe/Sofia', '2027-10-31', 25],
    ['Europe/Sofia', '2027-06-01', 24],
    ['Australia/Lord_Howe', '2027-10-03', 23.5],
    ['Australia/Lord_Howe', '2027-04-04', 24.5],
    ['America/Havana', '2027-03-14', 23],
    ['America/Havana', '2027-11-07', 25],
    ['Africa/Cairo', '2027-10-28', 25],
  ])('in %s the day %s has %f hours', (timeZone, on, hours) => {
    const { startsAt, endsAt } = localDayBounds(timeZone, on)

    expect((endsAt - startsAt) / HOUR_MS).toBe(hours)
    expect([localDateAt(timeZone, startsAt), localDateAt(timeZone, startsAt - 1)]).toEqual([
      on,
      addDays(on, -1),
    ])
    expect([localDateAt(timeZone, endsAt), localDateAt(timeZone, endsAt - 1)]).toEqual([addDays(on, 1), on])
  })
})

/** Where our conversions of and around `instant` differ from Temporal's. */
function differences(timeZone: string, instant: number): string[] {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)
  const local = toLocalTime(timeZone, instant)
  const wallClock = Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
  const on = wallClock.toPlainDate().toString()
  const bounds = localDayBounds(timeZone, on)
  const pairs = [
    ['date', local.on, zoned.toPlainDate().toString()],
    ['minute', local.minuteOfDay, zoned.hour * 60 + zoned.minute],
    ['weekday', local.weekday, zoned.dayOfWeek],
    [
      'instant',
      toInstant(timeZone, { on, minuteOfDay: wallClock.hour * 60 + wallClock.minute }),
      wallClock.round({ smallestUnit: 'minute', roundingMode: 'floor' }).toZonedDateTime(timeZone)
        .epochMilliseconds,
    ],
    ['day', bounds.startsAt, wallClock.toPlainDate().toZonedDateTime(timeZone).epochMilliseconds],
    [
      'next day',
      bounds.endsAt,
      wallClock.toPlainDate().add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
    ],
  ]
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map((pair) => [timeZone, instant, ...pair].join(' '))
}

test(
  'every zone agrees with Temporal around each of its changes from 2026 to 2036',
  { timeout: 60_000 },
  () => {
    const wrong: string[] = []
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const changes = clockChanges(timeZone, 2026, 2035)
      // Each change, and the same wall-clock reading taken as UTC, so that gaps and overlaps themselves are asked for.
      for (const changesAt of changes) {
        const offsetMs = toInstant('UTC', toLocalTime(timeZone, changesAt)) - changesAt
        for (const around of [-HOUR_MS - 1, -HOUR_MS / 4, -1, 0, HOUR_MS / 2, HOUR_MS * 3]) {
          wrong.push(
            ...differences(timeZone, changesAt + around),
            ...differences(timeZone, changesAt + offsetMs + around),
          )
        }
      }
      wrong.push(
        ...differences(timeZone, Date.UTC(2026, 0, 1)),
        ...differences(timeZone, Date.UTC(2031, 6, 1, 22, 59)),
      )
    }
    expect(wrong).toEqual([])
  },
)
