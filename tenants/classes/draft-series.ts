import type { ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { draftSession } from './draft-session.ts'
import { horizonOn } from './horizon.ts'
import type { Draft } from './plan-sessions.ts'
import { listDates } from './recurrence.ts'

/**
 * The sessions a series means from `fromOn` (a local date, by default its first) to the horizon, and the horizon. Those
 * that have started are left out.
 *
 * @throws AppError `not_found` when its service is not on sale any more.
 */
export function draftSeries(
  ctx: TenantContext,
  {
    catalogue,
    series,
    fromOn = series.fromOn,
  }: { catalogue: Catalogue; series: ClassSeriesRow; fromOn?: string },
): { drafts: Draft[]; toOn: string } {
  const service = getService(catalogue, series.serviceId)
  const { timeZone } = getLocation(catalogue, series.locationId)
  const now = ctx.now()
  const toOn = horizonOn(catalogue, { service, timeZone, now })
  const drafts = listDates(series, { fromOn, toOn })
    .map((on) => ({
      session: draftSession(series, { service, timeZone, on, now }),
      resourceIds: series.resourceIds,
    }))
    .filter(({ session }) => session.startsAt > now)
  return { drafts, toOn }
}
