import { describe, expect, test } from 'vitest'
import { formatTimeOfDay, MINUTE_MS, toInstant, toLocalTime } from './local-time.ts'
import { openIntervals } from './open-intervals.ts'
import type { DateOverride, LocalWindow, OpeningRules } from './slot-input.ts'

const SOFIA = 'Europe/Sofia'
/** A Monday. */
const MONDAY = '2027-01-11'

/** '09:00-13:00' as a window. */
function hours(text: string): LocalWindow {
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return hour * 60 + minute
  })
  return { startMinute: from, endMinute: to }
}

function override(
  kind: DateOverride['kind'],
  windows: string[],
  more: Partial<DateOverride> = {},
): DateOverride {
  return { kind, fromOn: MONDAY, toOn: MONDAY, windows: windows.map(hours), ...more }
}

/** When it is open on the Monday, or another date, as local times; 9 to 17 on Mondays unless told otherwise. */
function openOn(rules: Partial<OpeningRules>, on = MONDAY): string[] {
  const from = toInstant(SOFIA, { on, minuteOfDay: 0 })
  const open = openIntervals(
    {
      timeZone: SOFIA,
      weekly: [{ weekday: 1, ...hours('09:00-17:00') }],
      overrides: [],
      timeOff: [],
      ...rules,
    },
    { from, to: from + 1440 * MINUTE_MS },
  )
  const time = (instant: number) => formatTimeOfDay(toLocalTime(SOFIA, instant).minuteOfDay)
  return open.map(({ startsAt, endsAt }) => `${time(startsAt)}-${time(endsAt)}`)
}

const noon = (from: string, to: string) => ({
  startsAt: toInstant(SOFIA, { on: MONDAY, minuteOfDay: hours(`${from}-${to}`).startMinute }),
  endsAt: toInstant(SOFIA, { on: MONDAY, minuteOfDay: hours(`${from}-${to}`).endMinute }),
})

describe('what wins over what', () => {
  const opened = override('open', ['18:00-20:00'])
  const replaced = override('replace', ['10:00-12:00'])

  test('more hours come besides the weekly ones, and also where there are none', () => {
    expect(openOn({ overrides: [opened] })).toEqual(['09:00-17:00', '18:00-20:00'])
    expect(openOn({ overrides: [opened], weekly: [] })).toEqual(['18:00-20:00'])
  })

  test('other hours beat the weekly ones and more hours', () => {
    expect(openOn({ overrides: [opened, replaced] })).toEqual(['10:00-12:00'])
    expect(openOn({ overrides: [opened, override('replace', [])] })).toEqual([])
  })

  test('the trainer’s other hours beat those of the place, and two of one kind add up', () => {
    const ofPlace = override('replace', ['08:00-09:00'], { isOfPlace: true })

    expect(openOn({ overrides: [replaced, ofPlace] })).toEqual(['10:00-12:00'])
    expect(openOn({ overrides: [replaced, override('replace', ['13:00-14:00'])] })).toEqual([
      '10:00-12:00',
      '13:00-14:00',
    ])
  })

  test.each(['closed place', 'closed trainer'])('nothing opens a %s', (whose) => {
    const closed = override('closed', [], { isOfPlace: whose === 'closed place' })

    expect(openOn({ overrides: [opened, replaced, closed] })).toEqual([])
  })

  test('closed hours are cut out of whatever is open', () => {
    const closed = override('closed', ['11:00-19:00'])

    expect(openOn({ overrides: [closed] })).toEqual(['09:00-11:00'])
    expect(openOn({ overrides: [closed, opened] })).toEqual(['09:00-11:00', '19:00-20:00'])
    expect(openOn({ overrides: [closed, replaced] })).toEqual(['10:00-11:00'])
  })

  test('time off and breaks are cut out of everything', () => {
    const weekly = [
      { weekday: 1, ...hours('09:00-17:00') },
      { weekday: 1, kind: 'break' as const, ...hours('12:00-12:50') },
    ]

    expect(openOn({ weekly, timeOff: [noon('15:00', '16:00')] })).toEqual([
      '09:00-12:00',
      '12:50-15:00',
      '16:00-17:00',
    ])
    expect(openOn({ weekly, overrides: [override('replace', ['10:00-14:00'])] })).toEqual([
      '10:00-12:00',
      '12:50-14:00',
    ])
    expect(openOn({ overrides: [opened], timeOff: [noon('08:00', '19:00')] })).toEqual(['19:00-20:00'])
  })
})

describe('when rules hold', () => {
  test('an override holds on each of its dates, the last one included, and on no other', () => {
    const overrides = [override('closed', [], { fromOn: '2027-01-05', toOn: '2027-01-18' })]

    expect(openOn({ overrides }, '2027-01-04')).toEqual(['09:00-17:00'])
    expect(openOn({ overrides }, '2027-01-11')).toEqual([])
    expect(openOn({ overrides }, '2027-01-18')).toEqual([])
    expect(openOn({ overrides }, '2027-01-25')).toEqual(['09:00-17:00'])
  })

  test('every second week is counted from the week of its anchor, backwards too, over the years', () => {
    const everyOther = { weekday: 1, ...hours('09:00-17:00'), everyNWeeks: 2, anchorOn: '2027-01-14' }
    const openWeeks = (dates: string[]) =>
      dates.filter((on) => openOn({ weekly: [everyOther] }, on).length > 0)

    expect(
      openWeeks(['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25']),
    ).toEqual(['2026-12-28', '2027-01-11', '2027-01-25'])
  })

  test('a rule holds from and until its dates', () => {
    const weekly = [
      { weekday: 1, ...hours('09:00-17:00'), validFromOn: '2027-01-11', validToOn: '2027-01-18' },
    ]

    expect(
      ['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25'].map((on) => openOn({ weekly }, on).length),
    ).toEqual([0, 1, 1, 0])
  })

  test('hours past midnight belong to the day they begin on, whose closing closes them', () => {
    const weekly = [{ weekday: 7, ...hours('20:00-26:00') }]
    const sunday = { fromOn: '2027-01-10', toOn: '2027-01-10' }

    expect(openOn({ weekly })).toEqual(['00:00-02:00'])
    expect(openOn({ weekly, overrides: [override('closed', [], sunday)] })).toEqual([])
    expect(openOn({ weekly, overrides: [override('closed', [])] })).toEqual([])
    expect(openOn({ weekly, overrides: [override('replace', ['22:00-24:00'], sunday)] })).toEqual([])
  })
})
