import type { ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getSeriesRow } from './get-series-row.ts'

/** A class that comes back. */
export type ClassSeries = ClassSeriesRow

/**
 * One class that comes back. For staff.
 *
 * @throws AppError `unauthorized`, `not_found`; DatabaseError.
 */
export async function getClassSeries(ctx: TenantContext, seriesId: string): Promise<ClassSeries> {
  requireStaff(ctx, 'calendar:view')
  return getSeriesRow(ctx, seriesId)
}
