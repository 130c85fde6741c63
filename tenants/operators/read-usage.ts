import { and, asc, eq, gte, lt, lte, sum } from 'drizzle-orm'
import { z } from 'zod'
import { tenantHours, tenants, tenantUsage } from '../../db/registry/schema/index.ts'
import { days } from '../durations.ts'
import { costOf, totalOf, type Priced, type Usage } from '../fleet/health/prices.ts'
import { parseInput } from '../parse-input.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** What a studio used in a month, and what that costs (millionths of a US dollar). */
export type StudioUsage = {
  tenantId: string
  name: string
  usage: Usage
  costs: Record<Priced, number>
  costMicros: number
}

export type MonthUsage = {
  month: string
  studios: StudioUsage[]
  total: Omit<StudioUsage, 'tenantId' | 'name'>
}

const monthInput = z.object({
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'A month is such as 2027-01.'),
})

/**
 * What each studio used in a month of UTC, as the vendors count it, and what that costs by our list of prices: whoever cost
 * most first. What is kept counts by the days it was there.
 *
 * @param month `2027-01`; left out: the one that is under way.
 * @throws AppError `invalid_input`, `unauthorized`, `second_factor_required`; DatabaseError
 */
export async function readUsage(
  ctx: PlatformContext,
  {
    month: asked,
    tenantId,
    limit = 100,
  }: { month?: string | undefined; tenantId?: string; limit?: number } = {},
): Promise<MonthUsage> {
  requireRole(ctx, 'support')
  const { month } = parseInput(monthInput, { month: asked ?? monthOf(ctx.now()) })
  const used = and(
    gte(tenantUsage.dayOn, `${month}-01`),
    lte(tenantUsage.dayOn, `${month}-31`),
    tenantId === undefined ? undefined : eq(tenantUsage.tenantId, tenantId),
  )
  const { orm, read } = ctx.db
  const { from, to } = spanOf(month)
  const [rows, requests] = await read([
    orm
      .select({
        tenantId: tenants.id,
        name: tenants.name,
        rowsRead: sum(tenantUsage.rowsRead).mapWith(Number),
        rowsWritten: sum(tenantUsage.rowsWritten).mapWith(Number),
        storageBytes: sum(tenantUsage.storageBytes).mapWith(Number),
        emails: sum(tenantUsage.emails).mapWith(Number),
        smsParts: sum(tenantUsage.smsParts).mapWith(Number),
        hostnames: sum(tenantUsage.hostnames).mapWith(Number),
        fileBytes: sum(tenantUsage.fileBytes).mapWith(Number),
      })
      .from(tenantUsage)
      .innerJoin(tenants, eq(tenants.id, tenantUsage.tenantId))
      .where(used)
      .groupBy(tenants.id)
      .orderBy(asc(tenants.id)),
    orm
      .select({ tenantId: tenantHours.tenantId, requests: sum(tenantHours.requests).mapWith(Number) })
      .from(tenantHours)
      .where(
        and(
          gte(tenantHours.hourAt, from),
          lt(tenantHours.hourAt, to),
          tenantId === undefined ? undefined : eq(tenantHours.tenantId, tenantId),
        ),
      )
      .groupBy(tenantHours.tenantId),
  ])
  const requestsOf = new Map(requests.map((row) => [row.tenantId, row.requests]))
  const studios = rows
    .map(({ tenantId: id, name, ...usage }) =>
      priced({ ...usage, requests: requestsOf.get(id) ?? 0 }, { tenantId: id, name }),
    )
    .toSorted((a, b) => b.costMicros - a.costMicros)
  const all = studios.reduce((sumOf, { usage }) => addUsage(sumOf, usage), NOTHING)
  return { month, studios: studios.slice(0, limit), total: priced(all, {}) }
}

const NOTHING: Usage = {
  rowsRead: 0,
  rowsWritten: 0,
  storageBytes: 0,
  emails: 0,
  smsParts: 0,
  hostnames: 0,
  fileBytes: 0,
  requests: 0,
}

function priced<Whose extends object>(usage: Usage, whose: Whose) {
  const costs = costOf(usage)
  return { ...whose, usage, costs, costMicros: totalOf(costs) }
}

function addUsage(one: Usage, other: Usage): Usage {
  const keys = Object.keys(one) as Priced[]
  // The same keys again.
  return Object.fromEntries(keys.map((key) => [key, one[key] + other[key]])) as Usage
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7)
}

function spanOf(month: string): { from: number; to: number } {
  const from = Date.parse(`${month}-01T00:00:00Z`)
  const next = new Date(from + days(32)).toISOString().slice(0, 7)
  return { from, to: Date.parse(`${next}-01T00:00:00Z`) }
}
