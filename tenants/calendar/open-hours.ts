import { openIntervals } from '../availability/open-intervals.ts'
import type { Catalogue, Trainer } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import type { CalendarHours } from './calendar-view.ts'
import type { CalendarRows } from './read-calendar.ts'

type Range = { from: number; to: number }

/** When these trainers are to be had, at each of their places: weekly hours, exceptions and absences taken together. */
export function openHours(
  catalogue: Catalogue,
  rows: Pick<CalendarRows, 'away' | 'overrides'>,
  { trainers, ...range }: Range & { trainers: readonly Trainer[] },
): CalendarHours[] {
  return trainers.flatMap((trainer) =>
    trainer.locationIds.flatMap((locationId) => {
      const rules = rulesOf(catalogue, rows, { trainer, locationId })
      return openIntervals(rules, range).map((open) => ({ ...open, trainerId: trainer.id, locationId }))
    }),
  )
}

function rulesOf(
  catalogue: Catalogue,
  { away, overrides }: Pick<CalendarRows, 'away' | 'overrides'>,
  { trainer, locationId }: { trainer: Trainer; locationId: string },
) {
  return {
    timeZone: getLocation(catalogue, locationId).timeZone,
    weekly: trainer.weeklyHours.filter((rule) => rule.locationId === locationId),
    overrides: overrides
      .filter(
        (row) =>
          (row.trainerId ?? trainer.id) === trainer.id && (row.locationId ?? locationId) === locationId,
      )
      .map((row) => ({ ...row, isOfPlace: row.trainerId === null })),
    timeOff: away.filter(({ trainerId }) => trainerId === trainer.id),
  }
}
