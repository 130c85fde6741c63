import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { checkPlace } from './check-whose.ts'
import { weeklyRuleInput, type WeeklyRuleInput, type WeeklyRule } from './weekly-rule.ts'

/**
 * Adds weekly hours or a weekly break. Hours at another place are how a trainer comes to work there.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function createWeeklyRule(ctx: TenantContext, raw: WeeklyRuleInput): Promise<WeeklyRule> {
  const { actor } = requireReach(ctx, 'availability:change')
  const input = parseInput(weeklyRuleInput, raw)
  const references = await readReferences(ctx)
  const trainerId = references.trainer(input.trainerId).id
  requireFor(ctx, 'availability:change', [trainerId])
  checkPlace(references, input)
  const id = makeId('rul')
  const after = { ...input, trainerId }
  const row = { ...after, id }
  await ctx.db.write([
    ctx.db.orm.insert(availabilityRules).values(row),
    insertAudit(ctx, { actor, action: 'availability.rule_created', subjectId: id, after }),
  ])
  forgetCatalogue(ctx)
  await ctx.calendar.announce([trainerId])
  return row
}
