import { and, desc, eq, inArray, type like, lt, or, sql } from 'drizzle-orm'
import { hostnames, plans, schemaVersions, tenants, tenantStatuses } from '../../db/registry/schema/index.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export { tenantStatuses }
export type TenantStatus = (typeof tenantStatuses)[number]

/** A studio as operators see it; instants in ms. */
export type TenantEntry = {
  id: string
  slug: string
  name: string
  status: TenantStatus
  /** The host in links of its messages; null: it has none any more. */
  primaryHost: string | null
  /** The code of its plan; null: nothing is limited. */
  plan: string | null
  /** Null while it is being made. */
  schemaVersion: number | null
  createdAt: number
  trialEndsAt: number | null
  suspendedAt: number | null
  suspendReason: string | null
  deleteAt: number | null
  /** The studio that this is a training copy of. */
  copyOf: string | null
}

export type TenantsWish = {
  /** Part of a name, slug, host or id. */
  search?: string | undefined
  status?: TenantStatus | undefined
  limit: number
  cursor: { at: number; id: string } | null
}

const primary = hostnames

const entryColumns = {
  id: tenants.id,
  slug: tenants.slug,
  name: tenants.name,
  status: tenants.status,
  primaryHost: primary.host,
  plan: plans.code,
  schemaVersion: schemaVersions.version,
  createdAt: tenants.createdAt,
  trialEndsAt: tenants.trialEndsAt,
  suspendedAt: tenants.suspendedAt,
  suspendReason: tenants.suspendReason,
  deleteAt: tenants.deleteAt,
  copyOf: tenants.copyOf,
}

function entries({ db }: PlatformContext) {
  return db.orm
    .select(entryColumns)
    .from(tenants)
    .leftJoin(primary, and(eq(primary.tenantId, tenants.id), eq(primary.isPrimary, true)))
    .leftJoin(plans, eq(plans.id, tenants.planId))
    .leftJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
}

/** Studios, the newest first. @throws AppError `unauthorized`, `second_factor_required` */
export async function listTenants(
  ctx: PlatformContext,
  { search, status, limit, cursor }: TenantsWish,
): Promise<{ tenants: TenantEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const [rows] = await ctx.db.read([
    entries(ctx)
      .where(
        and(
          status && eq(tenants.status, status),
          search ? matches(ctx, search) : undefined,
          cursor === null
            ? undefined
            : or(
                lt(tenants.createdAt, cursor.at),
                and(eq(tenants.createdAt, cursor.at), lt(tenants.id, cursor.id)),
              ),
        ),
      )
      .orderBy(desc(tenants.createdAt), desc(tenants.id))
      .limit(limit + 1),
  ])
  return { tenants: rows.slice(0, limit), hasMore: rows.length > limit }
}

function matches({ db }: PlatformContext, search: string) {
  const part = `%${search.trim().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const isLike = (column: Parameters<typeof like>[0]) => sql`${column} LIKE ${part} ESCAPE '\\'`
  const byHost = db.orm.select({ id: hostnames.tenantId }).from(hostnames).where(isLike(hostnames.host))
  return or(isLike(tenants.name), isLike(tenants.slug), isLike(tenants.id), inArray(tenants.id, byHost))
}

/** One studio, by its id or its slug. @throws AppError `not_found`, `unauthorized`, `second_factor_required` */
export async function getTenant(ctx: PlatformContext, idOrSlug: string): Promise<TenantEntry> {
  requireRole(ctx, 'support')
  const [[row]] = await ctx.db.read([
    entries(ctx)
      .where(or(eq(tenants.id, idOrSlug), eq(tenants.slug, idOrSlug)))
      .limit(1),
  ])
  if (!row) throw new AppError('not_found', 'There is no such studio.')
  return row
}
