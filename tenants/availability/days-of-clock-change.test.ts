/**
 * Days on which clocks change, with the local times that do not exist (gap) and those that happen twice (fold), as
 * tz 2025c has them. An independent list: it was not made with the code under test. All are of 2027 but Casablanca's,
 * which stopped changing its clocks in September 2026 (tz 2026c).
 */
import { describe, expect, test } from 'vitest'
import { explainSlot } from './explain-slot.ts'
import { listSlots } from './list-slots.ts'
import { addDays, localDayBounds, MINUTE_MS, parseTimeOfDay, toInstant, toLocalTime } from './local-time.ts'
import type { SlotInput } from './slot-input.ts'

type Change = { timeZone: string; on: string; from: string; to: string }

const GAPS: Change[] = [
  { timeZone: 'Europe/Berlin', on: '2027-03-28', from: '02:00', to: '03:00' },
  { timeZone: 'America/New_York', on: '2027-03-14', from: '02:00', to: '03:00' },
  { timeZone: 'Europe/Dublin', on: '2027-03-28', from: '01:00', to: '02:00' },
  { timeZone: 'Australia/Lord_Howe', on: '2027-10-03', from: '02:00', to: '02:30' },
  { timeZone: 'America/Havana', on: '2027-03-14', from: '00:00', to: '01:00' },
  { timeZone: 'Africa/Cairo', on: '2027-04-30', from: '00:00', to: '01:00' },
  { timeZone: 'America/Santiago', on: '2027-09-05', from: '00:00', to: '01:00' },
  { timeZone: 'Asia/Beirut', on: '2027-03-28', from: '00:00', to: '01:00' },
  { timeZone: 'Africa/Casablanca', on: '2026-03-22', from: '02:00', to: '03:00' },
]

const FOLDS: Change[] = [
  { timeZone: 'Europe/Berlin', on: '2027-10-31', from: '02:00', to: '03:00' },
  { timeZone: 'America/New_York', on: '2027-11-07', from: '01:00', to: '02:00' },
  { timeZone: 'Europe/Dublin', on: '2027-10-31', from: '01:00', to: '02:00' },
  { timeZone: 'Australia/Lord_Howe', on: '2027-04-04', from: '01:30', to: '02:00' },
  { timeZone: 'America/Havana', on: '2027-11-07', from: '00:00', to: '01:00' },
  { timeZone: 'Africa/Cairo', on: '2027-10-28', from: '23:00', to: '24:00' },
  { timeZone: 'America/Santiago', on: '2027-04-03', from: '23:00', to: '24:00' },
  { timeZone: 'Asia/Beirut', on: '2027-10-30', from: '23:00', to: '24:00' },
  { timeZone: 'Africa/Casablanca', on: '2026-02-15', from: '02:00', to: '03:00' },
]

const UNCHANGED = [
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Pacific/Kiritimati',
  'America/Sao_Paulo',
  'America/Mexico_City',
  'Europe/Istanbul',
]

function minutesOf({ from, to }: Change): { first: number; end: number } {
  return { first: parseTimeOfDay(from) ?? NaN, end: parseTimeOfDay(to) ?? NaN }
}

/** A studio that never closes, half-hour slots, asked about one local date. */
function openAllDay(timeZone: string, on: string): SlotInput {
  const { startsAt, endsAt } = localDayBounds(timeZone, on)
  return {
    timeZone,
    weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
    overrides: [],
    timeOff: [],
    busy: [],
    durationMinutes: 30,
    intervalMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minNoticeMinutes: 0,
    grid: 'window',
    now: startsAt - 86_400_000,
    from: startsAt,
    to: endsAt,
  }
}

function replacing(on: string) {
  return { kind: 'replace', fromOn: on, toOn: on } as const
}

function minutesOfDay(timeZone: string, instants: number[]): number[] {
  return instants.map((instant) => toLocalTime(timeZone, instant).minuteOfDay)
}

describe.each(GAPS)('$timeZone skips $from to $to on $on', (gap) => {
  const { timeZone, on } = gap
  const { first, end } = minutesOf(gap)
  const input = openAllDay(timeZone, on)

  test.each(['window', 'clock'] as const)(
    'on the %s grid the day is shorter and no slot is in the gap',
    (grid) => {
      const minutes = minutesOfDay(timeZone, listSlots({ ...input, grid }))

      expect(minutes).toHaveLength((1440 - (end - first)) / 30)
      expect(minutes.filter((minute) => minute >= first && minute < end)).toEqual([])
    },
  )

  test('hours that start in the gap start later by the gap', () => {
    const overrides = [{ ...replacing(on), windows: [{ startMinute: first, endMinute: end + 60 }] }]

    const minutes = minutesOfDay(timeZone, listSlots({ ...input, overrides }))

    expect(minutes).toEqual([end, end + 30])
  })

  test('a booking over the gap lasts its elapsed minutes', () => {
    const startsAt = toInstant(timeZone, { on, minuteOfDay: end }) - 60 * MINUTE_MS
    const over = { ...input, from: startsAt, durationMinutes: 120, intervalMinutes: 60 }
    const endsAt = startsAt + 120 * MINUTE_MS

    expect(explainSlot({ ...over, grid: 'clock', intervalMinutes: 30 }, startsAt)).toEqual({ ok: true })
    expect(explainSlot({ ...over, busy: [{ startsAt: endsAt, endsAt: endsAt + 1 }] }, startsAt).ok).toBe(true)
    expect(explainSlot({ ...over, busy: [{ startsAt: endsAt - 1, endsAt }] }, startsAt)).toMatchObject({
      reason: 'busy',
    })
  })
})

describe.each(FOLDS)('$timeZone repeats $from to $to on $on', (fold) => {
  const { timeZone, on } = fold
  const { first, end } = minutesOf(fold)
  const input = openAllDay(timeZone, on)

  test.each(['window', 'clock'] as const)(
    'on the %s grid both passes of the repeated time are bookable',
    (grid) => {
      const slots = listSlots({ ...input, grid })
      const repeated = slots.filter((slot) => {
        const { minuteOfDay } = toLocalTime(timeZone, slot)
        return minuteOfDay >= first && minuteOfDay < end
      })

      expect(slots).toHaveLength((1440 + (end - first)) / 30)
      expect(repeated).toHaveLength((2 * (end - first)) / 30)
      expect(new Set(minutesOfDay(timeZone, repeated)).size).toBe((end - first) / 30)
      expect(repeated.map((slot) => explainSlot({ ...input, grid }, slot))).toEqual(
        repeated.map(() => ({ ok: true })),
      )
    },
  )

  test('booking the first pass leaves the second free', () => {
    const startsAt = toInstant(timeZone, { on, minuteOfDay: first })
    const booked = { ...input, busy: [{ startsAt, endsAt: startsAt + 30 * MINUTE_MS }] }

    expect(explainSlot(booked, startsAt)).toMatchObject({ reason: 'busy' })
    expect(explainSlot(booked, startsAt + (end - first) * MINUTE_MS)).toEqual({ ok: true })
  })

  test('hours that start in the repeated time start with its first pass', () => {
    const overrides = [{ ...replacing(on), windows: [{ startMinute: first, endMinute: end }] }]
    const startsAt = toInstant(timeZone, { on, minuteOfDay: first })

    const slots = listSlots({ ...input, overrides })

    expect(slots).toHaveLength((2 * (end - first)) / 30)
    expect(slots[0]).toBe(startsAt)
  })
})

test.each([...GAPS, ...FOLDS])(
  '$timeZone: notice that ends on $on shifts no slot of the days after',
  ({ timeZone, on }) => {
    const input = openAllDay(timeZone, on)
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 480, endMinute: 1020 }))
    const to = localDayBounds(timeZone, addDays(on, 7)).endsAt

    const slots = listSlots({ ...input, weekly, to, minNoticeMinutes: 24 * 60 + 90 })

    const later = slots.filter((slot) => slot >= input.to)
    expect(later).toHaveLength(7 * 18)
    for (const minute of minutesOfDay(timeZone, later))
      expect(minute >= 480 && minute < 1020 && minute % 30 === 0).toBe(true)
  },
)

test.each(UNCHANGED)('%s has 24 hours and 48 half hours on every day of 2027', (timeZone) => {
  for (let on = '2027-01-01'; on <= '2027-12-31'; on = addDays(on, 1)) {
    const input = openAllDay(timeZone, on)
    expect(input.to - input.from).toBe(24 * 60 * MINUTE_MS)
    expect(listSlots(input)).toHaveLength(48)
  }
})
