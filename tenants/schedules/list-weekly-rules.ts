import { and, asc, eq } from 'drizzle-orm'
import { availabilityRules, trainers } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'
import type { RuleKind, WeeklyRule } from './weekly-rule.ts'

/**
 * Weekly hours or breaks, of one trainer (id or slug) or of all, for a trainer their own: by trainer, then through the week.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function listWeeklyRules(
  ctx: TenantContext,
  { kind, trainerId }: { kind: RuleKind; trainerId?: string | undefined },
): Promise<WeeklyRule[]> {
  const { onlyTrainerId } = requireReach(ctx, 'availability:view')
  const trainer = trainerId === undefined ? undefined : (await readReferences(ctx)).trainer(trainerId)
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select({ rule: availabilityRules })
      .from(availabilityRules)
      .innerJoin(trainers, eq(trainers.id, availabilityRules.trainerId))
      .where(
        and(
          eq(availabilityRules.kind, kind),
          trainer ? eq(availabilityRules.trainerId, trainer.id) : undefined,
          onlyTrainerId === null ? undefined : eq(availabilityRules.trainerId, onlyTrainerId),
        ),
      )
      .orderBy(
        asc(trainers.position),
        asc(trainers.id),
        asc(availabilityRules.weekday),
        asc(availabilityRules.startMinute),
      ),
  ])
  return rows.map(({ rule }) => rule)
}
