import { localDateAt, weekdayOf } from '../../tenants/availability/local-time.ts'
import type { WeeklyHours } from '../../tenants/studio/get-catalogue.ts'
import type { Portal } from '../lib/portal.server.ts'

export type HoursRow = { days: string; times: string[]; isToday: boolean }

type Span = { startMinute: number; endMinute: number }

/** When somebody is there, by weekday; neighbouring days with the same hours share a row. */
export function openingHours({ catalogue, ctx, format }: Portal, timeZone: string): HoursRow[] {
  const today = localDateAt(timeZone, ctx.now())
  const rules = catalogue.trainers
    .flatMap(({ weeklyHours }) => weeklyHours)
    .filter((rule) => isInForce(rule, today))
  const spanText = ({ startMinute, endMinute }: Span) => format.minuteRange(startMinute, endMinute)
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    times: mergeSpans(rules.filter((rule) => rule.weekday === weekday)).map(spanText),
  }))
  const groups = Object.values(days).reduce<(typeof days)[]>((rows, day) => {
    const row = rows.at(-1)
    if (row && String(row[0]?.times) === String(day.times)) row.push(day)
    else rows.push([day])
    return rows
  }, [])
  return groups.map((group) => {
    const [first, last] = [group[0], group.at(-1)].map((day) =>
      format.weekdayShort(dateOf(day?.weekday ?? 1)),
    )
    return {
      days: group.length === 1 ? (first ?? '') : `${first} – ${last}`,
      times: group[0]?.times ?? [],
      isToday: group.some(({ weekday }) => weekday === weekdayOf(today)),
    }
  })
}

const isInForce = ({ validFromOn, validToOn }: WeeklyHours, on: string): boolean =>
  (validFromOn === null || validFromOn <= on) && (validToOn === null || on <= validToOn)

/** Overlapping and touching spans as one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const { startMinute, endMinute } of spans.toSorted((a, b) => a.startMinute - b.startMinute)) {
    const last = merged.at(-1)
    if (last && startMinute <= last.endMinute) last.endMinute = Math.max(last.endMinute, endMinute)
    else merged.push({ startMinute, endMinute })
  }
  return merged
}

/** Some date of this weekday, to name it by: 1 February 2027 is a Monday. */
const dateOf = (weekday: number): string => `2027-02-0${weekday}`
