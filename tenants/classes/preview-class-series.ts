import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { createClassSeriesInput, planSeries, type CreateClassSeriesInput } from './plan-series.ts'
import { toPlannedDate, type PlannedDate } from './settle-clashes.ts'

/**
 * Each date a new series would have up to the horizon, and what is in its way; nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function previewClassSeries(
  ctx: TenantContext,
  raw: CreateClassSeriesInput,
): Promise<PlannedDate[]> {
  requireReach(ctx, 'calendar:change')
  const { catalogue, planned } = await planSeries(ctx, parseInput(createClassSeriesInput, raw))
  return planned.map((one) => toPlannedDate(one, catalogue))
}
