import { DAY_MS, isTimeZone, MINUTES_PER_DAY } from './local-time.ts'

/** From `startsAt` up to but not including `endsAt`, instants in epoch milliseconds. */
export type Interval = { startsAt: number; endsAt: number }

/**
 * Opening hours of one local date, `[startMinute, endMinute)` in minutes of wall-clock time since its 00:00.
 * 1440 is midnight, more is the next morning. A window that ends where it starts, or earlier, opens nothing.
 */
export type LocalWindow = { startMinute: number; endMinute: number }

/** Hours, or a break, of one ISO weekday (1 is Monday), from `validFromOn` to `validToOn`, both local dates and inclusive. */
export type WeeklyRule = LocalWindow & {
  weekday: number
  /** A break is cut out of whatever is open then. Left out: `open`. */
  kind?: 'open' | 'break'
  validFromOn?: string | null
  validToOn?: string | null
  /** Every n-th week, counted from the ISO week of `anchorOn`; without one, from the first of 1970. Left out: 1. */
  everyNWeeks?: number
  anchorOn?: string | null
}

/**
 * Local dates that differ from the week, both inclusive. `replace`: these windows instead of the weekly ones (none: not
 * open). `open`: these as well. `closed`: not these (none: not at all). What wins over what: `open-intervals.ts`.
 */
export type DateOverride = {
  kind: 'open' | 'closed' | 'replace'
  fromOn: string
  toOn: string
  windows: readonly LocalWindow[]
  /** For everybody at the place, such as a holiday; else for this trainer. */
  isOfPlace?: boolean
  reason?: string | null
}

/** When somebody can be booked, apart from what is booked. Wall-clock times are those of `timeZone` (IANA). */
export type OpeningRules = {
  timeZone: string
  weekly: readonly WeeklyRule[]
  overrides: readonly DateOverride[]
  /** Closed whatever the hours say. Bookings may touch it, and their buffers may run into it. */
  timeOff: readonly (Interval & { reason?: string | null })[]
}

/** Between two bookings: the wider of the buffers that meet, or both. `sum` wins when the two disagree. */
export type GapRule = 'max' | 'sum'

/** A booking that is there. `occupiedFrom` and `occupiedUntil` are it with its own buffers; without them it has none. */
export type BusyInterval = Interval & {
  occupiedFrom?: number
  occupiedUntil?: number
  gapRule?: GapRule
  /** What it is, for explanations. */
  sourceId?: string
}

/** So many units of a resource, taken between two instants, the resource's buffers included. */
export type ResourceUse = { from: number; until: number; units: number }

/** A room or a stock of equipment, with the time kept free around each use. */
export type PoolResource = {
  id: string
  units: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  gapRule: GapRule
  uses: readonly ResourceUse[]
}

/** Resources of which any one will do, if it has the units. */
export type Pool = { pool: string; units: number; resources: readonly PoolResource[] }

/**
 * A limit on what starts within a local day or week: with one more of `durationMinutes` there may be at most so many
 * bookings and minutes. `counted` is what there is, within and around the range asked about.
 */
export type Cap = {
  limitId: string
  subject: 'trainer' | 'service'
  period: 'day' | 'week'
  maxBookings: number | null
  maxMinutes: number | null
  counted: readonly Interval[]
}

/**
 * Where slots may start. `window`: every interval from the start of a window of opening hours, in elapsed minutes.
 * `clock`: when the local minute of day is a multiple of the interval.
 */
export type SlotGrid = 'window' | 'clock'

/** Everything the slots of one service with one trainer depend on. Instants are epoch milliseconds. */
export type SlotInput = OpeningRules & {
  busy: readonly BusyInterval[]
  durationMinutes: number
  intervalMinutes: number
  /** Moves the whole grid later: 15 with an interval of 60 is a quarter past. At least 0, less than the interval and a day. */
  offsetMinutes?: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Left out: `max`. */
  gapRule?: GapRule
  /** Whether the buffers, too, must lie within opening hours. */
  buffersInsideHours?: boolean
  /** All of them are needed. */
  pools?: readonly Pool[]
  caps?: readonly Cap[]
  /** ISO weekday on which the weeks of caps begin. Left out: Monday. */
  weekStartsOn?: number
  /** How long before its start a slot can last be booked. */
  minNoticeMinutes: number
  grid: SlotGrid
  now: number
  /** Slots start at or after `from` and before `to`; whoever limits how far ahead one can book, limits `to`. */
  from: number
  to: number
}

/** A longer range is a mistake of the caller; nobody books ten years ahead. */
const MAX_RANGE_MS = 3660 * DAY_MS

/** RangeError, with a sentence that names the field, when `input` cannot be meant. Local dates are checked when used. */
export function assertSlotInput(input: SlotInput): void {
  assertMinutes('durationMinutes', input.durationMinutes, 1)
  assertMinutes('intervalMinutes', input.intervalMinutes, 1)
  assertMinutes(
    'offsetMinutes',
    input.offsetMinutes ?? 0,
    0,
    Math.min(input.intervalMinutes, MINUTES_PER_DAY) - 1,
  )
  assertMinutes('bufferBeforeMinutes', input.bufferBeforeMinutes, 0)
  assertMinutes('bufferAfterMinutes', input.bufferAfterMinutes, 0)
  assertMinutes('minNoticeMinutes', input.minNoticeMinutes, 0)
  if (!Number.isSafeInteger(input.now)) throw new RangeError(`now is not an instant: ${input.now}`)
  for (const { startsAt, endsAt, occupiedFrom = startsAt, occupiedUntil = endsAt } of input.busy) {
    const isOrdered = occupiedFrom <= startsAt && startsAt <= endsAt && endsAt <= occupiedUntil
    if (!isOrdered) throw new RangeError(`busy from ${startsAt} to ${endsAt} is not an interval`)
  }
  assertOpeningRules(input, input)
}

/** RangeError when the rules, or the range of instants they are asked about, cannot be meant. */
export function assertOpeningRules(rules: OpeningRules, { from, to }: { from: number; to: number }): void {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to))
    throw new RangeError(`not a range: ${from} to ${to}`)
  if (to - from > MAX_RANGE_MS) throw new RangeError('from and to are more than ten years apart')
  if (!isTimeZone(rules.timeZone)) throw new RangeError(`not a time zone: ${rules.timeZone}`)
  for (const rule of rules.weekly) {
    if (!(rule.weekday >= 1 && rule.weekday <= 7)) throw new RangeError(`not a weekday: ${rule.weekday}`)
    const { everyNWeeks = 1 } = rule
    if (!(everyNWeeks >= 1)) throw new RangeError(`everyNWeeks is not a number of weeks: ${everyNWeeks}`)
    assertWindow(rule)
  }
  for (const { fromOn, toOn, windows } of rules.overrides) {
    if (toOn < fromOn) throw new RangeError(`an override from ${fromOn} to ${toOn} is not a range of dates`)
    windows.forEach(assertWindow)
  }
  for (const { startsAt, endsAt } of rules.timeOff) {
    if (!(startsAt <= endsAt))
      throw new RangeError(`time off from ${startsAt} to ${endsAt} is not an interval`)
  }
}

function assertWindow({ startMinute, endMinute }: LocalWindow): void {
  assertMinutes('startMinute', startMinute, 0, MINUTES_PER_DAY)
  assertMinutes('endMinute', endMinute, 0, 2 * MINUTES_PER_DAY)
}

// oxlint-disable-next-line max-params
function assertMinutes(name: string, minutes: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(minutes) && minutes >= least && minutes <= most) return
  throw new RangeError(`${name} is not a number of minutes: ${minutes}`)
}
