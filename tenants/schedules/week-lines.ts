import { formatWallTime, parseWallTime } from './wall-time.ts'
import type { WeekRule } from './weekly-rule.ts'

/**
 * A rule of a week as one line, for the log and for telling weeks apart: `open 1 09:00-13:00`, and behind it whatever
 * narrows it: `at=loc_sofia from=2027-01-01 to=2027-06-30 every=2 since=2027-01-09`.
 */
export function toLine(rule: WeekRule): string {
  const { kind, weekday, startMinute, endMinute, everyNWeeks } = rule
  const narrowed = Object.entries({
    at: rule.locationId,
    from: rule.validFromOn,
    to: rule.validToOn,
    every: everyNWeeks > 1 ? everyNWeeks : null,
    since: rule.anchorOn,
  }).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
  return [kind, weekday, `${formatWallTime(startMinute)}-${formatWallTime(endMinute)}`, ...narrowed].join(' ')
}

/** What `toLine` wrote; undefined for anything else. */
export function fromLine(line: string): WeekRule | undefined {
  const [, kind, weekday, start = '', end = '', rest = ''] =
    /^(open|break) ([1-7]) (\d\d:\d\d)-(\d\d:\d\d)((?: [a-z]+=\S+)*)$/.exec(line) ?? []
  const [startMinute, endMinute] = [parseWallTime(start), parseWallTime(end)]
  if ((kind !== 'open' && kind !== 'break') || startMinute === undefined || endMinute === undefined) {
    return undefined
  }
  const narrowed = new Map([...rest.matchAll(/ ([a-z]+)=(\S+)/g)].map(([, name, value]) => [name, value]))
  return {
    kind,
    weekday: Number(weekday),
    startMinute,
    endMinute,
    locationId: narrowed.get('at') ?? null,
    validFromOn: narrowed.get('from') ?? null,
    validToOn: narrowed.get('to') ?? null,
    everyNWeeks: Number(narrowed.get('every') ?? 1),
    anchorOn: narrowed.get('since') ?? null,
  }
}

/** The same of a whole week, in an order of their own. */
export const toLines = (rules: readonly WeekRule[]): string[] => rules.map(toLine).toSorted()
