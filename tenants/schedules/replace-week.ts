import { and, eq, inArray } from 'drizzle-orm'
import { availabilityRules } from '../../db/tenant/schema/index.ts'
import { insistOn } from '../access/insist-on.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { unlessChanged } from '../edition.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { announceHours } from './announce-hours.ts'
import type { Affected } from './list-affected.ts'
import { listOutsideWeek } from './list-outside-week.ts'
import { isWeekStill, readWeek, type Week } from './read-week.ts'
import { checkPlaces, mergeRules, weekInput, type WeekInput } from './week-input.ts'
import { toLine, toLines } from './week-lines.ts'
import type { WeeklyRule, WeekRule } from './weekly-rule.ts'

/**
 * Puts a whole week in the place of a trainer's weekly hours and breaks, at once; a trainer their own. Rules that are the
 * same keep their names. Bookings stay where they are: the answer tells which of them the change leaves outside the hours.
 *
 * @throws AppError `unauthorized`, `forbidden`; `invalid_input` naming `rules.<n>.<field>`; `changed_meanwhile` when the
 * week is not the one that was seen: nothing was written.
 */
export async function replaceWeek(
  ctx: TenantContext,
  raw: WeekInput,
): Promise<{ week: Week; affected: Affected }> {
  const { actor } = requireReach(ctx, 'availability:change')
  const input = parseInput(weekInput, raw)
  const references = await readReferences(ctx)
  const trainer = references.trainer(input.trainerId)
  requireFor(ctx, 'availability:change', [trainer.id])
  checkPlaces(references, trainer, input.rules)
  const before = await readWeek(ctx, trainer.id)
  if (input.digest !== undefined && input.digest !== before.digest) throw changedMeanwhile()

  const after = mergeRules(input.rules)
  const { stale, fresh } = differenceOf(before, after)
  if (stale.length > 0 || fresh.length > 0) {
    const { orm, write } = ctx.db
    await unlessChanged(() =>
      write([
        insistOn(ctx.db, isWeekStill(trainer.id, before.rules)),
        orm
          .delete(availabilityRules)
          .where(and(eq(availabilityRules.trainerId, trainer.id), inArray(availabilityRules.id, stale))),
        ...fresh.map((rule) => orm.insert(availabilityRules).values(rule)),
        insertAudit(ctx, {
          actor,
          action: 'availability.week_replaced',
          subjectId: trainer.id,
          before: { rules: toLines(before.rules) },
          after: { rules: toLines(after) },
        }),
      ]),
    )
    forgetCatalogue(ctx)
    await announceHours(ctx, references, trainer.id)
  }
  return {
    week: await readWeek(ctx, trainer.id),
    affected: await listOutsideWeek(ctx, references, { trainer, before: before.rules, after }),
  }
}

/** What goes, by its names, and what comes, with new ones. */
function differenceOf({ trainerId, rules }: Week, after: readonly WeekRule[]) {
  const stale = new Map<string, WeeklyRule[]>(Map.groupBy(rules, toLine))
  const fresh = after.filter((rule) => stale.get(toLine(rule))?.pop() === undefined)
  return {
    stale: [...stale.values()].flat().map(({ id }) => id),
    fresh: fresh.map((rule) => ({ ...rule, id: makeId('rul'), trainerId })),
  }
}

function changedMeanwhile(): AppError {
  const sentence = 'Somebody else has changed these hours meanwhile. Please look at them again.'
  return new AppError('changed_meanwhile', sentence, { reason: 'changed_meanwhile' })
}
