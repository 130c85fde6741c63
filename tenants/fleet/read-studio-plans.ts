import { and, asc, eq, isNull, or } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { plans, tenants } from '../../db/registry/schema/index.ts'
import type { StudioPlans } from '../context.ts'
import { effectiveLimits } from '../plans/effective-limits.ts'

/** A studio's plan, and what anybody may choose instead. One round trip. @throws DatabaseError */
export async function readStudioPlans({ orm, read }: Registry, tenantId: string): Promise<StudioPlans> {
  const { id, name, limits, isPublic, archivedAt, position, code } = plans
  const [[studio], rows] = await read([
    orm
      .select({ planId: tenants.planId, trialEndsAt: tenants.trialEndsAt })
      .from(tenants)
      .where(eq(tenants.id, tenantId)),
    orm
      .select({ id, name, limits, isPublic, archivedAt })
      .from(plans)
      .leftJoin(tenants, and(eq(tenants.planId, id), eq(tenants.id, tenantId)))
      .where(or(eq(tenants.id, tenantId), and(eq(isPublic, true), isNull(archivedAt))))
      .orderBy(asc(position), asc(code)),
  ])
  const own = rows.find((plan) => plan.id === studio?.planId)
  return {
    own: own ? { name: own.name, trialEndsAt: studio?.trialEndsAt ?? null } : null,
    offered: rows
      .filter((plan) => plan.isPublic && plan.archivedAt === null)
      .map((plan) => ({ name: plan.name, heldBack: effectiveLimits(plan.limits, null).heldBack })),
  }
}
