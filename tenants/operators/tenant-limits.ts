import { eq, sql } from 'drizzle-orm'
import { plans, tenants, type Limits } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { forgetTenant } from '../fleet/forget-tenant.ts'
import { pushLimits } from '../fleet/push-limits.ts'
import { parseInput } from '../parse-input.ts'
import { effectiveLimits, type EffectiveLimits } from '../plans/effective-limits.ts'
import { limitsInput, type LimitsInput } from '../plans/plan-input.ts'
import { readUsage, type Used } from '../plans/read-usage.ts'
import { getTenant } from './list-tenants.ts'
import { getPlan } from './plans.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** What a studio may use, why, and what it does. */
export type TenantLimits = {
  tenantId: string
  plan: { id: string; code: string; name: string; limits: Limits } | null
  trialEndsAt: number | null
  /** What was agreed with it alone. */
  own: Limits
  effective: EffectiveLimits
  /** Whether its own database holds to it already. */
  isTold: boolean
  /** Null while its database cannot be asked, or does not count. */
  usage: Used[] | null
}

/** @throws AppError as `requireRole`; `not_found`; DatabaseError of the registry. */
export async function getTenantLimits(ctx: OperatorContext, idOrSlug: string): Promise<TenantLimits> {
  const { id: tenantId } = await getTenant(ctx, idOrSlug)
  const { orm, read } = ctx.db
  const { id, code, name, limits } = plans
  const { trialEndsAt, ownLimits, limitsEdition, limitsPushed } = tenants
  const [[row]] = await read([
    orm
      .select({ plan: { id, code, name, limits }, trialEndsAt, ownLimits, limitsEdition, limitsPushed })
      .from(tenants)
      .leftJoin(plans, eq(plans.id, tenants.planId))
      .where(eq(tenants.id, tenantId)),
  ])
  if (!row) throw new AppError('not_found', 'There is no such studio.')
  return {
    tenantId,
    plan: row.plan,
    trialEndsAt: row.trialEndsAt,
    own: row.ownLimits ?? {},
    effective: effectiveLimits(row.plan?.limits ?? null, row.ownLimits),
    isTold: row.limitsPushed >= row.limitsEdition,
    usage: await usageOf(ctx, tenantId),
  }
}

/** A studio whose database does not answer has a page all the same. */
async function usageOf({ fleet }: OperatorContext, tenantId: string): Promise<Used[] | null> {
  try {
    const record = await findTenant(fleet.registry, tenantId)
    return record ? await readUsage(await fleet.openTenant(record)) : null
  } catch {
    return null
  }
}

/**
 * Gives a studio (id or slug) a plan (id or code), or none; in effect everywhere within a minute. What it has beyond a lower
 * limit stays: only more of it is refused. A trial ends where it did unless `trialEndsAt` (ms; null: no trial) says otherwise.
 *
 * @throws AppError as `requireRole`; `not_found`, `conflict` (`plan_archived`); DatabaseError.
 */
export async function setTenantPlan(
  ctx: OperatorContext,
  { tenant, plan, trialEndsAt }: { tenant: string; plan: string | null; trialEndsAt?: number | null },
): Promise<TenantLimits> {
  const { actor } = requireRole(ctx, 'operator')
  const before = await getTenant(ctx, tenant)
  const wanted = plan === null ? null : await getPlan(ctx, plan)
  if (wanted && wanted.archivedAt !== null && wanted.code !== before.plan) {
    throw new AppError('conflict', 'This plan is archived.', { reason: 'plan_archived' })
  }
  const trial = trialEndsAt === undefined ? {} : { trialEndsAt }
  await ctx.db.write([
    change(ctx, before.id, { planId: wanted?.id ?? null, ...trial }),
    insertAudit(ctx, {
      actor,
      action: 'tenant.plan',
      subjectId: before.id,
      before: {
        plan: before.plan,
        ...(trialEndsAt === undefined ? {} : { trialEndsAt: before.trialEndsAt }),
      },
      after: { plan: wanted?.code ?? null, ...trial },
    }),
  ])
  return tell(ctx, before.id)
}

/**
 * Agrees with one studio (id or slug) on something else than its plan says: all that differs, in place of what differed
 * before. A count that is null is not limited. In effect as a plan is.
 *
 * @throws AppError as `requireRole`; `not_found`, `invalid_input`; DatabaseError.
 */
export async function setOwnLimits(
  ctx: OperatorContext,
  { tenant, limits: raw }: { tenant: string; limits: LimitsInput },
): Promise<TenantLimits> {
  const { actor } = requireRole(ctx, 'operator')
  const limits = parseInput(limitsInput, raw)
  const { id } = await getTenant(ctx, tenant)
  const { own } = await getTenantLimits(ctx, id)
  const isNone = Object.keys({ ...limits.counts, ...limits.features }).length === 0
  await ctx.db.write([
    change(ctx, id, { ownLimits: isNone ? null : limits }),
    insertAudit(ctx, {
      actor,
      action: 'tenant.own_limits',
      subjectId: id,
      before: { limits: own },
      after: { limits: isNone ? {} : limits },
    }),
  ])
  return tell(ctx, id)
}

type Change = Partial<Pick<typeof tenants.$inferInsert, 'planId' | 'trialEndsAt' | 'ownLimits'>>

function change({ db }: PlatformContext, id: string, set: Change) {
  return db.orm
    .update(tenants)
    .set({ ...set, limitsEdition: sql`${tenants.limitsEdition} + 1` })
    .where(eq(tenants.id, id))
}

/** Its own database now, if it answers; else the chore does it. */
async function tell(ctx: OperatorContext, tenantId: string): Promise<TenantLimits> {
  await forgetTenant(ctx.fleet, tenantId)
  try {
    await pushLimits(ctx.fleet, tenantId)
  } catch {
    await ctx.fleet.startWork({ kind: 'chore', id: 'plans' })
  }
  return getTenantLimits(ctx, tenantId)
}
