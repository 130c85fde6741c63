import { isDatabaseError } from '../../db/database-error.ts'
import { limitKeys, type LimitKey } from '../../db/registry/schema/plans.ts'
import { AppError } from '../errors.ts'

const sentences: Record<LimitKey, string> = {
  trainers: 'The studio’s plan has no room for another trainer.',
  clients: 'The studio’s plan has no room for another client.',
  bookings_per_month: 'The studio’s plan has no room for another booking this month.',
  sms_per_month: 'The studio’s plan has no text messages left this month.',
  domains: 'The studio’s plan has no room for another domain.',
}

/** Which limit of the studio's plan a batch ran into: `usage_within_plan` in the tenant's migrations refused it. */
export function exceededLimit(error: unknown): LimitKey | undefined {
  if (!isDatabaseError(error, 'constraint')) return undefined
  const said = /limit:([a-z_]+)/.exec(error.message)?.[1]
  return limitKeys.find((key) => key === said)
}

/** What whoever asked is told: `not_allowed`, reason `plan_limit`. */
export function planLimitError(key: LimitKey): AppError {
  return new AppError('not_allowed', sentences[key], { reason: 'plan_limit', limit: key })
}

/**
 * Writes what a plan may limit.
 *
 * @throws AppError `not_allowed` (`plan_limit`): nothing was written, and nothing can be before there is less of it or the
 *   plan allows more; whatever `write` throws.
 */
export async function withinPlan<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (cause) {
    const key = exceededLimit(cause)
    throw key ? planLimitError(key) : cause
  }
}
