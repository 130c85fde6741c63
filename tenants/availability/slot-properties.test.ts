/** What holds for the slots of any input, in zones with clock changes above all. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainSlot } from './explain-slot.ts'
import { listSlots } from './list-slots.ts'
import { addDays, MINUTE_MS, toInstant, toLocalTime } from './local-time.ts'
import { openIntervals } from './open-intervals.ts'
import type { BusyInterval, LocalWindow, SlotInput } from './slot-input.ts'

/** Zones and dates on or next to a change: 1 h, 30 min, at midnight, a skipped date; and two without any. */
const PLACES = [
  { timeZone: 'Europe/Sofia', on: '2027-03-27' },
  { timeZone: 'Europe/Sofia', on: '2027-10-30' },
  { timeZone: 'America/New_York', on: '2026-11-01' },
  { timeZone: 'Australia/Lord_Howe', on: '2027-04-03' },
  { timeZone: 'Australia/Lord_Howe', on: '2027-10-02' },
  { timeZone: 'America/Havana', on: '2027-03-13' },
  { timeZone: 'Africa/Cairo', on: '2027-10-27' },
  { timeZone: 'Pacific/Apia', on: '2011-12-29' },
  { timeZone: 'Asia/Kathmandu', on: '2027-01-10' },
  { timeZone: 'UTC', on: '2028-02-28' },
]

const anyWindow: fc.Arbitrary<LocalWindow> = fc
  .tuple(fc.integer({ min: 0, max: 287 }), fc.integer({ min: 0, max: 150 }))
  .map(([start, length]) => ({ startMinute: start * 5, endMinute: (start + length) * 5 }))

const anyInterval = fc
  .tuple(fc.integer({ min: -300, max: 6000 }), fc.integer({ min: 1, max: 240 }))
  .map(([start, length]) => ({ startsAt: start * MINUTE_MS, endsAt: (start + length) * MINUTE_MS }))

const anyBusy: fc.Arbitrary<BusyInterval> = fc
  .tuple(
    anyInterval,
    fc.option(fc.tuple(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 45 })), { nil: undefined }),
  )
  .map(([busy, buffers]) =>
    buffers
      ? {
          ...busy,
          occupiedFrom: busy.startsAt - buffers[0] * MINUTE_MS,
          occupiedUntil: busy.endsAt + buffers[1] * MINUTE_MS,
        }
      : busy,
  )

const anyRule = fc
  .tuple(anyWindow, fc.integer({ min: 1, max: 7 }), fc.constantFrom(0, 0, 0, 1, 2))
  .map(([window, weekday, validity]) => ({ window, weekday, validity }))

/** Up to four days in one of the places; intervals are made relative to the first day and moved there. */
const anyInput: fc.Arbitrary<SlotInput> = fc
  .record({
    place: fc.constantFrom(...PLACES),
    rules: fc.array(anyRule, { maxLength: 20 }),
    overrides: fc.uniqueArray(
      fc.tuple(fc.integer({ min: -1, max: 4 }), fc.array(anyWindow, { maxLength: 3 })),
      {
        selector: ([day]) => day,
        maxLength: 2,
      },
    ),
    timeOff: fc.array(anyInterval, { maxLength: 2 }),
    busy: fc.array(anyBusy, { maxLength: 12 }),
    minutes: fc.record({
      durationMinutes: fc.constantFrom(5, 15, 30, 45, 60, 90, 480),
      bufferBeforeMinutes: fc.constantFrom(0, 0, 5, 10, 60),
      bufferAfterMinutes: fc.constantFrom(0, 0, 10, 15, 45),
      minNoticeMinutes: fc.constantFrom(0, 0, 17, 120, 1440),
    }),
    grid: fc.constantFrom('window' as const, 'clock' as const),
    steps: fc.constantFrom([5, 0], [15, 0], [15, 5], [20, 0], [25, 10], [30, 0], [45, 0], [60, 15], [90, 0]),
    nowMinute: fc.integer({ min: -2000, max: 2000 }),
    range: fc.tuple(fc.integer({ min: -100, max: 3000 }), fc.integer({ min: 0, max: 5760 })),
  })
  .map(
    ({
      place: { timeZone, on },
      rules,
      overrides,
      timeOff,
      busy,
      minutes,
      grid,
      steps,
      nowMinute,
      range,
    }) => {
      const start = toInstant(timeZone, { on, minuteOfDay: 0 })
      return {
        timeZone,
        weekly: rules.map(({ window, weekday, validity }) => ({
          weekday,
          ...window,
          validFromOn: validity === 1 ? addDays(on, 1) : null,
          validToOn: validity === 2 ? addDays(on, 2) : null,
        })),
        overrides: overrides.map(([day, windows]) => ({
          kind: 'replace' as const,
          fromOn: addDays(on, day),
          toOn: addDays(on, day),
          windows,
        })),
        timeOff: timeOff.map((off) => moveBy(off, start)),
        busy: busy.map((booked) => moveBy(booked, start)),
        ...minutes,
        intervalMinutes: steps[0] ?? 30,
        offsetMinutes: steps[1] ?? 0,
        grid,
        now: start + nowMinute * MINUTE_MS,
        from: start + range[0] * MINUTE_MS,
        to: start + (range[0] + range[1]) * MINUTE_MS,
      }
    },
  )

function moveBy(busy: BusyInterval, ms: number): BusyInterval {
  const { startsAt, endsAt, occupiedFrom, occupiedUntil } = busy
  const moved = { startsAt: startsAt + ms, endsAt: endsAt + ms }
  if (occupiedFrom === undefined || occupiedUntil === undefined) return moved
  return { ...moved, occupiedFrom: occupiedFrom + ms, occupiedUntil: occupiedUntil + ms }
}

/** The words of the guard in the database, `bookings_no_overlap`, for a candidate against a booking that is there. */
function isRefusedByGuard(input: SlotInput, startsAt: number, booked: BusyInterval): boolean {
  const endsAt = startsAt + input.durationMinutes * MINUTE_MS
  const occupiedFrom = startsAt - input.bufferBeforeMinutes * MINUTE_MS
  const occupiedUntil = endsAt + input.bufferAfterMinutes * MINUTE_MS
  return (
    (booked.startsAt < occupiedUntil && booked.endsAt > occupiedFrom) ||
    ((booked.occupiedFrom ?? booked.startsAt) < endsAt && (booked.occupiedUntil ?? booked.endsAt) > startsAt)
  )
}

test('slots are sorted, unique, within the limits, open for their whole length and free', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const slots = listSlots(input)
      const durationMs = input.durationMinutes * MINUTE_MS
      const open = openIntervals(input, { from: input.from - durationMs, to: input.to + durationMs })

      expect(slots).toEqual([...new Set(slots)].sort((a, b) => a - b))
      for (const slot of slots) {
        expect(slot >= input.from && slot < input.to).toBe(true)
        expect(slot >= input.now + input.minNoticeMinutes * MINUTE_MS).toBe(true)
        expect(open.some(({ startsAt, endsAt }) => startsAt <= slot && slot + durationMs <= endsAt)).toBe(
          true,
        )
        expect(input.busy.some((booked) => isRefusedByGuard(input, slot, booked))).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})

test('an instant is a slot if and only if it is explained as one', () => {
  fc.assert(
    fc.property(anyInput, fc.integer({ min: 0, max: 4 }), (input, shift) => {
      const slots = new Set(listSlots(input))
      for (
        let at = input.from - 3_600_000 + shift * MINUTE_MS;
        at < input.to + 3_600_000;
        at += 5 * MINUTE_MS
      ) {
        expect([at, explainSlot(input, at).ok]).toEqual([at, slots.has(at)])
      }
      for (const slot of slots) {
        expect([explainSlot(input, slot).ok, explainSlot(input, slot + 1).ok]).toEqual([true, false])
      }
    }),
    { numRuns: 150 },
  )
})

test('on the clock grid an instant is off the grid exactly when its local minute is', () => {
  fc.assert(
    fc.property(anyInput, (given) => {
      const input = { ...given, grid: 'clock' as const, busy: [] }
      const wrong: number[] = []
      for (let at = input.from; at < input.to; at += 5 * MINUTE_MS) {
        const explained = explainSlot(input, at)
        const isOnGrid =
          toLocalTime(input.timeZone, at).minuteOfDay % input.intervalMinutes === input.offsetMinutes
        if (explained.ok ? !isOnGrid : explained.reason === 'off_grid' && isOnGrid) wrong.push(at)
      }

      expect(wrong).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('one more booking or time off never adds a slot, and their order does not matter', () => {
  fc.assert(
    fc.property(anyInput, anyBusy, (input, more) => {
      const slots = new Set(listSlots(input))
      const added = moveBy(more, input.from)
      const fewer = [
        ...listSlots({ ...input, busy: [added, ...input.busy] }),
        ...listSlots({ ...input, timeOff: [...input.timeOff, added] }),
      ]

      expect(fewer.filter((slot) => !slots.has(slot))).toEqual([])
      expect(
        listSlots({ ...input, busy: input.busy.toReversed(), weekly: input.weekly.toReversed() }),
      ).toEqual([...slots])
    }),
    { numRuns: 300 },
  )
})

test('asking in two parts gives what asking at once gives', () => {
  fc.assert(
    fc.property(anyInput, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
      const middle = Math.floor(input.from + (input.to - input.from) * share)

      const parts = [...listSlots({ ...input, to: middle }), ...listSlots({ ...input, from: middle })]

      expect(parts).toEqual(listSlots(input))
    }),
    { numRuns: 300 },
  )
})

test('where clocks never change, the same weeks later give the same slots weeks later', () => {
  fc.assert(
    fc.property(anyInput, fc.integer({ min: -60, max: 60 }), (given, weeks) => {
      const days = weeks * 7
      const ms = days * 86_400_000
      const input = { ...given, timeZone: 'UTC' }
      const moveOn = (on: string | null | undefined) => (on ? addDays(on, days) : null)

      const later = listSlots({
        ...input,
        weekly: input.weekly.map((rule) => ({
          ...rule,
          validFromOn: moveOn(rule.validFromOn),
          validToOn: moveOn(rule.validToOn),
        })),
        overrides: input.overrides.map((override) => ({
          ...override,
          fromOn: addDays(override.fromOn, days),
          toOn: addDays(override.toOn, days),
        })),
        timeOff: input.timeOff.map((off) => moveBy(off, ms)),
        busy: input.busy.map((booked) => moveBy(booked, ms)),
        now: input.now + ms,
        from: input.from + ms,
        to: input.to + ms,
      })

      expect(later).toEqual(listSlots(input).map((slot) => slot + ms))
    }),
    { numRuns: 300 },
  )
})
