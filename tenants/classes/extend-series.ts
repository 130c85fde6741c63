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
  const now = ctx.now()
  const { active, due } = await readSeries(ctx)
  const failures: unknown[] = []
  for (const { id } of due.slice(0, MAX_AT_ONCE)) {
    // What is wrong with one series must not end the others.
    await materializeSeries(ctx, id).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
  if (due.length > MAX_AT_ONCE) return now
  return active.length === 0 ? null : now + EXTEND_EVERY_MS
}

/** When the series are to be looked at again (ms): now when one does not reach far enough; null when there is none. */
export async function nextExtension(ctx: TenantContext): Promise<number | null> {
  const { active, due } = await readSeries(ctx)
  if (due.length > 0) return ctx.now()
  return active.length === 0 ? null : ctx.now() + EXTEND_EVERY_MS
}

/** Those that go on, and of these the ones whose sessions do not reach far enough. */
async function readSeries(ctx: TenantContext) {
  const { orm, read } = ctx.db
  const now = ctx.now()
  const [catalogue, [active]] = await Promise.all([
    getCatalogue(ctx),
    read([
      orm
        .select()
        .from(classSeries)
        .where(eq(classSeries.status, 'active'))
        .orderBy(asc(classSeries.madeUntilOn)),
    ]),
  ])
  const due = active.filter((series) => {
    const service = catalogue.services.find(({ id }) => id === series.serviceId)
    if (!service) return false
    const { timeZone } = getLocation(catalogue, series.locationId)
    return (series.madeUntilOn ?? '') < horizonOn(catalogue, { service, timeZone, now })
  })
  return { active, due }
}
