import type { Hours } from './day-hours.ts'

/** Seven days of hours, Monday first. */
export type WeekHours = readonly (readonly Hours[])[]
/** One stretch of a week: its day (0 is Monday) and its place in that day. */
export type Spot = { day: number; index: number }

const DAY = 1440
/** What dragging and arrows go by. */
export const STEP = 15
const LENGTH = 60

type Changed = { week: WeekHours; spot: Spot }

/** Adds a stretch; what it overlaps becomes one with it. */
export function addHours(week: WeekHours, day: number, hours: Hours): Changed {
  return place(week, day, hours)
}

/** Adds an hour where the day has room for it: after what is there, else before. */
export function addSomewhere(week: WeekHours, day: number): Changed | undefined {
  const taken = week[day] ?? []
  const isFree = (startMinute: number) =>
    taken.every((one) => one.startMinute >= startMinute + LENGTH || one.endMinute <= startMinute)
  const starts = Array.from({ length: DAY / LENGTH }, (_, index) => index * LENGTH)
  const morning = taken.at(-1)?.endMinute ?? 9 * 60
  const start = [...starts.filter((at) => at >= morning), ...starts.toReversed()].find(isFree)
  if (start === undefined) return undefined
  return place(week, day, { startMinute: start, endMinute: start + LENGTH })
}

export function removeHours(week: WeekHours, { day, index }: Spot): WeekHours {
  return week.map((hours, at) => (at === day ? hours.filter((_, each) => each !== index) : hours))
}

/** The hours at a spot as they would be, elsewhere or of another length: within a day's starts, a step long at least. */
export function movedHours({ startMinute, endMinute }: Hours, byMinutes: number): Hours {
  const length = endMinute - startMinute
  // What ends by midnight stops there; what goes past it may begin as late as there is a step left.
  const most = endMinute > DAY ? DAY - STEP : DAY - length
  const start = clamp(startMinute + byMinutes, { least: 0, most })
  return { startMinute: start, endMinute: start + length }
}

export function stretchedHours(
  { startMinute, endMinute }: Hours,
  side: 'start' | 'end',
  byMinutes: number,
): Hours {
  if (side === 'end') {
    const end = clamp(endMinute + byMinutes, { least: startMinute + STEP, most: startMinute + DAY })
    return { startMinute, endMinute: end }
  }
  return {
    startMinute: clamp(startMinute + byMinutes, { least: 0, most: Math.min(endMinute, DAY) - STEP }),
    endMinute,
  }
}

/** Puts the hours at a spot elsewhere; what they overlap there becomes one with them. */
export function putHours(week: WeekHours, spot: Spot, to: { day: number; hours: Hours }): Changed {
  return place(removeHours(week, spot), to.day, to.hours)
}

/** Whether hours would overlap others than those at a spot. */
export function isTaken(week: WeekHours, spot: Spot, to: { day: number; hours: Hours }): boolean {
  return (removeHours(week, spot)[to.day] ?? []).some((one) => overlap(one, to.hours))
}

function place(week: WeekHours, day: number, hours: Hours): Changed {
  const others = week[day] ?? []
  const touched = others.filter((one) => overlap(one, hours))
  const startMinute = Math.min(hours.startMinute, ...touched.map((one) => one.startMinute))
  const endMinute = Math.max(hours.endMinute, ...touched.map((one) => one.endMinute))
  const merged = { startMinute, endMinute: Math.min(endMinute, startMinute + DAY) }
  const sorted = [...others.filter((one) => !touched.includes(one)), merged].toSorted(
    (a, b) => a.startMinute - b.startMinute,
  )
  return {
    week: week.map((one, at) => (at === day ? sorted : one)),
    spot: { day, index: sorted.indexOf(merged) },
  }
}

function overlap(a: Hours, b: Hours): boolean {
  return a.startMinute < b.endMinute && b.startMinute < a.endMinute
}

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(Math.max(value, least), most)
}
