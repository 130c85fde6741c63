import { asc, eq } from 'drizzle-orm'
import { classSeries } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { EXTEND_EVERY_MS } from './announce-sessions.ts'
import { horizonOn } from './horizon.ts'
import { materializeSeries } from './materialize-series.ts'

/** What is left goes on at once, in the next unit of work. */
const MAX_AT_ONCE = 20

/**
 * Rolls the horizon of every series on, a few series at a time. A task: returns when to come again (ms), or null when there
 * is no series to look after.
 *
 * Throws the first failure, when every series has had its turn.
 */
export async function extendSeries(ctx: TenantContext): Promise<number | null> {
  const catalogue = await getCatalogue(ctx)
  const now = ctx.now()
  const [active] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(classSeries)
      .where(eq(classSeries.status, 'active'))
      .orderBy(asc(classSeries.madeUntilOn)),
  ])
  const due = active.filter((series) => {
    const service = catalogue.services.find(({ id }) => id === series.serviceId)
    if (!service) return false
    const { timeZone } = getLocation(catalogue, series.locationId)
    return (series.madeUntilOn ?? '') < horizonOn(catalogue, { service, timeZone, now })
  })
  const failures: unknown[] = []
  for (const { id } of due.slice(0, MAX_AT_ONCE)) {
    // What is wrong with one series must not end the others.
    await materializeSeries(ctx, id).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
  if (due.length > MAX_AT_ONCE) return now
  return active.length === 0 ? null : now + EXTEND_EVERY_MS
}
