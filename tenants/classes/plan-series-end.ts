import { and, eq, gt, isNotNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import { sessions, type ClassSeriesRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import { requireFor } from '../access/require-staff.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { localDate, note } from '../studio/staff-input.ts'
import { getClassSeries } from './get-class-series.ts'
import { readAffected, type AffectedSession } from './read-affected.ts'
import { isOver } from './recurrence.ts'

export const cancelClassSeriesInput = z.object({
  seriesId: anId,
  /** The first date that does not take place any more; without it, today's. */
  fromOn: localDate.nullish(),
  /** Told to everybody who is booked. */
  reason: note.nullish(),
})
export type CancelClassSeriesInput = z.input<typeof cancelClassSeriesInput>

export type SeriesEnd = {
  before: ClassSeriesRow
  /** The series cut short. */
  series: ClassSeriesRow
  /** The sessions that do not take place any more. */
  dropped: SessionRow[]
  affected: AffectedSession[]
}

/**
 * What the end of a class that comes back means, from a date on. Nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function planSeriesEnd(
  ctx: TenantContext,
  { seriesId, fromOn }: z.output<typeof cancelClassSeriesInput>,
): Promise<SeriesEnd> {
  const { db } = ctx
  const [catalogue, before] = await Promise.all([
    getCatalogue(ctx),
    getClassSeries(ctx, seriesId, 'calendar:change'),
  ])
  const today = localDateAt(getLocation(catalogue, before.locationId).timeZone, ctx.now())
  const series = endSeries(before, { fromOn: fromOn ?? today, today })
  const [rows] = await db.read([
    db.orm
      .select()
      .from(sessions)
      .where(
        and(
          eq(sessions.seriesId, seriesId),
          isNotNull(sessions.seriesOn),
          ne(sessions.status, 'cancelled'),
          gt(sessions.startsAt, ctx.now()),
        ),
      )
      .orderBy(sessions.startsAt),
  ])
  const dropped = rows.filter(({ seriesOn }) => (seriesOn ?? '') >= (fromOn ?? ''))
  for (const row of dropped) requireFor(ctx, 'calendar:change', [row.trainerId, row.secondTrainerId])
  const affected = await readAffected(
    ctx,
    dropped.map((row) => ({ before: row, after: null })),
  )
  return { before, series, dropped, affected }
}

/** A series cut short. One that ends before anyway keeps its end. */
function endSeries(
  before: ClassSeriesRow,
  { fromOn, today }: { fromOn: string; today: string },
): ClassSeriesRow {
  const lastOn = addDays(fromOn, -1)
  const series: ClassSeriesRow = isOver(before, lastOn) ? before : { ...before, count: null, untilOn: lastOn }
  return { ...series, status: isOver(series, addDays(today, -1)) ? 'ended' : before.status }
}
