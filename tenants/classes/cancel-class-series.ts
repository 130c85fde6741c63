import { and, eq, gt, isNotNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import { classSeries, sessions, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { localDate, note } from '../studio/staff-input.ts'
import { commitChanges } from './commit-changes.ts'
import { getClassSeries } from './get-class-series.ts'
import { readAffected, type AffectedSession } from './read-affected.ts'
import { isOver } from './recurrence.ts'
import { refuseIfSeriesChanged } from './refuse-if-changed.ts'
import { retryClashes } from './retry-clashes.ts'

const cancelClassSeriesInput = z.object({
  seriesId: anId,
  /** The first date that does not take place any more; without it, today's. */
  fromOn: localDate.nullish(),
  /** Told to everybody who is booked. */
  reason: note.nullish(),
})
export type CancelClassSeriesInput = z.input<typeof cancelClassSeriesInput>

export type CancelledSeries = { series: ClassSeriesRow; affected: AffectedSession[]; droppedIds: string[] }

/**
 * Staff end a class that comes back: from a date on it does not take place any more. Sessions that have begun stay. Whoever
 * is booked is told and owes nothing, whoever waits waits no more; sessions nobody ever wanted a place in are gone. A trainer ends a
 * series that they give, as long as they give all of those sessions.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`, `changed_meanwhile`; DatabaseError.
 */
export async function cancelClassSeries(
  ctx: TenantContext,
  raw: CancelClassSeriesInput,
): Promise<CancelledSeries> {
  const { actor } = requireReach(ctx, 'calendar:change')
  const { seriesId, fromOn, reason = null } = parseInput(cancelClassSeriesInput, raw)
  const { db } = ctx
  return retryClashes(async () => {
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
    const { untilOn, count, status } = series
    const cut = db.orm.update(classSeries).set({ untilOn, count, status }).where(eq(classSeries.id, seriesId))
    await commitChanges(ctx, {
      first: [refuseIfSeriesChanged(before), cut.getSQL()],
      changed: [],
      added: [],
      dropped,
      dropReason: reason,
      actor,
    })
    return { series, affected, droppedIds: dropped.map(({ id }) => id) }
  })
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
