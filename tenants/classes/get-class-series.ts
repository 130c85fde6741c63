import type { ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import type { Right } from '../access/grants.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getSeriesRow } from './get-series-row.ts'

/** A class that comes back. */
export type ClassSeries = ClassSeriesRow

/**
 * One class that comes back. For staff, for a trainer one that they give, first or second.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getClassSeries(
  ctx: TenantContext,
  seriesId: string,
  right: Right = 'calendar:view',
): Promise<ClassSeries> {
  requireReach(ctx, right)
  const series = await getSeriesRow(ctx, seriesId)
  requireFor(ctx, right, [series.trainerId, series.secondTrainerId])
  return series
}
