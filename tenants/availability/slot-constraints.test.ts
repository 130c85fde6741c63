/** What may be in the way besides hours: gaps between bookings, rooms and equipment, limits. By example; `promise.test.ts` has the rest. */
import { describe, expect, test } from 'vitest'
import { explainSlot } from './explain-slot.ts'
import { listSlots } from './list-slots.ts'
import { formatTimeOfDay, MINUTE_MS, toInstant, toLocalTime } from './local-time.ts'
import type { Cap, PoolResource, SlotInput } from './slot-input.ts'

const SOFIA = 'Europe/Sofia'
/** A Monday. */
const MONDAY = '2027-01-11'
const at = (hour: number, on = MONDAY) => toInstant(SOFIA, { on, minuteOfDay: hour * 60 })
const between = (from: number, to: number, on = MONDAY) => ({ startsAt: at(from, on), endsAt: at(to, on) })

/** An hour every half hour on Mondays from 9 to 15. */
function makeInput(change: Partial<SlotInput> = {}): SlotInput {
  return {
    timeZone: SOFIA,
    weekly: [{ weekday: 1, startMinute: 540, endMinute: 900 }],
    overrides: [],
    timeOff: [],
    busy: [],
    durationMinutes: 60,
    intervalMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minNoticeMinutes: 0,
    grid: 'window',
    now: at(0),
    from: at(0),
    to: at(24),
    ...change,
  }
}

const timesOf = (change: Partial<SlotInput> = {}) =>
  listSlots(makeInput(change)).map((slot) => formatTimeOfDay(toLocalTime(SOFIA, slot).minuteOfDay))

describe('the gap between two bookings', () => {
  // 11:00 to 12:00, with half an hour before and after it.
  const booked = { ...between(11, 12), occupiedFrom: at(10.5), occupiedUntil: at(12.5) }
  const buffers = { bufferBeforeMinutes: 30, bufferAfterMinutes: 30 }

  test('is the wider of the two buffers', () => {
    expect(timesOf({ ...buffers, busy: [booked] })).toEqual([
      '09:00',
      '09:30',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
    ])
  })

  test.each([
    ['the slot', { gapRule: 'sum' as const, busy: [booked] }],
    ['the booking', { busy: [{ ...booked, gapRule: 'sum' as const }] }],
  ])('is both where %s asks for that', (_whose, change) => {
    expect(timesOf({ ...buffers, ...change })).toEqual(['09:00', '13:00', '13:30', '14:00'])
    expect(explainSlot(makeInput({ ...buffers, ...change }), at(12.5))).toMatchObject({
      reason: 'buffer',
      gapMinutes: 60,
    })
  })

  test('may stick out of opening hours, or must not', () => {
    expect([timesOf(buffers).at(0), timesOf(buffers).at(-1)]).toEqual(['09:00', '14:00'])
    const inside = timesOf({ ...buffers, buffersInsideHours: true })
    expect([inside.at(0), inside.at(-1)]).toEqual(['09:30', '13:30'])
    expect(explainSlot(makeInput({ ...buffers, buffersInsideHours: true }), at(9))).toMatchObject({
      reason: 'outside_hours',
    })
  })
})

describe('rooms and equipment', () => {
  const room = (change: Partial<PoolResource> = {}): PoolResource => ({
    id: 'res_a',
    units: 1,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    gapRule: 'max',
    uses: [],
    ...change,
  })
  const use = (from: number, until: number, units = 1) => ({ from: at(from), until: at(until), units })
  const pools = (resources: PoolResource[], units = 1) => [{ pool: 'rooms', units, resources }]

  test('a use takes the times it meets, not those it touches', () => {
    expect(timesOf({ pools: pools([room({ uses: [use(11, 12)] })]) })).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '12:00',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
    ])
  })

  test('the room’s own buffers are kept free before the next use', () => {
    // The use keeps the room until 12:30: its buffer is in what is taken.
    const cleaned = room({ bufferAfterMinutes: 30, uses: [use(11, 12.5)] })

    expect(timesOf({ pools: pools([cleaned]) }).slice(0, 3)).toEqual(['09:00', '09:30', '12:30'])
    expect(
      timesOf({ pools: pools([{ ...cleaned, gapRule: 'sum', bufferBeforeMinutes: 30 }]) }).slice(0, 3),
    ).toEqual(['09:00', '09:30', '13:00'])
  })

  test('another room of the pool will do, one for the whole time', () => {
    const a = room({ uses: [use(9, 10.5)] })
    const b = room({ id: 'res_b', uses: [use(10, 12)] })

    expect(timesOf({ pools: pools([a, b]) })).toEqual([
      '09:00',
      '10:30',
      '11:00',
      '11:30',
      '12:00',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
    ])
  })

  test('units are added up at every moment, and given back the moment a use ends', () => {
    const bikes = room({ units: 3, uses: [use(9, 10, 2), use(10, 11, 2), use(9, 11)] })

    expect(timesOf({ pools: pools([bikes]) })[0]).toBe('11:00')
    expect(timesOf({ pools: pools([room({ units: 3, uses: [use(9, 10, 2), use(10, 11, 2)] })]) })[0]).toBe(
      '09:00',
    )
    expect(timesOf({ pools: pools([room({ units: 3 })], 4) })).toEqual([])
  })

  test('all pools are needed', () => {
    const free = { pool: 'bikes', units: 1, resources: [room({ id: 'res_b', uses: [use(9, 14)] })] }

    expect(timesOf({ pools: [...pools([room({ uses: [use(14, 15)] })]), free] })).toEqual([])
    expect(explainSlot(makeInput({ pools: [free] }), at(9))).toMatchObject({
      reason: 'resource_taken',
      pool: { pool: 'bikes' },
    })
  })
})

describe('limits', () => {
  const cap = (change: Partial<Cap>): Cap => ({
    limitId: 'lim_1',
    subject: 'trainer',
    period: 'day',
    maxBookings: null,
    maxMinutes: null,
    counted: [],
    ...change,
  })
  const all = timesOf()

  test('count bookings that start on the local day', () => {
    const two = [between(9, 10), between(13, 14)]

    expect(timesOf({ caps: [cap({ maxBookings: 3, counted: two })] })).toEqual(all)
    expect(timesOf({ caps: [cap({ maxBookings: 2, counted: two })] })).toEqual([])
    // Half an hour before Monday, and right after it: other days.
    const around = [between(23.5, 24, '2027-01-10'), between(0, 1, '2027-01-12')]
    expect(timesOf({ caps: [cap({ maxBookings: 1, counted: around })] })).toEqual(all)
  })

  test('count minutes, the slot’s own included', () => {
    const counted = [between(9, 10.5)]

    expect(timesOf({ caps: [cap({ maxMinutes: 150, counted })] })).toEqual(all)
    expect(timesOf({ caps: [cap({ maxMinutes: 149, counted })] })).toEqual([])
  })

  test.each([
    [1, '2027-01-10', true],
    [7, '2027-01-10', false],
    [1, '2027-01-17', false],
    [7, '2027-01-17', true],
  ])(
    'count by the week that begins on weekday %i: one on %s leaves Monday free: %s',
    (weekStartsOn, on, isFree) => {
      const caps = [cap({ period: 'week', maxBookings: 1, counted: [between(10, 11, on)] })]

      expect(timesOf({ caps, weekStartsOn })).toEqual(isFree ? all : [])
    },
  )

  test('a day of 23 hours is one day', () => {
    const on = '2027-03-28'
    const counted = [{ startsAt: at(0, on), endsAt: at(0, on) + 30 * MINUTE_MS }]
    const sunday = {
      weekly: [{ weekday: 7, startMinute: 1320, endMinute: 1440 }],
      from: at(0, on),
      to: at(30, on),
    }

    expect(timesOf({ ...sunday, now: at(0, on), caps: [cap({ maxBookings: 1, counted })] })).toEqual([])
    expect(timesOf({ ...sunday, now: at(0, on) })).toEqual(['22:00', '22:30', '23:00'])
  })
})
