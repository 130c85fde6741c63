import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { findManagedSeries, type SeriesRef } from './find-series.ts'
import { toSeriesView, type SeriesView } from './series-view.ts'

/**
 * A client's own series, for the client, staff, or whoever holds the manage link of any of its bookings.
 *
 * @throws AppError `not_found`, `forbidden`; DatabaseError.
 */
export async function getSeries(ctx: TenantContext, ref: SeriesRef): Promise<SeriesView> {
  const [catalogue, found] = await Promise.all([
    getCatalogue(ctx),
    findManagedSeries(ctx, ref, 'bookings:view'),
  ])
  return toSeriesView(found, catalogue, ctx.now())
}
