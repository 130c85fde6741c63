import { eq } from 'drizzle-orm'
import { classSeries, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { commitChanges } from './commit-changes.ts'
import { cancelClassSeriesInput, planSeriesEnd, type CancelClassSeriesInput } from './plan-series-end.ts'
import type { AffectedSession } from './read-affected.ts'
import { refuseIfSeriesChanged } from './refuse-if-changed.ts'
import { retryClashes } from './retry-clashes.ts'

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
  const input = parseInput(cancelClassSeriesInput, raw)
  return retryClashes(async () => {
    const { before, series, dropped, affected } = await planSeriesEnd(ctx, input)
    const { untilOn, count, status } = series
    const cut = ctx.db.orm
      .update(classSeries)
      .set({ untilOn, count, status })
      .where(eq(classSeries.id, before.id))
    await commitChanges(ctx, {
      first: [refuseIfSeriesChanged(before), cut.getSQL()],
      changed: [],
      added: [],
      dropped,
      dropReason: input.reason ?? null,
      actor,
    })
    return { series, affected, droppedIds: dropped.map(({ id }) => id) }
  })
}
