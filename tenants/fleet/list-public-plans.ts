import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { plans } from '../../db/registry/schema/index.ts'
import { effectiveLimits, type EffectiveLimits } from '../plans/effective-limits.ts'

/** A plan as somebody sees it who chooses one. */
export type PublicPlan = {
  id: string
  code: string
  name: string
  description: string
  trialDays: number
  limits: EffectiveLimits
}

/** The plans that whoever signs up chooses from, in their order. One round trip. @throws DatabaseError */
export async function listPublicPlans({ orm, read }: Registry): Promise<PublicPlan[]> {
  const { id, code, name, description, trialDays, limits } = plans
  const [rows] = await read([
    orm
      .select({ id, code, name, description, trialDays, limits })
      .from(plans)
      .where(and(eq(plans.isPublic, true), isNull(plans.archivedAt)))
      .orderBy(asc(plans.position), asc(code)),
  ])
  return rows.map((plan) => ({ ...plan, limits: effectiveLimits(plan.limits, null) }))
}
