import { addDays, daysBetween, toInstant, toLocalTime } from '../availability/local-time.ts'
import type { Spot } from '../bookings/booking-request.ts'
import { guardRefusals } from '../bookings/refuse-booking.ts'

/** Why a date cannot be booked: the engine's word for it, a sentence, and from when on (ms) it can, if time is all it needs. */
export type DateRefusal = { reason: string; sentence: string; opensAt: number | null }

/** What can be booked on one date. */
export type Place = { startsAt: number; endsAt: number; trainerId: string; priceMinor: number; spot: Spot }

export type Look = { ok: true; place: Place } | { ok: false; refusal: DateRefusal }

/**
 * Where all dates of a series would be: with one trainer at one place, or in the sessions of a class there. `taken` are
 * dates of the same series that are decided already.
 */
export type Offer = {
  /** Null where each session has its own. */
  trainerId: string | null
  locationId: string
  timeZone: string
  /** What there is at this instant, or why nothing. */
  at: (startsAt: number, taken: readonly Place[]) => Look
  /** Other times for it: the same day's from the nearest on, then the days around at the same local time. */
  near: (startsAt: number, taken: readonly Place[]) => Place[]
}

/** How many days before and after a date other times are looked for. */
export const DAYS_AROUND = 3

/** The starts that are other times for one, best first. */
export function orderNear(starts: readonly number[], startsAt: number, timeZone: string): number[] {
  const { on, minuteOfDay } = toLocalTime(timeZone, startsAt)
  const sameDay = starts
    .filter((start) => start !== startsAt && toLocalTime(timeZone, start).on === on)
    .toSorted((a, b) => Math.abs(a - startsAt) - Math.abs(b - startsAt))
  const daysAway = Array.from({ length: DAYS_AROUND }, (_, index) => [-index - 1, index + 1]).flat()
  const sameTime = daysAway.map((days) => toInstant(timeZone, { on: addDays(on, days), minuteOfDay }))
  return [...sameDay, ...sameTime.filter((start) => starts.includes(start))]
}

/** How many days another time is away from a date. */
export function daysAway(timeZone: string, on: string, startsAt: number): number {
  return Math.abs(daysBetween(on, toLocalTime(timeZone, startsAt).on))
}

/** A refusal in the guard's words. */
export function refuseAsGuard(reason: keyof typeof guardRefusals): DateRefusal {
  return { reason, sentence: guardRefusals[reason].sentence, opensAt: null }
}
