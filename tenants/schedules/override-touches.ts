import type { AvailabilityOverrideRow } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, toInstant } from '../availability/local-time.ts'

type Dates = Pick<AvailabilityOverrideRow, 'kind' | 'fromOn' | 'toOn' | 'windows'>
type Span = { startsAt: number; endsAt: number }

/**
 * Whether something that takes place then is in the way of these dates: it meets what is closed, or begins on one of
 * the dates and does not lie within the windows they have instead of the week's. Local times are of `timeZone`.
 */
export function isTouchedBy(dates: Dates, span: Span, timeZone: string): boolean {
  if (dates.kind === 'open') return false
  const startsOn = localDateAt(timeZone, span.startsAt)
  const isAmong = (on: string) => dates.fromOn <= on && on <= dates.toOn
  const windowsOn = (on: string) => (isAmong(on) ? toSpans(dates, on, timeZone) : [])
  if (dates.kind === 'closed') {
    // A window may end in the next morning, and nothing lasts longer than half a day.
    return [-1, 0, 1]
      .flatMap((days) => windowsOn(addDays(startsOn, days)))
      .some((closed) => closed.startsAt < span.endsAt && closed.endsAt > span.startsAt)
  }
  if (!isAmong(startsOn)) return false
  const open = merge([
    ...windowsOn(addDays(startsOn, -1)),
    ...windowsOn(startsOn),
    ...windowsOn(addDays(startsOn, 1)),
  ])
  return !open.some(({ startsAt, endsAt }) => startsAt <= span.startsAt && span.endsAt <= endsAt)
}

/** A date's windows; closed without windows is closed all day. */
function toSpans({ kind, windows }: Dates, on: string, timeZone: string): Span[] {
  const wholeDay = { startMinute: 0, endMinute: 1440 }
  const meant = kind === 'closed' && windows.length === 0 ? [wholeDay] : windows
  return meant.map(({ startMinute, endMinute }) => ({
    startsAt: toInstant(timeZone, { on, minuteOfDay: startMinute }),
    endsAt: toInstant(timeZone, { on, minuteOfDay: endMinute }),
  }))
}

/** Windows that touch are one. */
function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = merged.at(-1)
    if (last && span.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, span.endsAt)
    else merged.push({ ...span })
  }
  return merged
}
