import { and, gte, inArray, lt, or, type Column, type SQL } from 'drizzle-orm'
import { addDays, localDateAt, localDayBounds } from '../availability/local-time.ts'
import { hours } from '../durations.ts'
import type { Location } from '../studio/get-catalogue.ts'

/** One day of the places that share a zone. */
export type LocalDay = {
  timeZone: string
  locationIds: string[]
  on: string
  startsAt: number
  endsAt: number
}

/** Nothing that can be booked takes longer: what runs past midnight began at most so long before. */
const LONGEST_MS = hours(12)

/** The day it is at each place, or so many days later (earlier when negative), one for each zone; the main place's first. */
export function localDays(
  locations: readonly Pick<Location, 'id' | 'timeZone'>[],
  now: number,
  later = 0,
): LocalDay[] {
  const zones = [...new Set(locations.map(({ timeZone }) => timeZone))]
  return zones.map((timeZone) => {
    const on = addDays(localDateAt(timeZone, now), later)
    const here = locations.filter((place) => place.timeZone === timeZone)
    return { timeZone, on, ...localDayBounds(timeZone, on), locationIds: here.map(({ id }) => id) }
  })
}

type When = { startsAt: Column; endsAt: Column; locationId: Column }

/** A condition: it starts on its place's day; one range of the index of starts however many zones there are. */
export function startsOn(days: readonly LocalDay[], { startsAt, locationId }: Omit<When, 'endsAt'>) {
  const [only] = days
  const starts = (day: LocalDay) => and(gte(startsAt, day.startsAt), lt(startsAt, day.endsAt))
  if (only && days.length === 1) return starts(only)
  const from = Math.min(...days.map((day) => day.startsAt))
  const to = Math.max(...days.map((day) => day.endsAt))
  const each = days.map((day) => and(inArray(locationId, day.locationIds), starts(day)))
  return and(gte(startsAt, from), lt(startsAt, to), or(...each))
}

/** The same, or it started the evening before and still goes on at `now`. */
export function isOnOrRunning(days: readonly LocalDay[], when: When, now: number): SQL | undefined {
  const from = Math.min(now, ...days.map((day) => day.startsAt)) - LONGEST_MS
  const to = Math.max(...days.map((day) => day.endsAt))
  const isRunning = and(lt(when.startsAt, now), gte(when.endsAt, now + 1))
  return and(gte(when.startsAt, from), lt(when.startsAt, to), or(startsOn(days, when), isRunning))
}
