import { addDays, MINUTE_MS, toInstant } from '../../tenants/availability/local-time.ts'
import type { Schedule } from '../../tenants/availability/read-schedules.ts'
import type { DateOverride, LocalWindow, WeeklyRule } from '../../tenants/availability/slot-input.ts'
import type { StartRules } from '../../tenants/availability/to-slot-input.ts'
import type { Dice } from './make-dice.ts'

/** Somebody asks at `now` when, from `from` to `to`, a trainer could give a service. */
export type RandomCase = { service: StartRules; schedule: Schedule; now: number; from: number; to: number }

type Place = { timeZone: string; on: string }

/** Rules and bookings of about four days around a local date, all by chance, everything there is among them. */
export function makeRandomCase(dice: Dice, place: Place): RandomCase {
  const { timeZone, on } = place
  const start = toInstant(timeZone, { on, minuteOfDay: 0 })
  const at = (minute: number) => start + minute * MINUTE_MS
  const busy = dice.some(8, () => randomBusy(dice, at))
  return {
    service: randomService(dice),
    schedule: {
      trainerId: 'trn_one',
      locationId: 'loc_one',
      timeZone,
      durationMinutes: dice.pick([15, 30, 45, 60, 60, 90, 240]),
      heads: dice.roll(1, 2),
      weekly: [...openDays(dice, on), ...dice.some(12, () => randomRule(dice, on))],
      overrides: dice.some(3, () => randomOverride(dice, on)),
      timeOff: dice.some(2, () => ({ ...randomInterval(dice, at), reason: null })),
      busy,
      pools: dice.some(2, (index) => randomPool(dice, { at, index })),
      caps: dice.some(2, (index) => ({
        limitId: `lim_${index}`,
        subject: dice.pick(['trainer', 'service']),
        period: dice.pick(['day', 'week']),
        maxBookings: dice.pick([null, 1, 3, 6]),
        maxMinutes: dice.pick([null, 60, 240, 480]),
        counted: busy,
      })),
      weekStartsOn: dice.pick([1, 1, 6, 7]),
      window: randomWindow(dice, on),
    },
    now: at(dice.roll(-3000, 1200)),
    from: at(-6 * 60),
    to: at(32 * 60),
  }
}

function randomService(dice: Dice): StartRules {
  const intervalMinutes = dice.pick([5, 15, 20, 25, 30, 30, 45, 60, 90])
  return {
    intervalMinutes,
    offsetMinutes: dice.oneIn(3) ? dice.roll(0, intervalMinutes - 1) : 0,
    grid: dice.pick(['window', 'clock']),
    bufferBeforeMinutes: dice.pick([0, 0, 5, 20]),
    bufferAfterMinutes: dice.pick([0, 0, 10, 45]),
    gapRule: dice.pick(['max', 'max', 'sum']),
    buffersInsideHours: dice.oneIn(4),
    minNoticeMinutes: dice.pick([0, 0, 17, 120, 1440]),
  }
}

/** Most studios are open most of the day: with chance alone hardly anything could be booked. */
function openDays(dice: Dice, on: string): WeeklyRule[] {
  if (dice.oneIn(4)) return []
  const hours = dice.pick([
    { startMinute: 0, endMinute: 1440 },
    { startMinute: 0, endMinute: 1440 },
    { startMinute: 9 * 60, endMinute: 18 * 60 },
    { startMinute: 20 * 60, endMinute: 28 * 60 },
  ])
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...hours, ...randomValidity(dice, on) }))
}

function randomRule(dice: Dice, on: string): WeeklyRule {
  const kind = dice.oneIn(4) ? 'break' : 'open'
  return {
    weekday: dice.roll(1, 7),
    kind,
    ...localWindow(dice, kind === 'break' ? 120 : 900),
    ...randomValidity(dice, on),
  }
}

function randomValidity(dice: Dice, on: string): Partial<WeeklyRule> {
  return {
    validFromOn: dice.oneIn(8) ? addDays(on, dice.roll(-2, 2)) : null,
    validToOn: dice.oneIn(8) ? addDays(on, dice.roll(-2, 2)) : null,
    ...(dice.oneIn(6) ? { everyNWeeks: dice.roll(2, 3), anchorOn: addDays(on, dice.roll(-30, 30)) } : {}),
  }
}

function randomOverride(dice: Dice, on: string): DateOverride {
  const first = dice.roll(-2, 2)
  const kind = dice.pick<DateOverride['kind']>(['open', 'closed', 'replace'])
  return {
    kind,
    fromOn: addDays(on, first),
    toOn: addDays(on, first + dice.pick([0, 0, 1, 3])),
    windows: dice.some(3, () => localWindow(dice, kind === 'closed' ? 180 : 900)),
    isOfPlace: dice.oneIn(2),
  }
}

function localWindow(dice: Dice, longest: number): LocalWindow {
  const startMinute = dice.roll(0, 287) * 5
  return { startMinute, endMinute: startMinute + dice.roll(1, longest / 5) * 5 }
}

type At = (minute: number) => number

function randomInterval(dice: Dice, at: At) {
  const first = dice.roll(-500, 2000)
  return { startsAt: at(first), endsAt: at(first + dice.roll(1, 180)) }
}

function randomBusy(dice: Dice, at: At): Schedule['busy'][number] {
  const booked = randomInterval(dice, at)
  return {
    ...booked,
    occupiedFrom: booked.startsAt - dice.pick([0, 0, 10, 30]) * MINUTE_MS,
    occupiedUntil: booked.endsAt + dice.pick([0, 0, 15, 30]) * MINUTE_MS,
    gapRule: dice.pick(['max', 'max', 'sum']),
    sourceId: `bkg_${dice.roll(0, 1e9)}`,
  }
}

function randomPool(dice: Dice, { at, index }: { at: At; index: number }): Schedule['pools'][number] {
  const units = dice.roll(1, 2)
  return {
    pool: `pool-${index}`,
    units,
    per: dice.pick(['session', 'head']),
    resources: Array.from({ length: dice.roll(1, 3) }, (_, nth) => ({
      id: `res_${index}_${nth}`,
      units: dice.roll(units, 4),
      bufferBeforeMinutes: dice.pick([0, 0, 10]),
      bufferAfterMinutes: dice.pick([0, 0, 20]),
      gapRule: dice.pick(['max', 'sum']),
      uses: dice.some(6, () => {
        const { startsAt, endsAt } = randomInterval(dice, at)
        return { from: startsAt, until: endsAt, units: dice.roll(1, 2) }
      }),
    })),
  }
}

function randomWindow(dice: Dice, on: string): Schedule['window'] {
  return {
    windowKind: dice.pick(['calendar_days', 'calendar_days', 'rolling', 'release', 'range']),
    windowDays: dice.pick([0, 1, 2, 30]),
    opensAtMinute: dice.pick([0, 150, 480]),
    windowFromOn: dice.oneIn(2) ? addDays(on, dice.roll(-1, 1)) : null,
    windowToOn: dice.oneIn(2) ? addDays(on, dice.roll(0, 2)) : null,
  }
}
