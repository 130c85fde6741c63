import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { findManagedSeries } from './find-series.ts'
import { toSeriesView, type SeriesView } from './series-view.ts'

export type ManagedSeries = { seriesId: string; manageToken?: string | null }

/**
 * A client's own series, for staff or for whoever holds the manage link of any of its bookings.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getSeries(ctx: TenantContext, ref: ManagedSeries): Promise<SeriesView> {
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findManagedSeries(ctx, ref)])
  return toSeriesView(found, catalogue, ctx.now())
}
