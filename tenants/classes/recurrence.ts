import { addDays, daysBetween, weekdayOf } from '../availability/local-time.ts'

/**
 * A class that comes back: the weekly subset of RFC 5545's RRULE. Local dates, inclusive.
 * - `everyNWeeks` is INTERVAL, `weekdays` BYDAY (1 is Monday), weeks begin on Monday (the default of WKST)
 * - `fromOn` is the date of DTSTART; unlike there, it is one of the dates only when it falls on one of the weekdays
 * - `count` counts every date of the rule, also those that `exceptOn` (EXDATE) takes away again
 */
export type Recurrence = {
  weekdays: readonly number[]
  everyNWeeks: number
  fromOn: string
  untilOn: string | null
  count: number | null
  exceptOn: readonly string[]
}

/** The dates of the rule from `range.fromOn` to `range.toOn`, both inclusive, in order. */
export function listDates(rule: Recurrence, range: { fromOn: string; toOn: string }): string[] {
  const except = new Set(rule.exceptOn)
  return listRuleDates(rule, range.toOn).filter((on) => on >= range.fromOn && !except.has(on))
}

/** How many dates of the rule, exceptions included, lie before `on`: what they leave of `count`. */
export function countDatesBefore(rule: Recurrence, on: string): number {
  return listRuleDates(rule, addDays(on, -1)).length
}

/** Whether the rule has no date after `on`. */
export function isOver(rule: Recurrence, on: string): boolean {
  if (rule.untilOn !== null && rule.untilOn <= on) return true
  return rule.count !== null && listRuleDates(rule, on).length >= rule.count
}

function listRuleDates(
  { weekdays, everyNWeeks, fromOn, untilOn, count }: Recurrence,
  toOn: string,
): string[] {
  const lastOn = untilOn !== null && untilOn < toOn ? untilOn : toOn
  const inOrder = [...new Set(weekdays)].toSorted((a, b) => a - b)
  const dates: string[] = []
  for (let monday = mondayOf(fromOn); monday <= lastOn; monday = addDays(monday, 7 * everyNWeeks)) {
    for (const weekday of inOrder) {
      const on = addDays(monday, weekday - 1)
      if (on >= fromOn && on <= lastOn && (count === null || dates.length < count)) dates.push(on)
    }
  }
  return dates
}

/** The Monday on or before a local date: names its ISO week. */
export function mondayOf(on: string): string {
  return addDays(on, 1 - weekdayOf(on))
}

/** How many ISO weeks after `fromOn`'s the week of `toOn` is. */
export function weeksBetween(fromOn: string, toOn: string): number {
  return daysBetween(mondayOf(fromOn), mondayOf(toOn)) / 7
}
