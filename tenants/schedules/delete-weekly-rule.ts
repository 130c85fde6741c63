import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { isRule, type RuleKind } from './weekly-rule.ts'

/**
 * Takes weekly hours or a break away. Bookings stay where they are.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`
 */
export async function deleteWeeklyRule(
  ctx: TenantContext,
  { ruleId, kind }: { ruleId: string; kind: RuleKind },
): Promise<void> {
  const { onlyTrainerId } = requireReach(ctx, 'availability:change')
  const { orm, write } = ctx.db
  const [deleted] = await write([
    orm
      .delete(availabilityRules)
      .where(isRule({ ruleId, kind, onlyTrainerId }))
      .returning({ id: availabilityRules.id }),
  ])
  forgetCatalogue(ctx)
  if (deleted.length === 0) throw new AppError('not_found', 'There is no such rule.')
}
