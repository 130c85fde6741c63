import { requireFor, requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'
import type { Affected } from './list-affected.ts'
import { listOutsideWeek } from './list-outside-week.ts'
import { readWeek } from './read-week.ts'
import { checkPlaces, mergeRules, weekInput, type WeekInput } from './week-input.ts'
import type { WeekRule } from './weekly-rule.ts'

/**
 * What replacing a week would leave outside of it (`replaceWeek`), and the week as it would be. Nothing is written.
 *
 * @throws AppError as `replaceWeek`, without `changed_meanwhile`.
 */
export async function previewWeek(
  ctx: TenantContext,
  raw: WeekInput,
): Promise<{ rules: WeekRule[]; affected: Affected }> {
  requireReach(ctx, 'availability:change')
  const input = parseInput(weekInput, raw)
  const references = await readReferences(ctx)
  const trainer = references.trainer(input.trainerId)
  requireFor(ctx, 'availability:change', [trainer.id])
  checkPlaces(references, trainer, input.rules)
  const rules = mergeRules(input.rules)
  const { rules: before } = await readWeek(ctx, trainer.id)
  return { rules, affected: await listOutsideWeek(ctx, references, { trainer, before, after: rules }) }
}
