import type { BookingSeriesRow } from '../../db/tenant/schema/index.ts'
import { addDays, toInstant, toLocalTime } from '../availability/local-time.ts'
import type { SeriesWish } from './series-input.ts'

/** One date of a series as it was wished for. `on` is the local date of the place, and the date's name in the series. */
export type SeriesDay = { position: number; on: string; startsAt: number }

/** A wish as the series keeps it, in wall-clock time of the place. */
export function toStoredWish(
  { startsAt, everyNWeeks, count }: Pick<SeriesWish, 'startsAt' | 'everyNWeeks' | 'count'>,
  timeZone: string,
): BookingSeriesRow['wish'] {
  const { on, minuteOfDay, weekday } = toLocalTime(timeZone, startsAt)
  return { weekday, startMinute: minuteOfDay, everyNWeeks, fromOn: on, count }
}

/** The dates of a series: the local start is kept whatever the clocks do; one that is skipped moves later by the gap. */
export function listSeriesDays(wish: BookingSeriesRow['wish'], timeZone: string): SeriesDay[] {
  return Array.from({ length: wish.count }, (_, position) => {
    const on = addDays(wish.fromOn, position * wish.everyNWeeks * 7)
    return { position, on, startsAt: toInstant(timeZone, { on, minuteOfDay: wish.startMinute }) }
  })
}
