import {
  features,
  limitKeys,
  type Feature,
  type LimitKey,
  type Limits,
} from '../../db/registry/schema/plans.ts'

export {
  features,
  limitKeys,
  type Feature,
  type LimitKey,
  type Limits,
} from '../../db/registry/schema/plans.ts'

/** What holds for a studio: its plan, and what was agreed with it alone in place of that. What is not there is not limited. */
export type EffectiveLimits = { counts: Partial<Record<LimitKey, number>>; heldBack: Feature[] }

/** `plan` is null for a studio without one: of that nothing is limited. */
export function effectiveLimits(plan: Limits | null, own: Limits | null): EffectiveLimits {
  const counts: EffectiveLimits['counts'] = {}
  for (const key of limitKeys) {
    const agreed = own?.counts?.[key]
    // Null is agreed, too: no limit.
    const value = agreed === undefined ? plan?.counts?.[key] : agreed
    if (typeof value === 'number') counts[key] = value
  }
  const isIn = { ...plan?.features, ...own?.features }
  return { counts, heldBack: features.filter((feature) => isIn[feature] === false) }
}
