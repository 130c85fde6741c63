import { describe, expect, test } from 'vitest'
import { explainSlot } from './explain-slot.ts'
import { listSlots } from './list-slots.ts'
import { formatTimeOfDay, toInstant, toLocalTime } from './local-time.ts'
import { openIntervals } from './open-intervals.ts'
import type { SlotInput } from './slot-input.ts'

const SOFIA = 'Europe/Sofia'
/** A Monday. */
const MONDAY = '2027-01-11'

/** The instant of a local time in Sofia, 'YYYY-MM-DD HH:MM'. */
function at(text: string): number {
  const [on = '', hours, minutes] = text.split(/[ :]/)
  return toInstant(SOFIA, { on, minuteOfDay: Number(hours) * 60 + Number(minutes) })
}

/** Monday from `from` to `to`, as something that takes time. */
function monday(from: string, to: string) {
  return { startsAt: at(`${MONDAY} ${from}`), endsAt: at(`${MONDAY} ${to}`) }
}

/** Other hours on one date. */
function replacing(on: string) {
  return { kind: 'replace', fromOn: on, toOn: on } as const
}

/** An hour every hour on Mondays from 9 to 13, asked about one Monday a week ahead. */
function makeInput(change: Partial<SlotInput> = {}): SlotInput {
  return {
    timeZone: SOFIA,
    weekly: [{ weekday: 1, startMinute: 540, endMinute: 780 }],
    overrides: [],
    timeOff: [],
    busy: [],
    durationMinutes: 60,
    intervalMinutes: 60,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minNoticeMinutes: 0,
    grid: 'window',
    now: at('2027-01-04 09:00'),
    from: at(`${MONDAY} 00:00`),
    to: at('2027-01-12 00:00'),
    ...change,
  }
}

/** Local times of the slots. */
function timesOf(change: Partial<SlotInput> = {}): string[] {
  return listSlots(makeInput(change)).map((slot) => formatTimeOfDay(toLocalTime(SOFIA, slot).minuteOfDay))
}

describe('opening hours', () => {
  test('the last slot ends when the window does', () => {
    expect(timesOf()).toEqual(['09:00', '10:00', '11:00', '12:00'])
  })

  test('an override replaces the hours of its date, and none close it', () => {
    expect(
      timesOf({ overrides: [{ ...replacing(MONDAY), windows: [{ startMinute: 1020, endMinute: 1140 }] }] }),
    ).toEqual(['17:00', '18:00'])
    expect(timesOf({ overrides: [{ ...replacing(MONDAY), windows: [] }] })).toEqual([])
    expect(timesOf({ overrides: [{ ...replacing('2027-01-18'), windows: [] }] })).toHaveLength(4)
  })

  test.each([
    ['2027-01-11', null, 4],
    ['2027-01-12', null, 0],
    [null, '2027-01-11', 4],
    [null, '2027-01-10', 0],
    ['2027-01-01', '2027-01-31', 4],
  ])('a rule valid from %s to %s gives %i slots on that Monday', (validFromOn, validToOn, count) => {
    const weekly = [{ weekday: 1, startMinute: 540, endMinute: 780, validFromOn, validToOn }]

    expect(timesOf({ weekly })).toHaveLength(count)
  })

  test('a window past midnight belongs to the day it starts on', () => {
    const weekly = [{ weekday: 7, startMinute: 1380, endMinute: 1560 }]

    expect(timesOf({ weekly })).toEqual(['00:00', '01:00'])
  })

  test('a slot may run from one window into one that touches it, over midnight too', () => {
    const weekly = [
      { weekday: 1, startMinute: 1380, endMinute: 1440 },
      { weekday: 2, startMinute: 0, endMinute: 60 },
    ]

    expect(timesOf({ weekly, durationMinutes: 90, intervalMinutes: 30 })).toEqual(['23:00', '23:30'])
  })

  test('a window whose end falls on a date that was skipped is open into the date after', () => {
    const timeZone = 'Pacific/Apia'
    const overrides = [{ ...replacing('2011-12-29'), windows: [{ startMinute: 540, endMinute: 1440 + 720 }] }]
    const from = toInstant(timeZone, { on: '2011-12-31', minuteOfDay: 600 })
    const to = toInstant(timeZone, { on: '2012-01-01', minuteOfDay: 0 })

    const slots = listSlots(makeInput({ timeZone, weekly: [], overrides, now: from, from, to }))

    expect(slots).toEqual([from, from + 3_600_000])
  })

  test('a window may start before the date before it is over, where clocks went back over midnight', () => {
    const timeZone = 'America/St_Johns'
    const overrides = [{ ...replacing('2010-11-07'), windows: [{ startMinute: 0, endMinute: 120 }] }]
    const from = Date.UTC(2010, 10, 7, 2)
    // Clocks showed 00:00 of the 7th at 02:30 UTC, and 23:01 of the 6th again a minute later.
    const to = Date.UTC(2010, 10, 7, 2, 45)

    const slots = listSlots(
      makeInput({ timeZone, weekly: [], overrides, durationMinutes: 10, now: from, from, to }),
    )

    expect(slots).toEqual([Date.UTC(2010, 10, 7, 2, 30)])
  })

  test('windows that overlap keep their own grids', () => {
    const weekly = [
      { weekday: 1, startMinute: 540, endMinute: 660 },
      { weekday: 1, startMinute: 620, endMinute: 740 },
    ]

    expect(timesOf({ weekly })).toEqual(['09:00', '10:00', '10:20', '11:20'])
    expect(explainSlot(makeInput({ weekly }), at(`${MONDAY} 11:00`))).toEqual({
      ok: false,
      reason: 'off_grid',
    })
  })

  test('time off takes the slots it meets, not those it touches, and buffers may run into it', () => {
    const timeOff = [monday('10:00', '10:01')]

    expect(timesOf({ timeOff, bufferBeforeMinutes: 30, bufferAfterMinutes: 30 })).toEqual([
      '09:00',
      '11:00',
      '12:00',
    ])
  })
})

describe('the grid', () => {
  const weekly = [{ weekday: 1, startMinute: 560, endMinute: 710 }]

  test('starts with the window, or goes by the clock', () => {
    expect(timesOf({ weekly, intervalMinutes: 30 })).toEqual(['09:20', '09:50', '10:20', '10:50'])
    expect(timesOf({ weekly, intervalMinutes: 30, grid: 'clock' })).toEqual(['09:30', '10:00', '10:30'])
  })

  test('can be moved later', () => {
    expect(timesOf({ weekly, offsetMinutes: 15 })).toEqual(['09:35', '10:35'])
    expect(timesOf({ weekly, offsetMinutes: 15, grid: 'clock' })).toEqual(['10:15'])
  })

  test('by the clock starts anew at midnight when the interval does not divide the day', () => {
    const allDay = [{ weekday: 1, startMinute: 0, endMinute: 1560 }]
    const night = { from: at(`${MONDAY} 20:00`), to: at('2027-01-12 02:00') }

    expect(
      timesOf({ weekly: allDay, ...night, intervalMinutes: 50, durationMinutes: 5, grid: 'clock' }),
    ).toEqual(['20:00', '20:50', '21:40', '22:30', '23:20', '00:00', '00:50', '01:40'])
  })
})

describe('bookings', () => {
  test('a slot may touch a booking on either side', () => {
    expect(timesOf({ busy: [monday('10:00', '11:00')] })).toEqual(['09:00', '11:00', '12:00'])
  })

  test.each([
    { buffers: { bufferAfterMinutes: 10 }, bookedMinutes: 0, touching: ['11:00'] },
    { buffers: { bufferBeforeMinutes: 10 }, bookedMinutes: 0, touching: ['09:00'] },
    { buffers: {}, bookedMinutes: 10, touching: [] },
  ])('with $buffers and $bookedMinutes around the booking, of its neighbours $touching stay', (given) => {
    const booked = monday('10:00', '11:00')
    const occupiedFrom = booked.startsAt - given.bookedMinutes * 60_000
    const occupiedUntil = booked.endsAt + given.bookedMinutes * 60_000

    const times = timesOf({ ...given.buffers, busy: [{ ...booked, occupiedFrom, occupiedUntil }] })

    expect(times.filter((time) => time === '09:00' || time === '11:00')).toEqual(given.touching)
  })

  test.each([
    { after: 10, before: 7, isFree: true },
    { after: 7, before: 10, isFree: true },
    { after: 11, before: 7, isFree: false },
    { after: 7, before: 11, isFree: false },
  ])(
    'a gap of 10 minutes is enough for $after after and $before before: $isFree',
    ({ after, before, isFree }) => {
      const booked = monday('10:10', '11:00')
      const busy = [{ ...booked, occupiedFrom: booked.startsAt - before * 60_000 }]

      expect(timesOf({ busy, bufferAfterMinutes: after }).includes('09:00')).toBe(isFree)
    },
  )

  test('bookings to the second take the slots they meet', () => {
    const { startsAt, endsAt } = monday('10:00', '11:00')

    expect(timesOf({ busy: [{ startsAt: startsAt + 1, endsAt: endsAt - 1 }] })).not.toContain('10:00')
    expect(timesOf({ busy: [{ startsAt, endsAt: endsAt + 1 }] })).toEqual(['09:00', '12:00'])
  })
})

test.each(['window', 'clock'] as const)(
  'what there is never room for has no slots on the %s grid',
  (grid) => {
    const pool = { pool: 'rooms', units: 1, resources: [] }

    expect(timesOf({ grid, pools: [pool] })).toEqual([])
    expect(explainSlot(makeInput({ grid, pools: [pool] }), at(`${MONDAY} 10:00`))).toMatchObject({
      reason: 'resource_taken',
    })
  },
)

describe('why an instant is not a slot', () => {
  const busy = [{ ...monday('10:00', '11:00'), occupiedUntil: at(`${MONDAY} 11:10`) }]
  const timeOff = [monday('12:30', '20:00')]

  test.each([
    ['2027-01-04 08:59', { reason: 'in_past' }],
    ['2027-01-04 10:00', { reason: 'too_soon', earliestAt: at(`${MONDAY} 00:00`) }],
    ['2027-01-12 00:00', { reason: 'too_far', until: at('2027-01-12 00:00') }],
    [`${MONDAY} 08:00`, { reason: 'outside_hours' }],
    [`${MONDAY} 12:15`, { reason: 'outside_hours' }],
    [
      `${MONDAY} 12:00`,
      { reason: 'time_off', by: { ...timeOff[0], reason: 'time_off', note: null, isOfPlace: false } },
    ],
    [`${MONDAY} 10:30`, { reason: 'off_grid' }],
    [`${MONDAY} 10:00`, { reason: 'busy', by: busy[0] }],
    [`${MONDAY} 11:00`, { reason: 'buffer', by: busy[0], gapMinutes: 10 }],
  ])('%s', (text, expected) => {
    expect(explainSlot(makeInput({ busy, timeOff }), at(text))).toEqual({ ok: false, ...expected })
  })

  test('the notice counts from now in elapsed minutes', () => {
    const input = makeInput({ now: at(`${MONDAY} 08:30`), minNoticeMinutes: 90 })

    expect(listSlots(input)[0]).toBe(at(`${MONDAY} 10:00`))
    expect(explainSlot(input, at(`${MONDAY} 09:00`))).toEqual({
      ok: false,
      reason: 'too_soon',
      earliestAt: at(`${MONDAY} 10:00`),
    })
  })
})

test('open intervals are the hours without time off, merged and clipped', () => {
  const weekly = [
    { weekday: 1, startMinute: 540, endMinute: 780 },
    { weekday: 1, startMinute: 780, endMinute: 1080 },
  ]
  const timeOff = [monday('12:00', '13:30'), monday('08:00', '09:30'), monday('12:30', '13:00')]
  const rules = makeInput({ weekly, timeOff })

  const open = openIntervals(rules, { from: at(`${MONDAY} 00:00`), to: at(`${MONDAY} 16:00`) })

  expect(open).toEqual([monday('09:30', '12:00'), monday('13:30', '16:00')])
})

test.each<[string, Partial<SlotInput>]>([
  ['durationMinutes', { durationMinutes: 0 }],
  ['durationMinutes', { durationMinutes: 12.5 }],
  ['intervalMinutes', { intervalMinutes: 0 }],
  ['offsetMinutes', { offsetMinutes: 60 }],
  ['bufferAfterMinutes', { bufferAfterMinutes: -1 }],
  ['minNoticeMinutes', { minNoticeMinutes: NaN }],
  ['now', { now: Infinity }],
  ['range', { from: NaN }],
  ['ten years', { to: at('2038-01-01 00:00') }],
  ['time zone', { timeZone: 'Europe/Atlantis' }],
  ['weekday', { weekly: [{ weekday: 0, startMinute: 540, endMinute: 600 }] }],
  ['endMinute', { weekly: [{ weekday: 1, startMinute: 540, endMinute: 2881 }] }],
  ['local date', { overrides: [{ ...replacing('2027-02-29'), windows: [] }] }],
  ['busy', { busy: [{ startsAt: 2, endsAt: 1 }] }],
  ['busy', { busy: [{ startsAt: 1, endsAt: 2, occupiedFrom: 2 }] }],
  ['time off', { timeOff: [{ startsAt: 2, endsAt: 1 }] }],
])('an impossible %s is a RangeError that names it', (name, change) => {
  const input = makeInput(change)

  expect(() => listSlots(input)).toThrow(RangeError)
  expect(() => listSlots(input)).toThrow(name)
})
