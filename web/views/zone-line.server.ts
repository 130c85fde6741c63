import {
  localDateAt,
  MINUTES_PER_DAY,
  toDayNumber,
  toLocalTime,
} from '../../tenants/availability/local-time.ts'
import { visitorZone } from '../lib/known-zone.server.ts'
import type { Portal } from '../lib/portal.server.ts'

export type ZoneLine = {
  /** The visitor's zone as the server knows it, for the page to compare with the browser's. */
  visitorZone: string | null
  text: string
  /** The same instant on the visitor's clock, when theirs differs from the studio's; with the day when that differs too. */
  yourTime: (at: number) => string | null
}

/** `ownZone`: the zone that somebody has chosen for good; else their browser's counts. */
type Asking = Portal & { ownZone?: string | null }

/** Says whose clock the times are on, and how far the visitor's own clock is from it at that instant. */
export function zoneLine(
  { request, format, say, locale, ownZone }: Asking,
  timeZone: string,
  at: number,
): ZoneLine {
  const own = ownZone ?? visitorZone(request)
  const ahead = own === undefined ? 0 : wallMinutes(timeZone, at) - wallMinutes(own, at)
  const city = cityOf(timeZone, locale)
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60]
  const difference = minutes === 0 ? say('say.hours', { hours }) : say('say.hoursMinutes', { hours, minutes })
  if (own === undefined || ahead === 0) {
    return { visitorZone: own ?? null, text: say('say.zoneSame', { city }), yourTime: () => null }
  }
  return {
    visitorZone: own,
    text: say(ahead > 0 ? 'say.zoneAhead' : 'say.zoneBehind', { city, difference }),
    yourTime(instant) {
      const [clock, on] = [format.time(instant, own), localDateAt(own, instant)]
      const isSameDay = on === localDateAt(timeZone, instant)
      const day = format.weekdayShort(on)
      return say('say.yourTime', { time: isSameDay ? clock : say('say.dayTime', { day, time: clock }) })
    },
  }
}

function wallMinutes(timeZone: string, at: number): number {
  const { on, minuteOfDay } = toLocalTime(timeZone, at)
  return toDayNumber(on) * MINUTES_PER_DAY + minuteOfDay
}

// `Intl` knows no names of cities; of zones it does, but "България" is no help to somebody in Varna.
const bulgarianCities: Record<string, string> = { 'Europe/Sofia': 'София' }

function cityOf(timeZone: string, locale: string): string {
  if (locale !== 'bg') return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  const parts = new Intl.DateTimeFormat('bg-BG', { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(0)
  const generic = parts.find(({ type }) => type === 'timeZoneName')?.value
  return bulgarianCities[timeZone] ?? generic ?? timeZone
}
