import { days } from '../durations.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { addDays, localDateAt, localDayBounds, toInstant } from './local-time.ts'

/** How far ahead one can book: a service's own rules, or those of a group of clients. */
export type WindowRules = Pick<
  Service,
  'windowKind' | 'windowDays' | 'opensAtMinute' | 'windowFromOn' | 'windowToOn'
>

/** The rules for a client of this group: the group's own for the service, else for all services, else the service's. */
export function chooseWindow(
  { groupWindows }: Pick<Catalogue, 'groupWindows'>,
  service: Pick<Service, 'id'> & WindowRules,
  clientGroupId: string | null | undefined,
): WindowRules {
  const own = groupWindows.filter((window) => window.clientGroupId === clientGroupId)
  return (
    own.find(({ serviceId }) => serviceId === service.id) ??
    own.find(({ serviceId }) => serviceId === null) ??
    service
  )
}

/**
 * Which starts are open for booking at `now`: those in `[from, until)`. Local days are those of the place.
 * - `calendar_days`: today and the `windowDays` days after it, each from its midnight on
 * - `release`: the same, but the last of them opens at `opensAtMinute` and not at midnight
 * - `rolling`: the next `windowDays` times 24 hours
 * - `range`: the dates from `windowFromOn` to `windowToOn`, whenever
 */
export function bookingWindow(
  rules: WindowRules,
  timeZone: string,
  now: number,
): { from: number; until: number } {
  const { windowKind, windowDays, opensAtMinute, windowFromOn, windowToOn } = rules
  if (windowKind === 'range') {
    return {
      from: windowFromOn ? localDayBounds(timeZone, windowFromOn).startsAt : -Infinity,
      until: windowToOn ? localDayBounds(timeZone, windowToOn).endsAt : Infinity,
    }
  }
  if (windowKind === 'rolling') return { from: -Infinity, until: now + days(windowDays) + 1 }
  const today = localDateAt(timeZone, now)
  const isOut =
    windowKind !== 'release' || now >= toInstant(timeZone, { on: today, minuteOfDay: opensAtMinute })
  const lastOn = addDays(today, isOut ? windowDays : windowDays - 1)
  return { from: -Infinity, until: localDayBounds(timeZone, lastOn).endsAt }
}

/** The instant from which a start can be booked; null for a `range`, in which a start is or is not, whatever the time. */
export function opensAt(rules: WindowRules, timeZone: string, startsAt: number): number | null {
  const { windowKind, windowDays, opensAtMinute } = rules
  if (windowKind === 'range') return null
  if (windowKind === 'rolling') return startsAt - days(windowDays)
  const on = addDays(localDateAt(timeZone, startsAt), -windowDays)
  return toInstant(timeZone, { on, minuteOfDay: windowKind === 'release' ? opensAtMinute : 0 })
}

/** Whether a start is open for booking at `now`, as far as the window goes. */
export function isWindowOpen(
  rules: WindowRules,
  { timeZone, now, startsAt }: { timeZone: string; now: number; startsAt: number },
): boolean {
  const { from, until } = bookingWindow(rules, timeZone, now)
  return from <= startsAt && startsAt < until
}
