import type { BookingStatus } from '../../db/tenant/schema/index.ts'
import { addDays, toInstant, toLocalTime, weekdayOf } from '../availability/local-time.ts'
import { minutes } from '../durations.ts'
import { SAMPLE_HOURS, type Part } from './choose-sample-cast.ts'

export type Taken = { from: number; until: number }
export type SampleTime = { startsAt: number; endsAt: number; occupiedFrom: number; occupiedUntil: number }

/** Which client comes on which day from today, and what became of it. */
export const sampleVisits: readonly { inDays: number; client: number; status: BookingStatus }[] = [
  { inDays: -7, client: 0, status: 'completed' },
  { inDays: -6, client: 1, status: 'no_show' },
  { inDays: -5, client: 2, status: 'completed' },
  { inDays: -3, client: 3, status: 'cancelled' },
  { inDays: -2, client: 4, status: 'completed' },
  { inDays: 0, client: 5, status: 'confirmed' },
  { inDays: 1, client: 0, status: 'confirmed' },
  { inDays: 2, client: 6, status: 'pending' },
  { inDays: 3, client: 7, status: 'confirmed' },
]

// How far from the day that was wanted a free hour is looked for.
const DAYS = 21

type Search = { part: Part; timeZone: string; now: number; inDays: number; taken: readonly Taken[] }

/**
 * The first whole hour that the trainer works and nothing takes, on the wanted day or the next after it; in the past, the
 * one before. Null when there is none near.
 */
export function findSampleTime(search: Search): SampleTime | null {
  const { timeZone, now, inDays, part } = search
  const today = toLocalTime(timeZone, now).on
  for (let away = 0; away < DAYS; away += 1) {
    const on = addDays(today, inDays < 0 ? inDays - away : inDays + away)
    for (const { startMinute, endMinute } of hoursOn(part, on)) {
      for (let minuteOfDay = startMinute; minuteOfDay < endMinute; minuteOfDay += 60) {
        const lasts = part.service.durationMinutes
        const time = toTime(toInstant(timeZone, { on, minuteOfDay }), part)
        if (minuteOfDay + lasts <= endMinute && isFree(time, search)) return time
      }
    }
  }
  return null
}

function hoursOn({ weeklyHours }: Part, on: string) {
  const weekday = weekdayOf(on)
  if (weeklyHours.length === 0) return weekday <= 5 ? [SAMPLE_HOURS] : []
  return weeklyHours.filter((rule) => rule.kind === 'open' && rule.weekday === weekday)
}

function toTime(startsAt: number, { service }: Part): SampleTime {
  const endsAt = startsAt + minutes(service.durationMinutes)
  return {
    startsAt,
    endsAt,
    occupiedFrom: startsAt - minutes(service.bufferBeforeMinutes),
    occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
  }
}

function isFree(
  { occupiedFrom, occupiedUntil, endsAt }: SampleTime,
  { taken, inDays, now }: Search,
): boolean {
  // What is to come leaves time to look at it; what was is over.
  const isWhenMeant = inDays < 0 ? endsAt <= now : occupiedFrom > now + minutes(30)
  return isWhenMeant && taken.every(({ from, until }) => until <= occupiedFrom || from >= occupiedUntil)
}
