import { Temporal } from 'temporal-polyfill'
import type { Schedule } from '../../tenants/availability/read-schedules.ts'
import type { DateOverride, Interval, LocalWindow } from '../../tenants/availability/slot-input.ts'
import type { RandomCase } from './make-random-schedule.ts'

const MINUTE = 60_000

/**
 * Whether a service can start at an instant, by the words of the rules and nothing else: slow, without an index or a merged
 * list, its clocks and calendars Temporal's. What `listSlots` and `explainStart` say is held against it.
 */
export function makeOracle({ service, schedule, now, from, to }: RandomCase): (startsAt: number) => boolean {
  const { timeZone, durationMinutes } = schedule
  const day = Temporal.Instant.fromEpochMilliseconds((from + to) / 2)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const dates = Array.from({ length: 12 }, (_, index) => day.add({ days: index - 6 }))
  const windows = dates.flatMap((on) =>
    windowsOn(schedule, on).map((window) => toInterval(timeZone, on, window)),
  )
  const closed = [...schedule.timeOff, ...dates.flatMap((on) => closedOn(schedule, on))]
  return (startsAt) => {
    const slot = { startsAt, endsAt: startsAt + durationMinutes * MINUTE }
    const around = {
      startsAt: startsAt - service.bufferBeforeMinutes * MINUTE,
      endsAt: slot.endsAt + service.bufferAfterMinutes * MINUTE,
    }
    return (
      startsAt >= now + service.minNoticeMinutes * MINUTE &&
      isInWindow(schedule, { startsAt, now }) &&
      isCovered(windows, service.buffersInsideHours ? around : slot) &&
      !closed.some((one) => meets(one, slot)) &&
      isOnGrid(service, { startsAt, windows, timeZone }) &&
      !schedule.busy.some((booked) => isTooClose(booked, { slot, around, gapRule: service.gapRule })) &&
      schedule.pools.every((pool) => hasRoom(pool, { slot, heads: schedule.heads })) &&
      schedule.caps.every((cap) => isWithin(cap, { startsAt, schedule }))
    )
  }
}

type Zone = string
const meets = (a: Interval, b: Interval) => a.startsAt < b.endsAt && a.endsAt > b.startsAt

function toInterval(
  timeZone: Zone,
  on: Temporal.PlainDate,
  { startMinute, endMinute }: LocalWindow,
): Interval {
  const at = (minute: number) =>
    on.toPlainDateTime().add({ minutes: minute }).toZonedDateTime(timeZone).epochMilliseconds
  return { startsAt: at(startMinute), endsAt: at(endMinute) }
}

function localDate(timeZone: Zone, instant: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate()
}

const isWithinDates = ({ fromOn, toOn }: DateOverride, on: string) => fromOn <= on && on <= toOn

/** closed > replace (the trainer's before the place's) > open > weekly. */
function windowsOn({ weekly, overrides }: Schedule, on: Temporal.PlainDate): readonly LocalWindow[] {
  const text = on.toString()
  const today = overrides.filter((override) => isWithinDates(override, text))
  if (today.some(({ kind, windows }) => kind === 'closed' && windows.length === 0)) return []
  const replacing = today.filter(({ kind }) => kind === 'replace')
  const own = replacing.filter(({ isOfPlace }) => !isOfPlace)
  if (replacing.length > 0) return (own.length > 0 ? own : replacing).flatMap(({ windows }) => windows)
  const opened = today.filter(({ kind }) => kind === 'open').flatMap(({ windows }) => windows)
  return [...weekly.filter((rule) => rule.kind !== 'break' && holdsOn(rule, on)), ...opened]
}

function holdsOn(rule: Schedule['weekly'][number], on: Temporal.PlainDate): boolean {
  const text = on.toString()
  const { weekday, validFromOn, validToOn, everyNWeeks = 1, anchorOn } = rule
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 })
  const anchor = Temporal.PlainDate.from(anchorOn ?? '1970-01-01')
  const weeks = monday(anchor).until(monday(on), { largestUnit: 'weeks' }).weeks
  return (
    on.dayOfWeek === weekday &&
    (!validFromOn || validFromOn <= text) &&
    (!validToOn || text <= validToOn) &&
    weeks % everyNWeeks === 0
  )
}

/** Breaks, and dates and hours that are closed. */
function closedOn({ weekly, overrides, timeZone }: Schedule, on: Temporal.PlainDate): Interval[] {
  const breaks = weekly.filter((rule) => rule.kind === 'break' && holdsOn(rule, on))
  const shut = overrides
    .filter((override) => override.kind === 'closed' && isWithinDates(override, on.toString()))
    .flatMap(({ windows }) => (windows.length === 0 ? [{ startMinute: 0, endMinute: 1440 }] : windows))
  return [...breaks, ...shut].map((window) => toInterval(timeZone, on, window)).filter(isForward)
}

const isForward = ({ startsAt, endsAt }: Interval) => startsAt < endsAt

/** Every millisecond of it is in some window. */
function isCovered(windows: readonly Interval[], wanted: Interval): boolean {
  let { startsAt } = wanted
  for (;;) {
    if (startsAt >= wanted.endsAt) return true
    const reached = Math.max(
      ...windows
        .filter((one) => one.startsAt <= startsAt && one.endsAt > startsAt)
        .map(({ endsAt }) => endsAt),
    )
    if (reached === -Infinity) return false
    startsAt = reached
  }
}

type OnGrid = { startsAt: number; windows: readonly Interval[]; timeZone: Zone }

function isOnGrid(service: RandomCase['service'], { startsAt, windows, timeZone }: OnGrid): boolean {
  const { grid, intervalMinutes, offsetMinutes } = service
  if (grid === 'clock') {
    const local = Temporal.Instant.fromEpochMilliseconds(startsAt).toZonedDateTimeISO(timeZone)
    const minutes = local.hour * 60 + local.minute - offsetMinutes
    return startsAt % MINUTE === 0 && minutes >= 0 && minutes % intervalMinutes === 0
  }
  return windows.some((window) => {
    const elapsed = startsAt - window.startsAt - offsetMinutes * MINUTE
    return startsAt < window.endsAt && elapsed >= 0 && elapsed % (intervalMinutes * MINUTE) === 0
  })
}

type Candidate = { slot: Interval; around: Interval; gapRule: 'max' | 'sum' }

/** The words of `occupancies_no_overlap`. */
function isTooClose(booked: Schedule['busy'][number], { slot, around, gapRule }: Candidate): boolean {
  const occupied = { startsAt: booked.occupiedFrom, endsAt: booked.occupiedUntil }
  if (gapRule === 'sum' || booked.gapRule === 'sum') return meets(occupied, around)
  return meets(booked, around) || meets(occupied, slot)
}

/** The words of `occupancies_no_overbooking`: at the start, and wherever a use starts. */
function hasRoom(
  pool: Schedule['pools'][number],
  { slot, heads }: { slot: Interval; heads: number },
): boolean {
  const wanted = pool.per === 'head' ? pool.units * heads : pool.units
  return pool.resources.some(({ units, uses, ...resource }) => {
    const before = resource.bufferBeforeMinutes * MINUTE
    const after = resource.bufferAfterMinutes * MINUTE
    const isSum = resource.gapRule === 'sum'
    const from = slot.startsAt - (isSum ? before : 0)
    const until = slot.endsAt + (isSum ? after : Math.max(before, after))
    const instants = [from, ...uses.map((use) => use.from).filter((at) => at > from && at < until)]
    return instants.every((at) => {
      const used = uses
        .filter((use) => use.from <= at && use.until > at)
        .reduce((sum, use) => sum + use.units, 0)
      return used + wanted <= units
    })
  })
}

type Capped = { startsAt: number; schedule: Schedule }

function isWithin(cap: Schedule['caps'][number], { startsAt, schedule }: Capped): boolean {
  const { timeZone, weekStartsOn, durationMinutes } = schedule
  const firstDay = (instant: number) => {
    const on = localDate(timeZone, instant)
    return cap.period === 'day' ? on : on.subtract({ days: (on.dayOfWeek - weekStartsOn + 7) % 7 })
  }
  const period = firstDay(startsAt)
  const counted = cap.counted.filter((one) => firstDay(one.startsAt).equals(period))
  const minutes = counted.reduce((sum, one) => sum + (one.endsAt - one.startsAt) / MINUTE, durationMinutes)
  return counted.length + 1 <= (cap.maxBookings ?? Infinity) && minutes <= (cap.maxMinutes ?? Infinity)
}

function isInWindow(
  { window, timeZone }: Schedule,
  { startsAt, now }: { startsAt: number; now: number },
): boolean {
  const { windowKind, windowDays, opensAtMinute, windowFromOn, windowToOn } = window
  const on = localDate(timeZone, startsAt)
  if (windowKind === 'rolling') return startsAt <= now + windowDays * 24 * 60 * MINUTE
  if (windowKind === 'range') {
    return (!windowFromOn || on.toString() >= windowFromOn) && (!windowToOn || on.toString() <= windowToOn)
  }
  const ahead = localDate(timeZone, now).until(on).days
  if (windowKind === 'calendar_days' || ahead !== windowDays) return ahead <= windowDays
  const today = localDate(timeZone, now)
  return now >= toInterval(timeZone, today, { startMinute: opensAtMinute, endMinute: 0 }).startsAt
}
