import { eq } from 'drizzle-orm'
import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { given } from '../studio/staff-input.ts'
import { checkPlace } from './check-whose.ts'
import {
  getWeeklyRule,
  weeklyRuleInput,
  type RuleKind,
  type WeeklyRuleInput,
  type WeeklyRule,
} from './weekly-rule.ts'

/** What is not given stays as it is; the trainer and the kind stay in any case. */
export type WeeklyRuleChange = { ruleId: string; kind: RuleKind } & {
  [Field in Exclude<keyof WeeklyRuleInput, 'kind' | 'trainerId'>]?: WeeklyRuleInput[Field] | undefined
}

/**
 * Changes weekly hours. Bookings stay where they are.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`
 */
export async function changeWeeklyRule(
  ctx: TenantContext,
  { ruleId, kind, ...changes }: WeeklyRuleChange,
): Promise<WeeklyRule> {
  const { actor } = requireReach(ctx, 'availability:change')
  const before = await getWeeklyRule(ctx, { ruleId, kind }, 'availability:change')
  const { id, trainerId } = before
  const input = parseInput(weeklyRuleInput, { ...before, ...given(changes), trainerId, kind })
  if (input.locationId !== before.locationId && input.locationId !== null) {
    checkPlace(await readReferences(ctx), input)
  }
  await ctx.db.write([
    ctx.db.orm.update(availabilityRules).set(input).where(eq(availabilityRules.id, id)),
    insertAudit(ctx, {
      actor,
      action: 'availability.rule_changed',
      subjectId: id,
      ...changesOf(before, input),
    }),
  ])
  forgetCatalogue(ctx)
  await ctx.calendar.announce([trainerId])
  return { ...input, id }
}
