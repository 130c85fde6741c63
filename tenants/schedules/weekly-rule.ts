import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import {
  availabilityRuleKinds,
  availabilityRules,
  type AvailabilityRuleRow,
} from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { localDate, localWindow } from '../studio/staff-input.ts'

export type WeeklyRule = AvailabilityRuleRow
export type RuleKind = (typeof availabilityRuleKinds)[number]

/**
 * Weekly hours (`open`) or a weekly break of a trainer, in the wall time of the place; without a place the trainer's
 * main one, a break: every one. Rules of one trainer may overlap: hours add up, breaks are cut out of them.
 */
export const weeklyRuleInput = localWindow
  .safeExtend({
    kind: z.enum(availabilityRuleKinds),
    /** Id or slug. */
    trainerId: anId,
    locationId: anId.nullish().transform((id) => id ?? null),
    /** ISO: 1 is Monday. */
    weekday: z.int().min(1).max(7),
    /** Both inclusive. */
    validFromOn: localDate.nullish().transform((on) => on ?? null),
    validToOn: localDate.nullish().transform((on) => on ?? null),
    everyNWeeks: z.int().min(1).max(52).default(1),
    /** A date of a week in which it applies. */
    anchorOn: localDate.nullish().transform((on) => on ?? null),
  })
  .refine(({ validFromOn, validToOn }) => !validFromOn || !validToOn || validFromOn <= validToOn, {
    path: ['validToOn'],
    error: 'It ends before it starts.',
  })
  .refine(({ everyNWeeks, anchorOn }) => everyNWeeks <= 1 || anchorOn !== null, {
    path: ['anchorOn'],
    error: 'Say a date of a week in which it applies.',
  })

export type WeeklyRuleInput = z.input<typeof weeklyRuleInput>

/** @throws AppError `unauthorized`, `not_found`, also for a rule of the other kind. */
export async function getWeeklyRule(
  ctx: TenantContext,
  { ruleId, kind }: { ruleId: string; kind: RuleKind },
): Promise<WeeklyRule> {
  requireStaff(ctx, 'availability:change')
  const { orm, read } = ctx.db
  const [[row]] = await read([
    orm
      .select()
      .from(availabilityRules)
      .where(and(eq(availabilityRules.id, ruleId), eq(availabilityRules.kind, kind))),
  ])
  if (!row) throw new AppError('not_found', 'There is no such rule.')
  return row
}
