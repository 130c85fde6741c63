import { and, eq } from 'drizzle-orm'
import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import type { RuleKind } from './weekly-rule.ts'

/**
 * Takes weekly hours or a break away. Bookings stay where they are.
 *
 * @throws AppError `unauthorized`, `not_found`
 */
export async function deleteWeeklyRule(
  ctx: TenantContext,
  { ruleId, kind }: { ruleId: string; kind: RuleKind },
): Promise<void> {
  requireStaff(ctx, 'availability:change')
  const { orm, write } = ctx.db
  const [deleted] = await write([
    orm
      .delete(availabilityRules)
      .where(and(eq(availabilityRules.id, ruleId), eq(availabilityRules.kind, kind)))
      .returning({ id: availabilityRules.id }),
  ])
  forgetCatalogue(ctx)
  if (deleted.length === 0) throw new AppError('not_found', 'There is no such rule.')
}
