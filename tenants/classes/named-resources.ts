import type { SessionRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { getSeriesRow } from './get-series-row.ts'

/**
 * The resources that were named for a session, when it shall take place otherwise: its own, or those of its series. Rooms do
 * not move: at another place none is named.
 */
export async function namedResources(
  ctx: TenantContext,
  before: SessionRow,
  after: SessionRow,
): Promise<readonly string[]> {
  if (before.locationId !== after.locationId) return []
  if (before.changedFields.includes('resourceIds')) return before.takes.map(({ id }) => id)
  return before.seriesId === null ? [] : (await getSeriesRow(ctx, before.seriesId)).resourceIds
}
