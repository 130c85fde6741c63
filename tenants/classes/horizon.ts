import { addDays, daysBetween, localDateAt } from '../availability/local-time.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'

/** Sessions are there so long before booking opens for them, and never for less than `SHORTEST_DAYS`. */
const AHEAD_DAYS = 30
const SHORTEST_DAYS = 60
const LONGEST_DAYS = 400

/** The local date up to which the sessions of a service's series are made: beyond what anybody may book. */
export function horizonOn(
  { groupWindows }: Pick<Catalogue, 'groupWindows'>,
  { service, timeZone, now }: { service: Service; timeZone: string; now: number },
): string {
  const today = localDateAt(timeZone, now)
  const windows = [
    service,
    ...groupWindows.filter(({ serviceId }) => (serviceId ?? service.id) === service.id),
  ]
  const windowDays = windows.map((window) =>
    window.windowKind === 'range' && window.windowToOn !== null
      ? daysBetween(today, window.windowToOn)
      : window.windowDays,
  )
  const days = Math.max(SHORTEST_DAYS, ...windowDays.map((ahead) => ahead + AHEAD_DAYS))
  return addDays(today, Math.min(days, LONGEST_DAYS))
}
