import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { CancelledSeries } from './cancel-class-series.ts'
import { cancelClassSeriesInput, planSeriesEnd, type CancelClassSeriesInput } from './plan-series-end.ts'

/**
 * What the end of a class that comes back would mean, with everybody it concerns. Nothing is written.
 *
 * @throws AppError as `cancelClassSeries`, except `changed_meanwhile`.
 */
export async function previewSeriesEnd(
  ctx: TenantContext,
  raw: CancelClassSeriesInput,
): Promise<CancelledSeries> {
  requireReach(ctx, 'calendar:change')
  const { series, dropped, affected } = await planSeriesEnd(ctx, parseInput(cancelClassSeriesInput, raw))
  return { series, affected, droppedIds: dropped.map(({ id }) => id) }
}
