import { Temporal } from 'temporal-polyfill'

/** Changes of a zone's offset in these years, both inclusive, as Temporal finds them (ms). */
export function clockChanges(timeZone: string, fromYear: number, toYear: number): number[] {
  const changes: number[] = []
  let change = Temporal.PlainDate.from({ year: fromYear, month: 1, day: 1 })
    .toZonedDateTime(timeZone)
    .getTimeZoneTransition('next')
  while (change && change.year <= toYear) {
    changes.push(change.epochMilliseconds)
    change = change.getTimeZoneTransition('next')
  }
  return changes
}
