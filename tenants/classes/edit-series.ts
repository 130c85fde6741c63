import type { z } from 'zod'
import type { ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { addDays } from '../availability/local-time.ts'
import { makeId } from '../ids.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { given } from '../studio/staff-input.ts'
import { checkResources } from './choose-takes.ts'
import { countDatesBefore, isOver } from './recurrence.ts'
import { checkSeries, seriesFields } from './series-input.ts'

export const seriesChanges = seriesFields.partial()
export type SeriesChanges = z.output<typeof seriesChanges>

/** What becomes of a series: itself in other words, or cut short, with another that goes on. */
export type EditedSeries = {
  /** The series that has the dates from now on. */
  series: ClassSeriesRow
  /** The part before, when they are two. */
  ended: ClassSeriesRow | null
}

type Circumstances = { catalogue: Catalogue; fromOn: string | null; today: string; now: number }

/**
 * A series with changes, all of it or from one of its dates on. What it leaves of `count` is what the dates before have
 * not used up; one end replaces the other. Rooms do not move with it to another place.
 *
 * @throws AppError `invalid_input`, `not_found`.
 */
export function editSeries(
  before: ClassSeriesRow,
  changes: SeriesChanges,
  { catalogue, fromOn, today, now }: Circumstances,
): EditedSeries {
  const used = fromOn === null ? 0 : countDatesBefore(before, fromOn)
  const part = fromOn !== null && used > 0 ? cutOut(before, { fromOn, used, now }) : before
  // Nothing of the wish but what a series has.
  const fields = { ...seriesChanges.parse(changes), ...lookUp(changes, catalogue) }
  const series: ClassSeriesRow = {
    ...part,
    ...(changes.untilOn ? { count: null } : {}),
    ...(changes.count ? { untilOn: null } : {}),
    ...(fields.locationId && fields.locationId !== part.locationId ? { resourceIds: [] } : {}),
    ...(fields.trainerId === part.secondTrainerId ? { secondTrainerId: null } : {}),
    // `given` leaves out what is undefined.
    ...(given(fields) as Partial<ClassSeriesRow>),
  }
  checkSeries(series)
  if (changes.resourceIds) checkResources(catalogue, series)
  const withStatus = (row: ClassSeriesRow): ClassSeriesRow => ({
    ...row,
    status: isOver(row, addDays(today, -1)) ? 'ended' : 'active',
  })
  if (part === before || fromOn === null) return { series: withStatus(series), ended: null }
  const ended = withStatus({ ...before, count: null, untilOn: addDays(fromOn, -1) })
  return { series: withStatus(series), ended }
}

function cutOut(
  before: ClassSeriesRow,
  { fromOn, used, now }: { fromOn: string; used: number; now: number },
): ClassSeriesRow {
  const count = before.count === null ? null : before.count - used
  const exceptOn = before.exceptOn.filter((on) => on >= fromOn)
  return { ...before, id: makeId('cse'), fromOn, count, exceptOn, createdAt: now }
}

function lookUp({ trainerId, secondTrainerId, locationId }: SeriesChanges, catalogue: Catalogue) {
  return {
    trainerId: trainerId && getTrainer(catalogue, trainerId).id,
    secondTrainerId: secondTrainerId && getTrainer(catalogue, secondTrainerId).id,
    locationId: locationId && getLocation(catalogue, locationId).id,
  }
}
