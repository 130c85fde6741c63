import { inArray } from 'drizzle-orm'
import { limitKeys, type LimitKey } from '../../db/registry/schema/plans.ts'
import { planLimits, usageCounts } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** Of the tenant's schema: from `0007_platform` on there is something to read. */
export const FIRST_COUNTING_VERSION = 8

/** One thing that a plan limits: how much of it there is, and how much there may be; null: as much as they like. */
export type Used = { key: LimitKey; count: number; most: number | null }

/** `2027-01` in UTC, as the triggers write it. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7)
}

/**
 * How much of what plans limit there is now, and in this month of UTC; null while the studio's database does not count. One
 * round trip. @throws DatabaseError
 */
export async function readUsage(
  ctx: Pick<TenantContext, 'db' | 'now' | 'schemaVersion'>,
): Promise<Used[] | null> {
  return ctx.schemaVersion < FIRST_COUNTING_VERSION ? null : readCounts(ctx)
}

/** How many more fit. For a studio that has run into the limit: its database counts. @throws DatabaseError */
export async function roomFor(ctx: Pick<TenantContext, 'db' | 'now'>, key: LimitKey): Promise<number> {
  const used = (await readCounts(ctx)).find((one) => one.key === key)
  return used?.most === null || used === undefined ? Infinity : Math.max(0, used.most - used.count)
}

async function readCounts({ db, now }: Pick<TenantContext, 'db' | 'now'>): Promise<Used[]> {
  const { orm, read } = db
  const [limits, counts] = await read([
    orm.select().from(planLimits),
    orm
      .select()
      .from(usageCounts)
      .where(inArray(usageCounts.period, ['', monthOf(now())])),
  ])
  return limitKeys.map((key) => ({
    key,
    count: counts.find((one) => one.key === key)?.count ?? 0,
    most: limits.find((one) => one.key === key)?.value ?? null,
  }))
}
