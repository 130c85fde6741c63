import { toDayNumber, weekdayOfDayNumber } from './local-time.ts'
import type { WeeklyRule } from './slot-input.ts'

/** Days are numbers here, counted from 1970-01-01. */
type Validity = { first: number; last: number; everyNWeeks: number; anchorWeek: number }

/** A function from day number to the rules that hold on it, in their order. */
export function indexWeekly(rules: readonly WeeklyRule[]): (day: number) => readonly WeeklyRule[] {
  const byWeekday: WeeklyRule[][] = [[], [], [], [], [], [], [], []]
  const limited = new Map<WeeklyRule, Validity>()
  for (const rule of rules) {
    byWeekday[rule.weekday]?.push(rule)
    const { validFromOn, validToOn, everyNWeeks = 1, anchorOn } = rule
    if (!validFromOn && !validToOn && everyNWeeks === 1) continue
    limited.set(rule, {
      first: validFromOn ? toDayNumber(validFromOn) : -Infinity,
      last: validToOn ? toDayNumber(validToOn) : Infinity,
      everyNWeeks,
      anchorWeek: anchorOn ? weekNumber(toDayNumber(anchorOn)) : 0,
    })
  }
  const holdsOn = (rule: WeeklyRule, day: number) => {
    const validity = limited.get(rule)
    if (!validity) return true
    const { first, last, everyNWeeks, anchorWeek } = validity
    return first <= day && day <= last && (weekNumber(day) - anchorWeek) % everyNWeeks === 0
  }
  return (day) => {
    const rulesOfDay = byWeekday[weekdayOfDayNumber(day)] ?? []
    return limited.size === 0 ? rulesOfDay : rulesOfDay.filter((rule) => holdsOn(rule, day))
  }
}

/** ISO weeks since the one of 1970-01-01, which was a Thursday. */
function weekNumber(day: number): number {
  return Math.floor((day + 3) / 7)
}
