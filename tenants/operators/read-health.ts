import { and, asc, count, desc, eq, gte, inArray, isNull, sql, sum, type SQL } from 'drizzle-orm'
import {
  alerts,
  customHostnames,
  heartbeats,
  schemaVersions,
  tenantBacklogs,
  tenantFacts,
  tenantHours,
  tenants,
} from '../../db/registry/schema/index.ts'
import { hours } from '../durations.ts'
import { addCounts, noCounts, type RequestCounts } from '../fleet/health/request-counts.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** So many hours are shown, the one under way among them. */
export const HEALTH_HOURS = 24
const WORST_SHOWN = 20

/** Instants in ms; the counts are sums over `HEALTH_HOURS`. */
export type Health = {
  /** An entry for each hour, the oldest first. */
  hours: RequestCounts[]
  total: RequestCounts
  /** Alerts that are open. */
  openAlerts: number
  /** When the fleet's clock struck last; null: never yet. */
  beatAt: number | null
}

export type FleetHealth = Health & {
  statuses: { status: string; count: number }[]
  /** How many studios have which version of the schema; null: nobody knows. */
  versions: { version: number | null; count: number }[]
  /** Where most failed or was slow. */
  worst: ({ name: string } & RequestCounts)[]
}

export type StudioHealth = Health & {
  facts: typeof tenantFacts.$inferSelect | null
  schemaVersion: number | null
  certificates: { host: string; status: string; sslStatus: string; brokenSince: number | null }[]
  backlog: { due: number; oldestDueAt: number | null; unknown: number; at: number } | null
}

/** How all studios are together. @throws AppError `unauthorized`, `second_factor_required`; DatabaseError */
export async function readHealth(ctx: PlatformContext): Promise<FleetHealth> {
  requireRole(ctx, 'support')
  const { orm, read } = ctx.db
  const bad = sql`sum(${tenantHours.errors}) + sum(${tenantHours.slow})`
  const [byHour, openAlerts, beats, statuses, versions, worst] = await read([
    hoursOf(ctx, undefined),
    orm.select({ count: count() }).from(alerts).where(isNull(alerts.closedAt)),
    orm.select().from(heartbeats).where(eq(heartbeats.name, 'fleet')),
    orm
      .select({ status: tenants.status, count: count() })
      .from(tenants)
      .groupBy(tenants.status)
      .orderBy(asc(tenants.status)),
    orm
      .select({ version: schemaVersions.version, count: count() })
      .from(tenants)
      .leftJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
      .where(inArray(tenants.status, ['active', 'suspended', 'moving']))
      .groupBy(schemaVersions.version)
      .orderBy(desc(schemaVersions.version)),
    orm
      .select({ name: tenants.name, ...sums, hourAt: sql<number>`0`.mapWith(Number), tenantId: tenants.id })
      .from(tenantHours)
      .innerJoin(tenants, eq(tenants.id, tenantHours.tenantId))
      .where(gte(tenantHours.hourAt, firstHour(ctx)))
      .groupBy(tenants.id)
      .having(sql`${bad} > 0`)
      .orderBy(desc(sql`sum(${tenantHours.errors})`), desc(bad), asc(tenants.id))
      .limit(WORST_SHOWN),
  ])
  return {
    ...toHealth(ctx, byHour.map(toCounts)),
    openAlerts: openAlerts[0]?.count ?? 0,
    beatAt: beats[0]?.at ?? null,
    statuses,
    versions,
    worst: worst.map((row) => ({ ...toCounts(row), name: row.name })),
  }
}

/** How one studio is. @throws AppError `not_found`, `unauthorized`, `second_factor_required`; DatabaseError */
export async function readStudioHealth(ctx: PlatformContext, tenantId: string): Promise<StudioHealth> {
  requireRole(ctx, 'support')
  const { orm, read } = ctx.db
  const isOwn = and(isNull(alerts.closedAt), eq(alerts.tenantId, tenantId))
  const [byHour, openAlerts, beats, [tenant], facts, certificates, backlogs] = await read([
    hoursOf(ctx, eq(tenantHours.tenantId, tenantId)),
    orm.select({ count: count() }).from(alerts).where(isOwn),
    orm.select().from(heartbeats).where(eq(heartbeats.name, 'fleet')),
    orm
      .select({ id: tenants.id, schemaVersion: schemaVersions.version })
      .from(tenants)
      .leftJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
      .where(eq(tenants.id, tenantId)),
    orm.select().from(tenantFacts).where(eq(tenantFacts.tenantId, tenantId)),
    orm
      .select({
        host: customHostnames.host,
        status: customHostnames.status,
        sslStatus: customHostnames.sslStatus,
        brokenSince: customHostnames.brokenSince,
      })
      .from(customHostnames)
      .where(eq(customHostnames.tenantId, tenantId))
      .orderBy(asc(customHostnames.host)),
    orm.select().from(tenantBacklogs).where(eq(tenantBacklogs.tenantId, tenantId)),
  ])
  if (!tenant) throw new AppError('not_found', 'There is no such studio.')
  return {
    ...toHealth(ctx, byHour.map(toCounts)),
    openAlerts: openAlerts[0]?.count ?? 0,
    beatAt: beats[0]?.at ?? null,
    facts: facts[0] ?? null,
    schemaVersion: tenant.schemaVersion,
    certificates,
    backlog: backlogs[0] ?? null,
  }
}

const bucket = (index: number) =>
  sql<number>`sum(json_extract(${tenantHours.buckets}, ${`$[${index}]`}))`.mapWith(Number)

const sums = {
  requests: sum(tenantHours.requests).mapWith(Number),
  errors: sum(tenantHours.errors).mapWith(Number),
  slow: sum(tenantHours.slow).mapWith(Number),
  totalMs: sum(tenantHours.totalMs).mapWith(Number),
  queries: sum(tenantHours.queries).mapWith(Number),
  slowQueries: sum(tenantHours.slowQueries).mapWith(Number),
  b0: bucket(0),
  b1: bucket(1),
  b2: bucket(2),
  b3: bucket(3),
  b4: bucket(4),
  b5: bucket(5),
  b6: bucket(6),
}

type SummedRow = { [Name in keyof typeof sums]: number } & { hourAt: number; tenantId: string }

function hoursOf({ db, now }: PlatformContext, whose: SQL | undefined) {
  return db.orm
    .select({ ...sums, hourAt: tenantHours.hourAt, tenantId: sql<string>`''` })
    .from(tenantHours)
    .where(and(gte(tenantHours.hourAt, firstHour({ now })), whose))
    .groupBy(tenantHours.hourAt)
    .orderBy(asc(tenantHours.hourAt))
}

function firstHour({ now }: Pick<PlatformContext, 'now'>): number {
  return now() - (now() % hours(1)) - hours(HEALTH_HOURS - 1)
}

function toCounts({ hourAt, tenantId, ...row }: SummedRow): RequestCounts {
  const { requests, errors, slow, totalMs, queries, slowQueries, b0, b1, b2, b3, b4, b5, b6 } = row
  const buckets = [b0, b1, b2, b3, b4, b5, b6]
  return { hourAt, tenantId, requests, errors, slow, totalMs, buckets, queries, slowQueries }
}

/** With the hours in which nothing was asked. */
function toHealth(ctx: PlatformContext, rows: readonly RequestCounts[]) {
  const first = firstHour(ctx)
  const all = Array.from({ length: HEALTH_HOURS }, (_, index) => {
    const hourAt = first + hours(index)
    return rows.find((row) => row.hourAt === hourAt) ?? noCounts(hourAt, '')
  })
  return { hours: all, total: all.reduce(addCounts, noCounts(first, '')) }
}
