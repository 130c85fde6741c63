import { eq } from 'drizzle-orm'
import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { getWeeklyRule, type RuleKind } from './weekly-rule.ts'

/**
 * Takes weekly hours or a break away. Bookings stay where they are.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`
 */
export async function deleteWeeklyRule(
  ctx: TenantContext,
  { ruleId, kind }: { ruleId: string; kind: RuleKind },
): Promise<void> {
  const { actor } = requireReach(ctx, 'availability:change')
  const { id, ...before } = await getWeeklyRule(ctx, { ruleId, kind }, 'availability:change')
  const { orm, write } = ctx.db
  await write([
    orm.delete(availabilityRules).where(eq(availabilityRules.id, id)),
    insertAudit(ctx, { actor, action: 'availability.rule_deleted', subjectId: id, before }),
  ])
  forgetCatalogue(ctx)
  await ctx.calendar.announce([before.trainerId])
}
